package rules_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// finding is one hard word.
type finding struct {
	file string
	line int
	hard string // its name
	text string // around it
}

// piece is a text of a file.
type piece struct {
	line    int
	text    string
	comment bool // of Go code
}

// hardWords lists every hard word of the project.
func hardWords(tb testing.TB) []finding {
	tb.Helper()
	var out []finding
	golang := goFiles(tb)
	for _, file := range tracked(tb) {
		if strings.Contains(file, "/testdata/") || strings.HasPrefix(file, "test/rules/words") || isReleased(file) {
			continue
		}
		content, isGo := golang[file]
		switch {
		case isGo:
			pieces, names := ofGo(tb, file, content)
			out = append(out, inProse(file, pieces)...)
			out = append(out, inNames(file, names)...)
		case isProse(file):
			text := read(tb, file)
			switch path.Ext(file) {
			case ".md":
				text = codeSpan.ReplaceAllString(text, "code")
			case ".yaml", ".yml":
				text = enumValues.ReplaceAllString(text, "enum: []")
			}
			out = append(out, inProse(file, paragraphs(text))...)
		}
	}
	slices.SortFunc(out, func(a, b finding) int {
		return strings.Compare(fmt.Sprintf("%s %06d %s", a.file, a.line, a.hard), fmt.Sprintf("%s %06d %s", b.file, b.line, b.hard))
	})
	return out
}

var (
	// codeSpan is text in Markdown that is quoted as code.
	codeSpan = regexp.MustCompile("`[^`\n]*`")
	// enumValues are codes of a contract, which never change.
	enumValues = regexp.MustCompile(`enum: \[[^\]]*\]`)
)

// isReleased reports whether a file is never edited once it was released, not even its comments.
func isReleased(file string) bool {
	if path.Dir(file) == "corridors" {
		return path.Ext(file) == ".yaml" && file != "corridors/desks.yaml"
	}
	return slices.Contains([]string{"internal/postgres/migrations", "internal/reintegration/questionnaires"}, path.Dir(file))
}

// isProse reports whether a file that is not Go code holds English.
func isProse(file string) bool {
	switch path.Ext(file) {
	case ".md", ".yaml", ".yml", ".html", ".sh":
		return true
	}
	return slices.Contains([]string{"Makefile", "Dockerfile", ".ci/run", "tools/deps", "NOTICE"}, file)
}

// paragraphs joins the lines of a text that belong together, so that a sentence that is broken over
// two lines is found. Marks of comments and lists are taken away.
func paragraphs(content string) []piece {
	var out []piece
	line, began := 0, 0
	var now []string
	end := func() {
		if len(now) > 0 {
			out = append(out, piece{line: began, text: strings.Join(now, " ")})
		}
		now = nil
	}
	for text := range strings.Lines(content) {
		line++
		text = strings.TrimSpace(text)
		bare := strings.TrimSpace(strings.TrimLeft(text, "#>*-|"))
		if bare == "" || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "* ") || strings.HasPrefix(text, "|") || isKey(text) {
			end()
		}
		if bare == "" {
			continue
		}
		if len(now) == 0 {
			began = line
		}
		now = append(now, bare)
	}
	end()
	return out
}

// isKey reports whether a line begins with a key of YAML.
func isKey(line string) bool {
	key, _, found := strings.Cut(strings.TrimPrefix(line, "- "), ":")
	return found && key != "" && !strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || r == '#' })
}

// name is an identifier where it is declared.
type name struct {
	line int
	text string
}

// ofGo takes the comments, the texts and the declared names out of a file. Texts of tests are samples
// and messages to developers of the moment, and are left out. So are texts of one word: they are
// codes, which are recorded and never change.
func ofGo(tb testing.TB, file, content string) ([]piece, []name) {
	tb.Helper()
	set := token.NewFileSet()
	syntax := parseInto(tb, set, file, content)
	line := func(n ast.Node) int { return set.Position(n.Pos()).Line }
	var pieces []piece
	for _, group := range syntax.Comments {
		if text := strings.Join(strings.Fields(group.Text()), " "); text != "" {
			pieces = append(pieces, piece{line: line(group), text: text, comment: true})
		}
	}
	names := []name{{1, strings.TrimSuffix(path.Base(file), ".go")}, {1, syntax.Name.Name}}
	declare := func(all ...*ast.Ident) {
		for _, one := range all {
			if one != nil {
				names = append(names, name{line(one), one.Name})
			}
		}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && !strings.HasSuffix(file, "_test.go") && len(strings.Fields(text)) > 1 {
				pieces = append(pieces, piece{line: line(n), text: strings.Join(strings.Fields(text), " ")})
			}
		case *ast.FuncDecl:
			declare(n.Name)
		case *ast.TypeSpec:
			declare(n.Name)
		case *ast.ValueSpec:
			declare(n.Names...)
		case *ast.Field:
			declare(n.Names...)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, left := range n.Lhs {
					if one, ok := left.(*ast.Ident); ok {
						declare(one)
					}
				}
			}
		}
		return true
	})
	return pieces, names
}

func inProse(file string, pieces []piece) []finding {
	var out []finding
	for _, p := range pieces {
		text := english().allowed.ReplaceAllString(p.text, "...")
		rules := english().prose
		if p.comment {
			rules = english().comment
		}
		for _, rule := range rules {
			for _, at := range rule.what.FindAllStringIndex(text, -1) {
				out = append(out, finding{file, p.line, rule.name, text[max(0, at[0]-30):min(len(text), at[1]+30)]})
			}
		}
	}
	return out
}

func inNames(file string, names []name) []finding {
	var out []finding
	for _, n := range names {
		for _, part := range parts(n.text) {
			if _, found := english().names[part]; found {
				out = append(out, finding{file, n.line, "name: " + part, n.text})
			}
		}
	}
	return out
}

// parts returns the words of a name, in lower case.
func parts(name string) []string {
	var out []string
	var now []rune
	runes := []rune(name)
	for i, r := range runes {
		begins := i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins || !unicode.IsLetter(r) {
			out = append(out, strings.ToLower(string(now)))
			now = nil
		}
		if unicode.IsLetter(r) {
			now = append(now, r)
		}
	}
	return append(out, strings.ToLower(string(now)))
}

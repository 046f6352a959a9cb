package refusals_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// refused are the codes of the refusals that have a word.
var refused = []string{"Conflict", "Invalid", "Denied"}

// roots are the folders whose refusals reach a client of the API.
var roots = []string{"internal", "activities", "workflows", "api"}

// left are the packages and files whose refusals never reach a client of the API: those of the commands, of
// tests and of the start of a process.
var left = []string{
	"internal/cli/", "internal/client/", "internal/benchmark/", "internal/record/recordtest/", "internal/usecase/usecasetest/", "internal/postgres/role.go",
}

// computed are the functions whose texts are messages of refusals. Where a message is neither a literal nor
// begins with one, the call has to be of a function in this list, or the variable filled by one.
// The number is that of the argument that holds the message; -1 stands for the results.
var computed = map[string]int{
	"internal/casework/ruling.ownWork": -1, "internal/casework/ruling.whyNotClose": -1, "internal/casework/ruling.whyNotExclude": -1,
	"internal/movement.sentence": -1, "internal/movement.passengers": 2,
}

// expressions are the arguments of fault.New that are filled by those functions, as they stand in the source.
var expressions = map[string][]string{
	"internal/casework/ruling": {"why", "d.whyNotClose"},
	"internal/movement":        {"done.sentence", "otherwise"},
}

// message is a text with which something is refused. More follows it if it is only a beginning.
type message struct {
	text, at  string
	beginning bool
}

// messages reads the source for every text with which something is refused.
func messages(t *testing.T) []message {
	t.Helper()
	var out []message
	base := filepath.Join("..", "..")
	for _, root := range roots {
		require.NoError(t, filepath.WalkDir(filepath.Join(base, root), func(path string, d fs.DirEntry, err error) error {
			name, _ := filepath.Rel(base, path)
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") ||
				slices.ContainsFunc(left, func(one string) bool { return strings.HasPrefix(name, one) }) {
				return err
			}
			files := token.NewFileSet()
			parsed, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			r := reader{t, files, filepath.Dir(name), nil}
			ast.Inspect(parsed, r.read)
			out = append(out, r.found...)
			return nil
		}))
	}
	return out
}

type reader struct {
	t     *testing.T
	files *token.FileSet
	pkg   string
	found []message
}

func (r *reader) read(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if at, ok := computed[r.pkg+"."+n.Name.Name]; ok && at < 0 {
			r.results(n)
		}
	case *ast.CallExpr:
		if text := refusal(n); text != nil {
			r.add(text)
		}
		if s, ok := n.Fun.(*ast.SelectorExpr); ok {
			if at, ok := computed[r.pkg+"."+s.Sel.Name]; ok && at >= 0 {
				r.add(n.Args[at])
			}
		}
	}
	return true
}

// refusal returns the text of a call of fault.New or fault.Wrap with one of the codes, or nil.
func refusal(call *ast.CallExpr) ast.Expr {
	args := call.Args
	switch name(call.Fun) {
	case "fault.New":
	case "fault.Wrap":
		args = args[1:]
	default:
		return nil
	}
	code, ok := strings.CutPrefix(name(args[0]), "fault.")
	if !ok || !slices.Contains(refused, code) {
		return nil
	}
	return args[1]
}

// results adds every text that a function returns.
func (r *reader) results(f *ast.FuncDecl) {
	ast.Inspect(f, func(n ast.Node) bool {
		if back, ok := n.(*ast.ReturnStmt); ok {
			for _, one := range back.Results {
				if text, _, ok := literal(one); ok && text != "" {
					r.add(one)
				}
			}
		}
		return true
	})
}

// add adds a text, or fails if the test cannot tell which texts it stands for.
func (r *reader) add(text ast.Expr) {
	at := r.files.Position(text.Pos()).String()
	if words, whole, ok := literal(text); ok {
		r.found = append(r.found, message{words, at, !whole})
		return
	}
	first := text
	for {
		sum, ok := first.(*ast.BinaryExpr)
		if !ok {
			break
		}
		first = sum.X
	}
	if !slices.Contains(expressions[r.pkg], name(first)) {
		r.t.Errorf("%s: the message is computed; name the function that makes it in computed and expressions", at)
	}
}

// literal returns the text of an expression that begins with a literal, and whether that is the whole text.
func literal(e ast.Expr) (text string, whole, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, true, err == nil
	case *ast.BinaryExpr:
		left, wholeLeft, ok := literal(e.X)
		if !ok || !wholeLeft {
			return left, false, ok
		}
		right, wholeRight, known := literal(e.Y)
		return left + right, known && wholeRight, true
	}
	return "", false, false
}

// name returns an identifier, a selector or the function of a call as it stands in the source.
func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return name(e.X) + "." + e.Sel.Name
	case *ast.CallExpr:
		return name(e.Fun)
	}
	return ""
}

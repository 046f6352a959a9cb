package corridor

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxFile is the largest size of a rule file, in bytes. The longest of ours has some kilobytes.
const maxFile = 1 << 20

// yamlFile is a YAML file while it is read. It collects all mistakes with their lines, so that its
// author can correct them at once.
type yamlFile struct {
	file     string
	mistakes []error
	dropped  bool
}

func (s *yamlFile) fail(n *yaml.Node, format string, args ...any) {
	if len(s.mistakes) >= maxMistakes {
		s.dropped = true
		return
	}
	line := 1
	if n != nil && n.Line > 0 {
		line = n.Line
	}
	s.mistakes = append(s.mistakes, &Mistake{File: s.file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// err returns all mistakes of the file in the order of its lines, or nil.
func (s *yamlFile) err() error {
	slices.SortStableFunc(s.mistakes, func(a, b error) int {
		return lineOf(a) - lineOf(b)
	})
	if s.dropped {
		s.mistakes = append(s.mistakes, &Mistake{File: s.file, Line: lineOf(s.mistakes[len(s.mistakes)-1]), Text: "and more mistakes, which are not listed"})
	}
	return errors.Join(s.mistakes...)
}

func lineOf(err error) int {
	if m, ok := errors.AsType[*Mistake](err); ok {
		return m.Line
	}
	return 0
}

// open parses the file, and returns the mapping at its top. It returns nil, and records the mistakes,
// if there is none.
func (s *yamlFile) open(dir fs.FS, name string) *yaml.Node {
	f, err := dir.Open(name)
	if err != nil {
		s.fail(nil, "the file cannot be opened")
		return nil
	}
	defer f.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		s.fail(nil, "the file cannot be read")
		return nil
	case len(text) > maxFile:
		s.fail(nil, "the file is longer than %d bytes", maxFile)
		return nil
	}
	return s.parse(text)
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

func (s *yamlFile) parse(text []byte) *yaml.Node {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var top, rest yaml.Node
	if err := decoder.Decode(&top); err != nil {
		at, reason := &yaml.Node{Line: 1}, "the file is empty"
		if !errors.Is(err, io.EOF) {
			reason = "not YAML"
			if found := yamlLine.FindStringSubmatch(err.Error()); found != nil {
				at.Line, _ = strconv.Atoi(found[1])
				reason += ": " + strings.Trim(quote(found[2]), `"`)
			}
		}
		s.fail(at, "%s", reason)
		return nil
	}
	if err := decoder.Decode(&rest); !errors.Is(err, io.EOF) {
		s.fail(&rest, "a second document, or text after the end; one file holds one document")
		return nil
	}
	if len(top.Content) != 1 || top.Content[0].Kind != yaml.MappingNode {
		s.fail(&top, "the file is not a list of keys and values")
		return nil
	}
	if alias := findAlias(top.Content[0]); alias != nil {
		s.fail(alias, "anchors, aliases and merge keys are not allowed: write every rule in full")
		return nil
	}
	return top.Content[0]
}

func findAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Tag == "!!merge" {
		return n
	}
	for _, child := range n.Content {
		if found := findAlias(child); found != nil {
			return found
		}
	}
	return nil
}

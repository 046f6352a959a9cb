package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// longest is the ceiling for a file; most should be 50 to 160 lines of one thing.
const longest = 400

func TestNoFileIsTooLong(t *testing.T) {
	t.Parallel()
	for file, content := range goFiles(t) {
		require.LessOrEqual(t, strings.Count(content, "\n"), longest, "%s: cut it where it does two things", file)
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for file, content := range goFiles(t) {
		syntax := parse(t, file, content)
		dir := path.Dir(file)
		if strings.HasSuffix(file, "_test.go") && !strings.HasPrefix(dir, "test/") {
			continue
		}
		said[dir] = said[dir] || syntax.Doc != nil && len(strings.Fields(syntax.Doc.Text())) >= 12
	}
	for dir, ok := range said {
		require.True(t, ok, "%s: no paragraph says what the package is for and what it never does", dir)
	}
}

func TestPackagesAreNamedAfterTheField(t *testing.T) {
	t.Parallel()
	empty := []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "data", "types", "models", "misc", "base", "lib", "shared"}
	for file, content := range goFiles(t) {
		name := strings.TrimSuffix(parse(t, file, content).Name.Name, "_test")
		require.NotContains(t, empty, name, "%s: that name says nothing", file)
		for part := range strings.SplitSeq(path.Dir(file), "/") {
			require.NotContains(t, empty, part, "%s: that name says nothing", file)
		}
	}
}

func TestTestsDoNotSkip(t *testing.T) {
	t.Parallel()
	for file, content := range goFiles(t) {
		if !strings.HasSuffix(file, "_test.go") && !strings.HasPrefix(file, "internal/pgtest/") {
			continue
		}
		ast.Inspect(parse(t, file, content), func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if method, ok := call.Fun.(*ast.SelectorExpr); ok {
				require.False(t, slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, method.Sel.Name),
					"%s: a test that cannot run must fail", file)
			}
			return true
		})
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	t.Parallel()
	marks := []string{"TO" + "DO", "FIX" + "ME", "HA" + "CK:", "for " + "now,", "not " + "implemented"}
	for file, content := range goFiles(t) {
		for _, mark := range marks {
			require.NotContains(t, content, mark, file)
		}
	}
}

func parse(tb testing.TB, file, content string) *ast.File {
	tb.Helper()
	return parseInto(tb, token.NewFileSet(), file, content)
}

// parseInto parses a file into a set, which knows the lines of its nodes.
func parseInto(tb testing.TB, set *token.FileSet, file, content string) *ast.File {
	tb.Helper()
	syntax, err := parser.ParseFile(set, file, content, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(tb, err)
	return syntax
}

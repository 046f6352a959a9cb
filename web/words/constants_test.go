package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// constants lists the values of the constants of one type in a folder of internal, from their source:
// a list that a package keeps of them may be short of one.
func constants(tb testing.TB, folder, name string) []string {
	tb.Helper()
	var found []string
	for _, path := range sources(tb, folder) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		require.NoError(tb, err)
		for _, declared := range file.Decls {
			if group, ok := declared.(*ast.GenDecl); ok && group.Tok == token.CONST {
				found = append(found, ofType(tb, group, name)...)
			}
		}
	}
	require.NotEmpty(tb, found, "constants %s in %s", name, folder)
	return found
}

// ofType lists the values of the constants in a group that have a type with this name.
func ofType(tb testing.TB, group *ast.GenDecl, name string) []string {
	tb.Helper()
	var found []string
	for _, spec := range group.Specs {
		declared, ok := spec.(*ast.ValueSpec)
		if !ok || !isNamed(declared.Type, name) {
			continue
		}
		for _, value := range declared.Values {
			literal, ok := value.(*ast.BasicLit)
			require.True(tb, ok, "a constant of type %s is not a literal", name)
			text, err := strconv.Unquote(literal.Value)
			require.NoError(tb, err)
			found = append(found, text)
		}
	}
	return found
}

// isNamed reports whether a type is called name, in its own package or another one.
func isNamed(of ast.Expr, name string) bool {
	switch of := of.(type) {
	case *ast.Ident:
		return of.Name == name
	case *ast.SelectorExpr:
		return of.Sel.Name == name
	default:
		return false
	}
}

// sources lists the Go files of a folder of internal, without tests.
func sources(tb testing.TB, folder string) []string {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "internal", folder, "*.go"))
	require.NoError(tb, err)
	var found []string
	for _, path := range paths {
		if !strings.HasSuffix(path, "_test.go") {
			found = append(found, path)
		}
	}
	require.NotEmpty(tb, found)
	return found
}

var (
	factName = regexp.MustCompile(`\b(Fact\w+)\s+FactName = "(\w+)"`)
	factSet  = regexp.MustCompile(`setFact\((?:casework\.)?(Fact\w+), "(\w+)"\)`)
)

// valuesSetByRules are the values that the rules themselves give to facts, by the name of the fact.
func valuesSetByRules(tb testing.TB) map[string][]string {
	tb.Helper()
	var all strings.Builder
	for _, path := range slices.Concat(sources(tb, "casework"), sources(tb, "casework/ruling")) {
		raw, err := os.ReadFile(path)
		require.NoError(tb, err)
		all.Write(raw)
	}
	names := map[string]string{}
	for _, m := range factName.FindAllStringSubmatch(all.String(), -1) {
		names[m[1]] = m[2]
	}
	found := map[string][]string{}
	for _, m := range factSet.FindAllStringSubmatch(all.String(), -1) {
		require.Contains(tb, names, m[1])
		found[names[m[1]]] = append(found[names[m[1]]], m[2])
	}
	require.NotEmpty(tb, found)
	return found
}

// contract lists the values of an enum of the HTTP contract, at a path of keys below its schemas.
func contract(tb testing.TB, path string) []string {
	tb.Helper()
	raw, err := fs.ReadFile(os.DirFS(filepath.Join("..", "..", "api")), "openapi.yaml")
	require.NoError(tb, err)
	var doc map[string]any
	require.NoError(tb, yaml.Unmarshal(raw, &doc))
	var at any = doc
	for key := range strings.SplitSeq("components/schemas/"+path+"/enum", "/") {
		below, ok := at.(map[string]any)
		require.True(tb, ok, "the contract has no %s", path)
		at = below[key]
	}
	list, ok := at.([]any)
	require.True(tb, ok, "the contract has no enum at %s", path)
	values := make([]string, len(list))
	for i := range list {
		values[i], ok = list[i].(string)
		require.True(tb, ok)
	}
	return values
}

package rules_test

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/logline"
)

// makers are the functions of slog that make an attribute; the first argument is its key.
var makers = []string{"Any", "Bool", "Duration", "Float64", "Group", "GroupAttrs", "Int", "Int64", "String", "Time", "Uint64"}

// A key that is not on the list never reaches the log. This test fails when such a key is written, not on
// the day when the line is needed.
func TestEveryLogKeyIsListed(t *testing.T) {
	t.Parallel()
	listed, found := logline.Keys(), 0
	for file, content := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "internal/logline/") || strings.HasPrefix(file, "tools/temporal/") {
			continue
		}
		ast.Inspect(parse(t, file, content), func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := of(call, "slog")
			if !ok || !slices.Contains(makers, name) {
				return true
			}
			found++
			key, ok := call.Args[0].(*ast.BasicLit)
			require.True(t, ok, "%s: the key of slog.%s is made while it runs; write it out", file, name)
			text, err := strconv.Unquote(key.Value)
			require.NoError(t, err)
			require.Contains(t, listed, text, "%s: add the key to internal/logline/keys.go, with the narrowest shape that it has", file)
			return true
		})
	}
	require.Greater(t, found, 10)
}

// The same applies to the log of a workflow or an activity, where keys and values alternate.
func TestEveryLogKeyOfAWorkflowIsListed(t *testing.T) {
	t.Parallel()
	listed, found := logline.Keys(), 0
	for file, content := range goFiles(t) {
		if !strings.HasPrefix(file, "workflows/") && !strings.HasPrefix(file, "activities/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		ast.Inspect(parse(t, file, content), func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !logs(call) {
				return true
			}
			for i := 1; i < len(call.Args); i += 2 {
				found++
				key, ok := call.Args[i].(*ast.BasicLit)
				require.True(t, ok, "%s: write the key out", file)
				text, err := strconv.Unquote(key.Value)
				require.NoError(t, err)
				require.Contains(t, listed, text, "%s: add the key to internal/logline/keys.go, with the narrowest shape that it has", file)
			}
			return true
		})
	}
	require.Greater(t, found, 5)
}

// logs reports whether a call writes a line of the log of a workflow or an activity.
func logs(call *ast.CallExpr) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	logger, ok := method.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	name, ok := of(logger, "workflow")
	if !ok {
		name, ok = of(logger, "activity")
	}
	return ok && name == "GetLogger"
}

// of returns the name of the function that a call names, if it is one of a package.
func of(call *ast.CallExpr, pkg string) (string, bool) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	from, ok := method.X.(*ast.Ident)
	return method.Sel.Name, ok && from.Name == pkg
}

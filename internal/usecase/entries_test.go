package usecase_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase"
)

// Every exported method of Service is nothing but a call of run, or of a method that is nothing but
// one: so no use-case can answer without asking policy and without its audit row.
func TestEveryUseCaseIsMadeByRun(t *testing.T) {
	t.Parallel()
	methods := methodsOfService(t)
	entries := 0
	for name, f := range methods {
		if !ast.IsExported(name) {
			continue
		}
		entries++
		require.True(t, onlyRuns(methods, f), "%s must be a single call of run, so that it cannot forget policy or the audit log", name)
	}
	require.Equal(t, reflect.TypeFor[*usecase.Service]().NumMethod(), entries)
	require.Greater(t, entries, 15)
}

// onlyRuns reports whether the last statement of a method returns what run returns, and nothing before
// it calls anything of the Service.
func onlyRuns(methods map[string]*ast.FuncDecl, f *ast.FuncDecl) bool {
	body := f.Body.List
	last, ok := body[len(body)-1].(*ast.ReturnStmt)
	if !ok || len(last.Results) != 1 {
		return false
	}
	for _, s := range body[:len(body)-1] {
		if usesService(s) {
			return false
		}
	}
	call, ok := last.Results[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	switch called := call.Fun.(type) {
	case *ast.Ident:
		return called.Name == "run"
	case *ast.SelectorExpr:
		of, known := methods[called.Sel.Name]
		return known && onlyRuns(methods, of)
	default:
		return false
	}
}

func usesService(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && ident.Name == "s" {
			found = true
		}
		return !found
	})
	return found
}

func methodsOfService(t *testing.T) map[string]*ast.FuncDecl {
	t.Helper()
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	out := map[string]*ast.FuncDecl{}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		require.NoError(t, err)
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil {
				continue
			}
			star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
			if !ok {
				continue
			}
			if of, ok := star.X.(*ast.Ident); ok && of.Name == "Service" {
				out[f.Name.Name] = f
			}
		}
	}
	return out
}

// Without a request in the context no use-case does anything: the store is not even asked.
func TestWithoutACallerNothingIsAllowed(t *testing.T) {
	t.Parallel()
	s := reflect.ValueOf(newService(t, nil, &auditLog{}))
	for i := range s.NumMethod() {
		method := s.Type().Method(i)
		args := []reflect.Value{reflect.ValueOf(t.Context())}
		for j := 1; j < s.Method(i).Type().NumIn(); j++ {
			args = append(args, reflect.Zero(s.Method(i).Type().In(j)))
		}
		out := s.Method(i).Call(args)
		err, failed := reflect.TypeAssert[error](out[len(out)-1])
		require.True(t, failed, "%s must fail", method.Name)
		require.Equal(t, fault.Denied, fault.CodeOf(err), "%s", method.Name)
		require.True(t, out[0].IsZero(), "%s answers nothing beside its error", method.Name)
	}
}

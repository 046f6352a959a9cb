package usecase_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/usecasetest"
)

// parts are the directories with use-cases, and the type of each that has them.
func parts() map[string]string {
	return map[string]string{
		".": "Service", "cases": "Cases", "tasks": "Tasks", "movements": "Movements", "rescues": "Rescues", "access": "Access",
		"erasures": "Erasures", "auditlog": "AuditLog", "office": "Office", "aftercare": "Aftercare",
		"proposals": "Proposals", "readings": "Readings", "orders": "Orders",
	}
}

// Every exported method of Service and of its parts is nothing but a call of act.Run, or of a method that is
// nothing but one: so no use-case can answer without asking policy and without its audit row.
func TestEveryUseCaseIsMadeByRun(t *testing.T) {
	t.Parallel()
	core := methodsOf(t, "act", "Core")
	entries := 0
	for dir, part := range parts() {
		methods := methodsOf(t, dir, part)
		for name, f := range methods {
			if !ast.IsExported(name) {
				continue
			}
			entries++
			require.True(t, onlyRuns(methods, core, f), "%s/%s must be a single call of act.Run, so that it cannot forget policy or the audit log", dir, name)
		}
	}
	require.Equal(t, reflect.TypeFor[*usecase.Service]().NumMethod(), entries)
	require.Greater(t, entries, 15)
}

// Nothing else that a part exports answers a caller: a function that takes a context takes the Core as well,
// which only this package has.
func TestNoFunctionOfAPartGoesAroundRun(t *testing.T) {
	t.Parallel()
	for dir := range parts() {
		for _, d := range declarationsOf(t, dir) {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() {
				continue
			}
			takes := map[string]bool{}
			for _, p := range f.Type.Params.List {
				takes[types.ExprString(p.Type)] = true
			}
			require.True(t, !takes["context.Context"] || takes["*act.Core"], "%s.%s", dir, f.Name.Name)
		}
	}
}

// onlyRuns reports whether the last statement of a method returns what act.Run returns, and nothing before
// it calls anything of the part.
func onlyRuns(methods, core map[string]*ast.FuncDecl, f *ast.FuncDecl) bool {
	body := f.Body.List
	last, ok := body[len(body)-1].(*ast.ReturnStmt)
	if !ok || len(last.Results) != 1 {
		return false
	}
	for _, s := range body[:len(body)-1] {
		if usesPart(s) {
			return false
		}
	}
	call, ok := last.Results[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	switch called := call.Fun.(type) {
	case *ast.Ident:
		return called.Name == "Run" // in package act itself
	case *ast.SelectorExpr:
		switch types.ExprString(called.X) {
		case "act":
			return called.Sel.Name == "Run"
		case "s.core":
			of, known := core[called.Sel.Name]
			return known && onlyRuns(core, core, of)
		default:
			of, known := methods[called.Sel.Name]
			return known && onlyRuns(methods, core, of)
		}
	default:
		return false
	}
}

func usesPart(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && ident.Name == "s" {
			found = true
		}
		return !found
	})
	return found
}

// declarationsOf are the declarations of a package, without those of its tests.
func declarationsOf(t *testing.T, dir string) []ast.Decl {
	t.Helper()
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	var out []ast.Decl
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, file.Name()), nil, 0)
		require.NoError(t, err)
		out = append(out, parsed.Decls...)
	}
	return out
}

// methodsOf are the methods of a type of a package, by name.
func methodsOf(t *testing.T, dir, name string) map[string]*ast.FuncDecl {
	t.Helper()
	out := map[string]*ast.FuncDecl{}
	for _, d := range declarationsOf(t, dir) {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil {
			continue
		}
		if types.ExprString(f.Recv.List[0].Type) == "*"+name {
			out[f.Name.Name] = f
		}
	}
	return out
}

// Without a request in the context no use-case does anything: the store is not even asked.
func TestWithoutACallerNothingIsAllowed(t *testing.T) {
	t.Parallel()
	s := reflect.ValueOf(usecasetest.NewService(t, noon, nil, &usecasetest.Log{}))
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

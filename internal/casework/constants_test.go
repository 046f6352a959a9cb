package casework_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// constants reads the constants of the package's string types from its source, and how often each
// is used outside its declaration: here, by the gates and by the rules.
func constants(t *testing.T) (values map[string]map[string]string, uses map[string]int) {
	t.Helper()
	values, uses = map[string]map[string]string{}, map[string]int{}
	for _, folder := range []string{".", "gate", "ruling"} {
		parsed, err := parser.ParseDir(token.NewFileSet(), folder, func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0) //nolint:staticcheck // one folder of plain files
		require.NoError(t, err)
		require.Len(t, parsed, 1, folder)
		for _, pkg := range parsed {
			for _, file := range pkg.Files {
				readConstants(t, file, values, uses, folder == ".")
			}
		}
	}
	return values, uses
}

// readConstants adds what one file uses and, if it is one of this package, what it declares.
func readConstants(t *testing.T, file *ast.File, values map[string]map[string]string, uses map[string]int, here bool) {
	t.Helper()
	declared := map[*ast.Ident]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !here {
			return true
		}
		kind, typed := spec.Type.(*ast.Ident)
		value, literal := spec.Values[0].(*ast.BasicLit)
		if !typed || !literal || value.Kind != token.STRING {
			return true
		}
		if values[kind.Name] == nil {
			values[kind.Name] = map[string]string{}
		}
		text, err := strconv.Unquote(value.Value)
		require.NoError(t, err)
		values[kind.Name][spec.Names[0].Name] = text
		declared[spec.Names[0]] = true
		return true
	})
	ast.Inspect(file, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && !declared[name] {
			uses[name.Name]++
		}
		return true
	})
}

func TestEveryConstantIsUsed(t *testing.T) {
	t.Parallel()
	values, uses := constants(t)
	for _, kind := range []string{
		"Stage", "Modality", "DeskKind", "Role", "Step", "Outcome", "Action", "ConditionID", "FactName", "Consent", "Mode", "EscalationLevel",
		"Cause", "Event", "MoveKind", "EntryCode", "Closing", "NoticeKind", "UndoKind", "UndoMethod", "UndoState",
	} {
		require.NotEmpty(t, values[kind], kind)
		said := map[string]string{}
		for name, value := range values[kind] {
			require.Positive(t, uses[name], "%s %s is declared and never used", kind, name)
			require.Empty(t, said[value], "%s and %s are the same word", name, said[value])
			said[value] = name
		}
	}
}

func TestEveryConstantIsInItsTable(t *testing.T) {
	t.Parallel()
	values, _ := constants(t)
	listed := func(kind string, in []string) {
		t.Helper()
		for name, value := range values[kind] {
			require.Contains(t, in, value, "%s is in no table", name)
		}
		require.Len(t, in, len(values[kind]), kind)
	}
	var outcomes, steps, conditions, undoes, actions []string
	for _, spec := range casework.Specs() {
		steps = append(steps, string(spec.Step))
		for _, o := range spec.Outcomes {
			if !slices.Contains(outcomes, string(o)) {
				outcomes = append(outcomes, string(o))
			}
		}
	}
	for _, c := range gate.Conditions() {
		conditions = append(conditions, string(c.ID))
	}
	for _, u := range casework.UndoSpecs() {
		undoes = append(undoes, string(u.Kind))
		require.Equal(t, u, casework.UndoSpecOf(u.Kind))
	}
	for _, g := range gate.All() {
		for _, a := range g.Blocks {
			if !slices.Contains(actions, string(a)) {
				actions = append(actions, string(a))
			}
		}
	}
	listed("Outcome", outcomes)
	listed("Step", steps)
	listed("ConditionID", conditions)
	listed("UndoKind", undoes)
	listed("Action", actions)
	listed("Stage", texts(casework.Stages()))
	listed("Modality", texts(casework.Modalities()))
	listed("DeskKind", texts(casework.DeskKinds()))
	listed("Consent", texts(casework.Consents()))
	listed("Mode", texts(casework.Modes()))
	listed("Event", texts(casework.Events()))
	listed("MoveKind", texts(casework.MoveKinds()))
	listed("Kind", append(texts(casework.UpdateKinds()), "open", "tick", "undone", "adopt_rules"))
	var reasons []string
	for _, spec := range casework.Specs() {
		for _, reason := range spec.AllReasons() {
			if !slices.Contains(reasons, string(reason)) {
				reasons = append(reasons, string(reason))
			}
		}
	}
	listed("Reason", reasons)
	listed("Item", texts(casework.Items()))
	listed("Role", append(texts(casework.Roles()), string(casework.RoleSystem)))
	require.Equal(t, casework.CannotUndo, casework.UndoSpecOf("no such act").Method, "what nobody knows how to undo is named")
}

func texts[S ~string](in []S) []string {
	var out []string
	for _, s := range in {
		out = append(out, string(s))
	}
	return out
}

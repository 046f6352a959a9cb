package gate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// idleGates are the gates that no step, track, seat, ticket, grant or erasure consults, with what will. A gate that
// guards nothing reads to an officer as if it did: it leaves this list with the work that uses it, or leaves the table.
func idleGates() map[casework.GateID]string {
	return map[casework.GateID]string{
		"G09": "journeys and children: the placement is asked again on a doubt of age. Until then Case.Child treats her as a child wherever the gate is closed",
		"G21": "statistics: a return is counted as voluntary",
		"G24": "statistics: publishing. Until then policy withholds small counts by the same rule",
		"G25": "papers: export of a file",
		"G28": "journeys and payments: a fine is paid, or she stays",
		"G29": "journeys and children: who travels with a child",
	}
}

// idleFacts are the facts that a gate reads and that nothing writes, so that the gate is closed for good, with the work
// that will write them.
func idleFacts() map[casework.FactName]string {
	return map[casework.FactName]string{
		casework.FactRetentionReached: "erasure, which judges the time by the schedule of retention and states no fact",
		casework.FactCellSize:         "statistics: publishing",
		casework.FactPurpose:          "papers: export of a file",
		casework.FactWatermark:        "papers: export of a file",
		casework.FactSecondApprover:   "papers and merging: a second person. Votes and proposals do not state it",
		casework.FactPreviewed:        "many people at once: operations judge the preview by its digest and state no fact",
	}
}

// unreadFacts are the facts that a desk may state and that nothing reads, with the work that will read them.
func unreadFacts() map[casework.FactName]string {
	return map[casework.FactName]string{
		casework.FactFunding: "entry of the host state with the embassy first: staff, plan and funding",
	}
}

// mention has the names and texts of the program's source, outside its tests and the tables of gates: every name, those
// that are certainly of package casework, and the literal texts.
type mention struct{ names, ofCasework, texts map[string]bool }

var source = sync.OnceValues(readSource)

// readSource reads the program outside the packages and files of the tables.
func readSource() (mention, error) {
	out := mention{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || rel != "." && strings.HasPrefix(d.Name(), ".") || rel == "internal/casework/gate" || rel == "internal/casework/casetest" || rel == "test"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"),
			slices.Contains([]string{"internal/casework/action.go", "internal/casework/fact.go", "internal/casework/condition.go", "internal/policy/fields.go"}, filepath.ToSlash(rel)):
			return nil
		}
		return out.read(path)
	})
	return out, err
}

func (m mention) read(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch one := n.(type) {
		case *ast.SelectorExpr:
			if of, ok := one.X.(*ast.Ident); ok && of.Name == "casework" {
				m.ofCasework[one.Sel.Name] = true
			}
		case *ast.Ident:
			m.names[one.Name] = true
			m.ofCasework[one.Name] = m.ofCasework[one.Name] || file.Name.Name == "casework"
		case *ast.BasicLit:
			if text, err := strconv.Unquote(one.Value); err == nil && one.Kind == token.STRING {
				m.texts[text] = true
			}
		}
		return true
	})
	return nil
}

// nameOf returns the name of the constant of package casework with a value.
func nameOf(t *testing.T, file, value string) string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, 0)
	require.NoError(t, err)
	var name string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && len(spec.Values) == 1 {
			if lit, isLit := spec.Values[0].(*ast.BasicLit); isLit && lit.Value == strconv.Quote(value) {
				name = spec.Names[0].Name
			}
		}
		return true
	})
	require.NotEmpty(t, name, "%s is no constant of %s", value, file)
	return name
}

func TestGatesThatGuardNothingAreKnown(t *testing.T) {
	t.Parallel()
	said, err := source()
	require.NoError(t, err)
	for _, g := range gate.All() {
		consulted := said.texts[string(g.ID)]
		for _, action := range g.Blocks {
			consulted = consulted || said.ofCasework[nameOf(t, "action.go", string(action))]
		}
		_, idle := idleGates()[g.ID]
		require.Equal(t, !consulted, idle, "%s: a gate that nothing consults is in idleGates with the work that will use it, and no other is", g.ID)
	}
}

func TestFactsThatNothingWritesOrReadsAreKnown(t *testing.T) {
	t.Parallel()
	said, err := source()
	require.NoError(t, err)
	read := map[string]bool{}
	parsed, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0) //nolint:staticcheck // one folder of plain files
	require.NoError(t, err)
	ast.Inspect(parsed["gate"], func(n ast.Node) bool {
		if one, ok := n.(*ast.Ident); ok {
			read[one.Name] = true
		}
		return true
	})
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "fact.go"), nil, 0)
	require.NoError(t, err)
	facts := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if typed, is := spec.Type.(*ast.Ident); !is || typed.Name != "FactName" {
			return true
		}
		lit, _ := spec.Values[0].(*ast.BasicLit)
		value, err := strconv.Unquote(lit.Value)
		require.NoError(t, err)
		facts++
		name := casework.FactName(value)
		_, stated := casework.FactSpecOf(name)
		_, order := casework.OrderOfFact(name) // read of cases of an earlier edition
		mentioned := said.ofCasework[spec.Names[0].Name] || order
		_, unwritten := idleFacts()[name]
		require.Equal(t, read[spec.Names[0].Name] && !stated && !mentioned, unwritten, "%s: a gate reads it and nothing writes it", name)
		_, unread := unreadFacts()[name]
		require.Equal(t, stated && !mentioned && !read[spec.Names[0].Name], unread, "%s: a desk may state it and nothing reads it", name)
		return true
	})
	require.Greater(t, facts, 40)
}

// A rule of a corridor that nothing reads would promise what the program does not do.
func TestEveryRuleOfACorridorIsRead(t *testing.T) {
	t.Parallel()
	said, err := source()
	require.NoError(t, err)
	for _, field := range reflect.VisibleFields(reflect.TypeFor[casework.Rules]()) {
		require.True(t, said.names[field.Name], "nothing reads Rules.%s", field.Name)
	}
}

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// TestHelpReadsWell records all help texts, so that reviewers see changes.
func TestHelpReadsWell(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, path := range paths(t) {
		out, err, code := homeward(t, nil, append(path, "--help")...)
		require.Zero(t, code, err)
		all.WriteString("### homeward " + strings.Join(path, " ") + "\n" + out + "\n")
	}
	const golden = "testdata/help.txt"
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(all.String()), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), all.String(), "run the test with -update if the change is intended")
}

// TestEveryCommandSaysWhatItIsFor finds commands, arguments and flags without help.
func TestEveryCommandSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	parser, err := grammar()
	require.NoError(t, err)
	require.NoError(t, kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		switch node := node.(type) {
		case *kong.Flag:
			require.NotEmpty(t, node.Help, "flag %s", node.Name)
		case *kong.Value:
			require.NotEmpty(t, node.Help, "argument %s", node.Name)
		case *kong.Node:
			if node.Type == kong.CommandNode {
				require.NotEmpty(t, node.Help, "command %s", node.Path())
			}
		}
		return next(nil)
	}))
}

// paths lists all commands and groups.
func paths(tb testing.TB) [][]string {
	tb.Helper()
	parser, err := grammar()
	require.NoError(tb, err)
	out := [][]string{{}}
	var walk func(node *kong.Node, path []string)
	walk = func(node *kong.Node, path []string) {
		for _, child := range node.Children {
			here := append(append([]string{}, path...), child.Name)
			out = append(out, here)
			walk(child, here)
		}
	}
	walk(parser.Model.Node, nil)
	return out
}

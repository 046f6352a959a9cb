package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// A withheld count is not shown as 0, and a table says when numbers are withheld.
func TestAWithheldCountIsNotShownAsZero(t *testing.T) {
	t.Parallel()
	address, _ := server(t, map[string]any{
		"GET /operations/op1":        wire.Operation{Ref: "op1", Cases: 104, Withheld: true},
		"GET /operations/op1/funnel": wire.Funnel{Stages: []wire.StageCount{{Stage: "rescue", Cases: 60, Paused: 20}}, Total: 104, Withheld: true},
		"GET /movements":             wire.MovementPage{Items: []wire.MovementLine{{Ref: "m1", Seats: 50, Sold: 40, Withheld: true}}},
		"GET /operations/op2":        wire.Operation{Ref: "op2", Cases: 104},
	})
	for command, want := range map[string]string{
		"operation show op1":   "104 cases, withheld of them open, withheld with an overdue task",
		"operation show op2":   "104 cases, 0 of them open, 0 with an overdue task",
		"operation funnel op1": "rescue  60     withheld  20      withheld",
		"movement list":        "50     0        40    withheld",
	} {
		out, said, code := homeward(t, nil, append(strings.Fields(command), "--server", address, "--as", "tha-transport-maesot")...)
		require.Zero(t, code, "%s: %s", command, said)
		require.Contains(t, out, want, "%s", command)
	}
	out, _, _ := homeward(t, nil, "operation", "funnel", "op1", "--server", address, "--as", "tha-transport-maesot")
	require.Contains(t, out, "are hidden")
}

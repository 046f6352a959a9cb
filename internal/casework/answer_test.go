package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A change that an older release wrote into a history has no answer: one is derived from it.
func TestAChangeWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	change := casework.Change{
		Seq: 7, Next: casework.Case{Stage: casework.StageClearance},
		Decisions: []casework.Decision{{Task: "screening#1"}, {Task: "triage#1", Final: true}},
		Opened:    []casework.Task{{ID: "information/screening#1"}},
	}
	for name, tt := range map[string]struct {
		cmd  casework.Command
		want casework.Answer
	}{
		"a vote":           {casework.Command{Kind: casework.KindDecide, Task: "screening#1"}, casework.Answer{Task: "screening#1"}},
		"a final decision": {casework.Command{Kind: casework.KindDecide, Task: "triage#1"}, casework.Answer{Task: "triage#1", Settled: true}},
		"a question":       {casework.Command{Kind: casework.KindAsk, Task: "screening#1"}, casework.Answer{Task: "information/screening#1"}},
	} {
		tt.want.Seq, tt.want.Stage = 7, casework.StageClearance
		require.Equal(t, tt.want, change.AnswerTo(tt.cmd), name)
	}
}

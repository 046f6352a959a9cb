package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

func TestARequestToDeleteIsAnswered(t *testing.T) {
	t.Parallel()
	waits := wire.Deletion{
		Erasure: "e1", Case: "c1", Desk: "eth-mission-newdelhi", How: []erasure.How{erasure.ByTask, erasure.ByReading}, Classes: []string{"C", "C-travel"},
		AskedAt: noon, DueAt: noon.Add(time.Hour), State: erasure.Waiting, Mine: true,
	}
	kept := waits
	kept.State, kept.Reason, kept.AnsweredAt, kept.AnsweredBy, kept.Classes = erasure.Kept, erasure.OwnHold, noon, wire.Actor{Desk: "eth-mfa-focal"}, nil
	gone := waits
	gone.State, gone.AnsweredAt, gone.AnsweredBy = erasure.Deleted, noon, wire.Actor{Desk: "eth-mission-newdelhi"}
	done := settled()
	done.Target, done.Case, done.Erasure = wire.Target{Kind: record.TargetErasure, Ref: "e1"}, wire.CaseAnswer{}, wire.ErasureAnswer{Seq: 4, State: erasure.Erased}
	address, seen := server(t, map[string]any{
		"GET /deletions": wire.DeletionPage{Items: []wire.Deletion{waits, kept}},
		"GET /erasures/e1/deletions/eth-mission-newdelhi":   waits,
		"GET /erasures/e2/deletions/eth-mission-newdelhi":   kept,
		"GET /erasures/e3/deletions/eth-mission-newdelhi":   gone,
		"POST /erasures/e1/deletions/eth-mission-newdelhi":  done,
		"POST /erasures/e1/deletions/tha-medical-elsewhere": wire.Problem{Code: "not_found", Title: "Not found", Status: 404},
	})
	to := func(args ...string) []string {
		return append(append([]string{"erasure"}, args...), "--server", address, "--as", "eth-mission-newdelhi")
	}
	out, err, code := homeward(t, nil, to("deletions", "--state", "waiting", "--erasure", "e1", "--overdue")...)
	require.Zero(t, code, err)
	require.Contains(t, out, "task reading")
	require.Contains(t, out, "own_hold")
	last := (*seen)[len(*seen)-1]
	require.Equal(t, "erasure=e1&overdue=true&state=waiting", last.query)
	for ref, words := range map[string]string{"e1": "It has not answered.", "e2": "It cannot delete them: own_hold", "e3": "Its answer: deleted"} {
		out, err, code = homeward(t, nil, to("deletion", ref, "eth-mission-newdelhi")...)
		require.Zero(t, code, err)
		require.Contains(t, out, words)
	}
	out, err, code = homeward(t, nil, to("say", "e1", "eth-mission-newdelhi", "cannot", "--because", "own_law")...)
	require.Zero(t, code, err)
	require.Contains(t, out, "erased")
	last = (*seen)[len(*seen)-1]
	require.JSONEq(t, `{"answer":"cannot","reason":"own_law"}`, last.body)
	require.NotEmpty(t, last.key)
	_, _, code = homeward(t, nil, to("say", "e1", "eth-mission-newdelhi", "perhaps")...)
	require.NotZero(t, code)
	_, _, code = homeward(t, nil, to("say", "e1", "tha-medical-elsewhere", "deleted")...)
	require.NotZero(t, code)
}

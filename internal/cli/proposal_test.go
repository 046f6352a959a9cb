package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// The second person reads what would follow, and agrees to the digest that is printed with it.
func TestAProposalIsReadAndAnswered(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("ab", 32)
	waits := wire.Proposal{Case: "c1", Number: 1, Action: casework.ProposeDeath, State: casework.ProposalWaits, Freezes: true, At: noon, Desk: "tha-supervisor-maesot", Task: "approval~1.1"}
	seen := wire.ProposalView{
		Proposal: waits, Reasons: "Seen by the escort.", Digest: digest,
		Person: wire.ProposalPerson{Person: wire.Person{Name: "Hanna", Birth: wire.Birth{Date: "2001-05-14"}, Place: "Mae Sot"}},
		Preview: wire.ProposalPreview{
			Stage: casework.StageClearance, StageAfter: casework.StageClearance, Modality: casework.VoluntaryAssisted, ModalityAfter: casework.DeathInCare,
			Recalls: []wire.PreviewTask{{Task: "travel_document.1", Step: casework.StepTravelDocument, Desk: "eth-mission-newdelhi"}},
			Desks:   []wire.DeskClasses{{Desk: "eth-mission-newdelhi", Less: []policy.Class{policy.Identity}}},
		},
	}
	late := seen
	late.Digest, late.Preview = "", wire.ProposalPreview{Impossible: true}
	asked := settled()
	asked.Command, asked.Case = "case.report", wire.CaseAnswer{Seq: 7, Stage: casework.StageClearance, Task: "approval~1.1", Proposal: 1}
	answered := settled()
	answered.Target = wire.Target{Kind: record.TargetCase, Ref: "c1"}
	address, sent := server(t, map[string]any{
		"GET /cases/c1/proposals": wire.Proposals{Items: []wire.Proposal{waits}}, "GET /cases/c1/proposals/1": seen, "GET /cases/c1/proposals/2": late,
		"POST /cases/c1/proposals/1/answer": answered, "POST /cases/c1/proposals/1/withdraw": answered, "POST /cases/c1/reports": asked,
	})
	run := func(args ...string) string {
		out, err, code := homeward(t, map[string]string{"stdin": "She called."}, append(args, "--server", address, "--as", "tha-supervisor-maesot")...)
		require.Zero(t, code, err)
		return out
	}
	require.Contains(t, run("proposals", "c1"), "tha-supervisor-maesot")
	out := run("proposal", "c1", "1")
	for _, words := range []string{"Hanna, born 2001-05-14; was last at Mae Sot", "stands still", "Seen by the escort.", "travel_document.1", "sees less", digest} {
		require.Contains(t, out, words)
	}
	require.Contains(t, run("proposal", "c1", "2"), "not possible any more")
	run("agree", "c1", "1", "--digest", digest)
	require.JSONEq(t, `{"answer":"agreed","digest":"`+digest+`"}`, (*sent)[len(*sent)-1].body)
	run("refuse", "c1", "1", "--reasons", "-")
	require.JSONEq(t, `{"answer":"refused","reasons":"She called."}`, (*sent)[len(*sent)-1].body)
	run("withdraw-proposal", "c1", "1")
	require.Contains(t, run("case", "report", "c1", "death"), "proposal 1: nothing is done yet, it waits for a second person")
}

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// A correction of who she is names the new values in a file, is previewed, and waits for a second person, who sees
// the old value beside the new one.
func TestAnIdentityIsCorrected(t *testing.T) {
	t.Parallel()
	asked := settled()
	asked.Command, asked.Case = "case.correct", wire.CaseAnswer{Seq: 7, Stage: casework.StageClearance, Task: "approval~1.1", Proposal: 1}
	address, sent := server(t, map[string]any{
		"POST /cases/c1/identity": asked,
		"POST /cases/c1/identity/preview": wire.CorrectionPreview{
			Lapses: []casework.Step{casework.StepTravelDocument}, Recalls: []wire.PreviewTask{{Task: "verify_nationality.1", Desk: "eth-mission-newdelhi"}}, Withheld: true,
		},
		"GET /cases/c1/identity/versions": wire.Identity{
			Case: "c1", Current: wire.Person{Name: "Hana", Nationality: "ETH"},
			Proposed: wire.ProposedIdentity{Proposal: 1, Fields: []string{"name"}, Person: wire.Person{Name: "Hanna"}, Reasons: "Her card."},
			Former:   []wire.FormerIdentity{{At: noon, Desk: "tha-registrar-maesot", Fields: []string{"birth"}, Person: wire.Person{Birth: wire.Birth{Date: "2001"}}, Reasons: "A school paper."}},
		},
		"GET /cases/c1/proposals/1": wire.ProposalView{
			Proposal:   wire.Proposal{Case: "c1", Number: 1, Action: casework.ProposeIdentity, State: casework.ProposalWaits, At: noon, Desk: "tha-registrar-maesot"},
			Correction: wire.ProposalCorrection{Fields: []string{"name"}, Before: wire.Person{Name: "Hana"}, After: wire.Person{Name: "Hanna"}}, Digest: strings.Repeat("ab", 32),
		},
	})
	why := filepath.Join(t.TempDir(), "why")
	require.NoError(t, os.WriteFile(why, []byte("Her card.\n"), 0o600))
	run := func(args ...string) string {
		out, err, code := homeward(t, map[string]string{"stdin": "name: Hanna\nborn: 2001-05\nnationality: eth"}, append(args, "--server", address, "--as", "tha-registrar-maesot")...)
		require.Zero(t, code, err)
		return out
	}
	preview := run("identity", "preview", "c1", "--person", "-")
	for _, words := range []string{"answer lapses", "travel_document", "verify_nationality.1", "more at other desks"} {
		require.Contains(t, preview, words)
	}
	require.JSONEq(t, `{"person":{"name":"Hanna","birth":{"date":"2001-05","precision":"month"},"nationality":"ETH"}}`, (*sent)[len(*sent)-1].body)
	require.Contains(t, run("identity", "correct", "c1", "--person", "-", "--reasons", why), "it waits for a second person")
	require.JSONEq(t, `{"person":{"name":"Hanna","birth":{"date":"2001-05","precision":"month"},"nationality":"ETH"},"reasons":"Her card."}`, (*sent)[len(*sent)-1].body)
	shown := run("identity", "show", "c1")
	for _, words := range []string{"proposed", "Hanna", "before", "2001", "tha-registrar-maesot", "A school paper.", "Proposal 1 waits"} {
		require.Contains(t, shown, words)
	}
	require.Regexp(t, `name +Hana +Hanna`, run("proposal", "c1", "1"))
}

package audit_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

func decided() []audit.Decided {
	until := day.Add(time.Hour)
	return []audit.Decided{{
		Decision: casework.Decision{
			Key: "k-1", Task: "travel_document#1", Step: casework.StepTravelDocument, Outcome: casework.Issued, At: day, Until: &until, State: "ETH",
			Ref: "doc-1", Reasoned: true, Final: true,
			By: casework.Actor{Account: "a-1", Desk: "eth-mission", Agency: "eth-mofa", Role: casework.RoleConsul},
		},
		Words: "issued on paper",
	}}
}

// A commitment opens with the committed decisions, and with no others.
func TestACommitmentOpensWithWhatWasDecided(t *testing.T) {
	t.Parallel()
	n := audit.NewNonce()
	c := audit.Commit(n, "case-a", 4, decided())
	require.Len(t, c, 64)
	require.True(t, audit.OpensCommitment(c, n, "case-a", 4, decided()))
	require.False(t, audit.OpensCommitment(c, audit.NewNonce(), "case-a", 4, decided()), "another nonce")
	require.False(t, audit.OpensCommitment(c, n, "case-b", 4, decided()))
	require.False(t, audit.OpensCommitment(c, n, "case-a", 5, decided()))
	require.False(t, audit.OpensCommitment(c, n, "case-a", 4, nil))
	for name, change := range map[string]func(*audit.Decided){
		"key":      func(d *audit.Decided) { d.Key = "k-2" },
		"task":     func(d *audit.Decided) { d.Task = "travel_document#2" },
		"step":     func(d *audit.Decided) { d.Step = casework.StepExitPermit },
		"outcome":  func(d *audit.Decided) { d.Outcome = casework.Refused },
		"account":  func(d *audit.Decided) { d.By.Account = "a-2" },
		"desk":     func(d *audit.Decided) { d.By.Desk = "ken-mission" },
		"agency":   func(d *audit.Decided) { d.By.Agency = "ken-mofa" },
		"role":     func(d *audit.Decided) { d.By.Role = casework.RoleMissionHead },
		"at":       func(d *audit.Decided) { d.At = d.At.Add(time.Microsecond) },
		"until":    func(d *audit.Decided) { d.Until = nil },
		"state":    func(d *audit.Decided) { d.State = "KEN" },
		"ref":      func(d *audit.Decided) { d.Ref = "doc-2" },
		"reasoned": func(d *audit.Decided) { d.Reasoned = false },
		"final":    func(d *audit.Decided) { d.Final = false },
		"words":    func(d *audit.Decided) { d.Words = "issued on paper " },
		"a line":   func(d *audit.Decided) { d.Ref, d.State = "doc-1\"\nstate \"ETH", "" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			other := decided()
			change(&other[0])
			require.False(t, audit.OpensCommitment(c, n, "case-a", 4, other))
		})
	}
}

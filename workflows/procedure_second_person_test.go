package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// The answer to the first half of an act that takes two says for whom it waits: which role, and at which desk where the
// desk counts. The answer to the last half says nothing of the kind.
func TestTheFirstHalfSaysForWhomItWaits(t *testing.T) {
	t.Parallel()
	waits := func(p *person) *casework.Second {
		require.NotNil(t, p.last.Answer)
		return p.last.Answer.Second
	}
	t.Run("a panel", func(t *testing.T) {
		t.Parallel()
		p := opened(everyStep())
		walk(t, p, laneA(), "screening")
		panel := taskFor(t, p, casework.StepDetermination).Desk
		vote := func(account string, agency casework.AgencyID, role casework.Role) *casework.Second {
			require.NoError(t, p.decide(casework.StepDetermination, casework.Victim, by(account, agency, role)))
			return waits(p)
		}
		first := vote("p1", "police", casework.RolePanelMember)
		require.Equal(t, &casework.Second{Desk: panel, Kind: casework.DeskPanel, Roles: []casework.Role{casework.RolePanelMember, casework.RolePanelChair}}, first)
		second := vote("p2", "labour", casework.RolePanelMember)
		require.Equal(t, []casework.Role{casework.RolePanelChair}, second.Roles, "the chair alone is missing")
		require.Nil(t, vote("p3", "social", casework.RolePanelChair))
	})
	t.Run("a panel whose chair has voted", func(t *testing.T) {
		t.Parallel()
		p := opened(everyStep())
		walk(t, p, laneA(), "screening")
		require.NoError(t, p.decide(casework.StepDetermination, casework.Victim, by("p1", "police", casework.RolePanelChair)))
		require.Equal(t, []casework.Role{casework.RolePanelMember}, waits(p).Roles)
	})
	t.Run("a death", func(t *testing.T) {
		t.Parallel()
		p := opened(everyStep())
		require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventDeath, By: officer("tha-shelter", casework.RoleShelter)}))
		require.Equal(t, &casework.Second{Desk: "tha-supervisor", Kind: casework.DeskSupervisor}, waits(p))
	})
	t.Run("a fear that was there", func(t *testing.T) {
		t.Parallel()
		p := opened(everyStep())
		walk(t, p, laneA(), "fear")
		require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)}))
		require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
		require.Equal(t, &casework.Second{Desk: "tha-supervisor", Kind: casework.DeskSupervisor}, waits(p))
	})
	t.Run("a waiver of two roles", func(t *testing.T) {
		t.Parallel()
		p := opened(everyStep())
		require.NoError(t, p.send(casework.Command{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: officer("tha-legal", casework.RoleLegal)}))
		require.Equal(t, &casework.Second{Roles: []casework.Role{casework.RoleSupervisor}}, waits(p))
		require.NoError(t, p.send(casework.Command{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)}))
		require.Nil(t, waits(p))
	})
}

package ruling_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// shut returns a case that was ready except for one condition, two days later.
func shut(tb testing.TB, id casework.ConditionID) *life {
	tb.Helper()
	c, now := casetest.Ready()
	casetest.Closers()[id][0].Do(&c)
	return &life{tb: tb, c: c, now: now, asks: asks()}
}

func waiving(gate casework.GateID, role casework.Role) casework.Command {
	by := casetest.Officer(casework.DeskSupervisor, role)
	by.Account = casework.AccountID("acct-" + string(role))
	return casework.Command{Kind: casework.KindWaive, Gate: gate, Reasoned: true, By: by}
}

func (l *life) status(id casework.GateID) gate.Status {
	l.tb.Helper()
	g, ok := gate.ByID(id)
	require.True(l.tb, ok)
	return g.Check(gate.View{Case: &l.c, Now: l.now})
}

func waits(s gate.Status, id casework.ConditionID) bool {
	return slices.ContainsFunc(s.Unmet, func(u gate.Unmet) bool { return u.Condition == id })
}

// TestWhoMayWaiveWhat tries every role with every condition of every gate.
func TestWhoMayWaiveWhat(t *testing.T) {
	t.Parallel()
	for _, g := range gate.All() {
		for _, id := range g.Conditions {
			for _, role := range casework.Roles() {
				l := shut(t, id)
				if g.Waiver != nil && len(g.Waiver.Lanes) > 0 {
					l.c.Rules.Lane = g.Waiver.Lanes[0]
				}
				if g.Waiver != nil {
					for _, need := range g.Waiver.Needs {
						known(&l.c, yes(need))
					}
				}
				may := !g.Never() && slices.Contains(g.Waiver.Roles, role)
				within := may && (len(g.Waiver.Only) == 0 || slices.Contains(g.Waiver.Only, id))
				err := l.try(waiving(g.ID, role))
				switch {
				case within:
					require.NoError(t, err, "%s, %s by the %s", g.ID, id, role)
					require.Equal(t, g.Waiver.Together, waits(l.status(g.ID), id), "%s, %s by the %s", g.ID, id, role)
					require.Len(t, l.change.Waivers, 1)
					require.Contains(t, l.entries(), "gate_waived "+string(g.ID))
				case may:
					require.Equal(t, fault.Conflict, fault.CodeOf(err), "%s, %s by the %s", g.ID, id, role)
				default:
					require.Equal(t, fault.Denied, fault.CodeOf(err), "%s, %s by the %s", g.ID, id, role)
				}
			}
		}
	}
}

func TestAWaiverNeedsAReasonAndAGate(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondInterpreter)
	cmd := waiving("G02", casework.RoleSupervisor)
	cmd.Reasoned = false
	l.refused(fault.Invalid, cmd)
	l.refused(fault.Invalid, waiving("G99", casework.RoleSupervisor))
	l.do(waiving("G02", casework.RoleSupervisor))
	require.Contains(t, l.status("G02").OpenedBy, "interpreter_ok: waived")
	l.refused(fault.Conflict, waiving("G02", casework.RoleSupervisor)) // nothing is left to waive
}

// TestAWaiverReachesWhatIsUnmetNow and nothing that becomes unmet later.
func TestAWaiverReachesWhatIsUnmetNow(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondInterpreter)
	l.do(waiving("G02", casework.RoleSupervisor))
	casetest.Know(&l.c, casework.FactLawyerTold, "no", casetest.Changed)
	require.True(t, waits(l.status("G02"), casework.CondLawyerTold))
	require.False(t, waits(l.status("G02"), casework.CondInterpreter))
}

func TestAWaiverOfTwoTakesTwoPeople(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondConsulateConsent)
	l.do(waiving("G03", casework.RoleLegal))
	require.False(t, l.status("G03").Open)
	same := waiving("G03", casework.RoleSupervisor)
	same.By.Account = "acct-legal_officer"
	l.refused(fault.Denied, same)
	l.do(waiving("G03", casework.RoleSupervisor))
	require.True(t, l.status("G03").Open)
}

func TestWaiversRestOnFactsAndLanes(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondFit)
	casetest.Unsettle(&l.c, casework.StepDeparture)
	l.refused(fault.Conflict, waiving("G12", casework.RoleBudgetHolder))
	known(&l.c, yes(casework.FactCharter))
	l.refused(fault.Conflict, waiving("G12", casework.RoleBudgetHolder))
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(casework.FactLossAccepted)}, By: casetest.Officer(casework.DeskMovement, "")})
	l.do(waiving("G12", casework.RoleBudgetHolder))
	require.True(t, l.status("G12").Open)
	require.False(t, l.status("G13").Open, "the manifest takes no waiver")

	for lane, want := range map[casework.Lane]fault.Code{casework.LaneA: fault.Conflict, casework.LaneB: fault.Conflict, casework.LaneC: ""} {
		l := shut(t, casework.CondPickUp)
		l.c.Rules.Lane = lane
		require.Equal(t, want, fault.CodeOf(l.try(waiving("G18", casework.RoleMissionHead))), lane)
	}
	for lane, want := range map[casework.Lane]fault.Code{casework.LaneA: fault.Conflict, casework.LaneB: "", casework.LaneC: fault.Conflict} {
		l := shut(t, casework.CondCommitment)
		l.c.Rules.Lane = lane
		require.Equal(t, want, fault.CodeOf(l.try(waiving("G15", casework.RoleBorder))), lane)
	}
}

// TestAWaiverEndsWithWhatItWasGivenFor, because its author has not seen the new situation.
func TestAWaiverEndsWithWhatItWasGivenFor(t *testing.T) {
	t.Parallel()
	hold := &casework.Hold{ID: "h3", Kind: "witness", ReviewBy: casetest.At().Add(100 * casetest.Day)}
	release := &casework.Move{Kind: casework.MoveRelease, Movement: "mov-1"}
	for name, tt := range map[string]struct {
		condition casework.ConditionID
		gate      casework.GateID
		role      casework.Role
		then      casework.Command
		still     bool
	}{
		"another hold":                 {casework.CondNoHold, "G20", casework.RoleProsecutor, casework.Command{Kind: casework.KindReport, Event: casework.EventHoldSet, Hold: hold, By: caseworker()}, false},
		"a check, and another flight":  {casework.CondPreEmbarkation, "G16", casework.RoleMedical, casework.Command{Kind: casework.KindMove, Move: release, By: caseworker()}, false},
		"an interpreter, and a flight": {casework.CondInterpreter, "G02", casework.RoleSupervisor, casework.Command{Kind: casework.KindMove, Move: release, By: caseworker()}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := shut(t, tt.condition)
			casetest.Unsettle(&l.c, casework.StepDeparture)
			casetest.Unsettle(&l.c, casework.StepArrival)
			l.do(waiving(tt.gate, tt.role))
			require.False(t, waits(l.status(tt.gate), tt.condition))
			l.do(tt.then)
			require.Equal(t, !tt.still, waits(l.status(tt.gate), tt.condition))
		})
	}
	l := shut(t, casework.CondPreEmbarkation)
	l.asks = asks(casework.StepPreEmbarkation)
	casetest.Unsettle(&l.c, casework.StepDeparture)
	l.do(waiving("G16", casework.RoleMedical))
	l.decide(casework.StepPreEmbarkation, casework.Off)
	require.True(t, waits(l.status("G16"), casework.CondPreEmbarkation), "a check that says no is not waived")
}

func TestAWalkKnowsWhatIsWaived(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondInterpreter)
	var waived, other, none bool
	l.asks = func(w *ruling.Walk) {
		waived = w.Waived("G02", casework.CondInterpreter)
		other, none = w.Waived("G02", casework.CondNeedsMet), w.Waived("G99", casework.CondTold)
	}
	l.do(waiving("G02", casework.RoleSupervisor))
	require.True(t, waived)
	require.False(t, other)
	require.False(t, none)
	require.WithinDuration(t, casetest.At().Add(10*casetest.Day), l.now, time.Hour)
}

package gate_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/gate"
)

// TestWhatElseOpensAGate closes a condition and meets it in another way, which the gate then names.
func TestWhatElseOpensAGate(t *testing.T) {
	t.Parallel()
	withdraw := func(which casework.Consent) func(*casework.Case) { return casetest.Withdrawn(which).Do }
	off := func(steps ...casework.Step) func(*casework.Case) {
		return func(c *casework.Case) {
			c.Rules.Steps = slices.DeleteFunc(c.Rules.Steps, func(s casework.Step) bool { return slices.Contains(steps, s) })
			for _, s := range steps {
				casetest.Unsettle(c, s)
			}
		}
	}
	force := func(c *casework.Case) {
		casetest.Withdrawn(casework.ConsentReturn).Do(c)
		casetest.Withdrawn(casework.ConsentHandover).Do(c)
		casetest.Unsettle(c, casework.StepSolution)
		c.Facts = slices.DeleteFunc(c.Facts, func(f casework.Fact) bool { return f.Name == casework.FactAskedAgain })
		c.Modality = casework.StateFacilitated
	}
	for name, tt := range map[string]struct {
		gate casework.GateID
		do   func(*casework.Case)
		by   string
	}{
		"a legal basis instead of being told": {"G01", func(c *casework.Case) { casetest.Know(c, casework.FactToldOfPurpose, "legal_basis", 0) }, "told_of_purpose: fact told_of_purpose=legal_basis"},
		"no interpreter needed":               {"G02", func(c *casework.Case) { casetest.Know(c, casework.FactInterpreter, "not_needed", 0) }, "interpreter_ok: fact interpreter=not_needed"},
		"a counselled waiver of the fear":     {"G03", func(c *casework.Case) { casetest.Settle(c, casework.StepFearOfReturn, casework.Waived, 0) }, "fear_of_return_asked: fear_of_return=waived"},
		"an order in the place of her consent": {"G03", func(c *casework.Case) {
			withdraw("C4")(c)
			ordered(c, casework.OrderHostDuty, casetest.Desk(casework.DeskConsulate))
		}, "consulate_consent: order host_legal_duty"},
		"the host's duty, by the word of an earlier release": {"G03", func(c *casework.Case) {
			withdraw("C4")(c)
			c.Edition = casework.EditionFirst
			casetest.Know(c, casework.FactHostDuty, "yes", 0)
		}, "consulate_consent: fact host_legal_duty=yes"},
		"the host's duty, by the corridor": {"G03", func(c *casework.Case) { withdraw("C5")(c); c.Rules.HostDuty = true }, "consulate_consent: host duty by law"},
		"an asylum claim that is decided":  {"G03", func(c *casework.Case) { casetest.Know(c, casework.FactAsylum, "closed", 0) }, "no_asylum_claim: no asylum_claim"},
		"a legal order": {"G05", func(c *casework.Case) {
			withdraw("C10")(c)
			ordered(c, casework.OrderDisclosure, casetest.Desk(casework.DeskReceiving))
		}, "handover_consent: order legal_order"},
		"an agreement on record": {"G05", func(c *casework.Case) {
			c.Rules.SharingAgreement = false
			casetest.Know(c, casework.FactSharing, "in_force", 0)
		}, "sharing_agreement: fact sharing_agreement=in_force"},
		"a second screening that was offered": {"G06", func(c *casework.Case) { c.Screenings = 1; casetest.Know(c, casework.FactSecondScreening, "offered", 0) }, "two_screenings: fact second_screening=offered"},
		"a reflection that has elapsed": {"G07", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.Victim, 0)
			casetest.Settle(c, casework.StepReflection, casework.Elapsed, 0)
		}, "reflection_over: reflection=elapsed"},
		"a reflection that she has waived": {"G07", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.Victim, 0)
			casetest.Settle(c, casework.StepReflection, casework.Waived, 0)
		}, "reflection_over: reflection=waived"},
		"no reflection in the corridor": {"G07", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.Victim, 0)
			off(casework.StepReflection)(c)
		}, "reflection_over: reflection is not part of this corridor"},
		"a review that is decided": {"G08", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.NotVictim, 0)
			casetest.Settle(c, casework.StepReview, casework.Upheld, 0)
		}, "no_review_pending: no review pending"},
		"no review in the corridor": {"G08", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.NotVictim, 0)
			off(casework.StepReview)(c)
		}, "no_review_pending: no review pending"},
		"her written wish to leave": {"G08", func(c *casework.Case) {
			casetest.Settle(c, casework.StepDetermination, casework.NotVictim, 0)
			casetest.Know(c, casework.FactLeaveRequest, "written", 0)
		}, "no_review_pending: fact leave_request=written"},
		"a child with all that it needs":  {"G10", casetest.AsChild(func(*casework.Case) {}), "guardian_appointed: guardian=appointed"},
		"a child that goes to its family": {"G10", casetest.AsChild(func(c *casework.Case) { casetest.Settle(c, casework.StepBestInterests, casework.Reunify, 0) }), "best_interests_decided: best_interests=reunify"},
		"a permanent resident": {"G11", func(c *casework.Case) {
			casetest.Settle(c, casework.StepVerifyNationality, casework.PermanentResident, 0)
		}, "nationality_verified: verify_nationality=permanent_resident"},
		"no permits in the corridor":     {"G12", off(casework.StepExitPermit, casework.StepFineWaiver), "exit_permit_valid: exit_permit is not asked in this corridor"},
		"a fine that is paid":            {"G12", func(c *casework.Case) { casetest.Settle(c, casework.StepFineWaiver, casework.Refused, 0) }, "fine_settled: fine_waiver=refused"},
		"fit with an escort":             {"G12", func(c *casework.Case) { casetest.Settle(c, casework.StepFitToTravel, casework.FitWith, 0) }, "fit_to_travel: fit_to_travel=fit_with"},
		"a state's decision, no consent": {"G12", force, "return_consent: modality state_facilitated"},
		"a child's best interests":       {"G12", casetest.AsChild(func(c *casework.Case) { casetest.Unsettle(c, casework.StepSolution) }), "return_chosen: best_interests=return"},
		"an emergency that is over":      {"G12", func(c *casework.Case) { casetest.Know(c, casework.FactMedicalCrisis, "closed", 0) }, "not_paused: not paused"},
		"no document in the corridor":    {"G13", off(casework.StepTravelDocument), "ticket_matches_document: travel_document is not asked in this corridor"},
		"another custodian": {"G14", func(c *casework.Case) {
			c.Rules.RefusedCustodians = []string{"dkba"}
			casetest.Know(c, casework.FactCustodian, "bgf", 0)
		}, "custodian_accepted: custodian acceptable to the host"},
		"no embassy asked":                 {"G15", off(casework.StepEmbassyCommitment), "embassy_committed: embassy_commitment is not asked in this corridor"},
		"a state's decision, nobody asked": {"G16", force, "consent_asked_again: modality state_facilitated"},
		"a contagion that is over":         {"G17", func(c *casework.Case) { casetest.Know(c, casework.FactContagious, "cleared", 0) }, "not_contagious: no contagious"},
		"nobody receives in the corridor":  {"G18", off(casework.StepReception), "pick_up_named: reception is not asked in this corridor"},
		"no risk asked in the corridor":    {"G19", off(casework.StepRiskAssessment), "risk_not_extreme: risk_assessment is not asked in this corridor"},
		"a risk that ran out on her way":   {"G19", casetest.RanOut(casework.StepRiskAssessment, casework.Low).Do, "risk_not_extreme: departed"},
		"no return": {"G22", func(c *casework.Case) {
			casetest.Unsettle(c, casework.StepArrival)
			casetest.Unsettle(c, casework.FollowUp("1w"))
		}, "followed_up: no return took place"},
		"no contact wanted": {"G22", func(c *casework.Case) { withdraw("C11")(c); casetest.Unsettle(c, casework.FollowUp("1w")) }, "followed_up: consent C11 withdrawn"},
		"a fine whose waiver was answered": {"G28", func(c *casework.Case) {
			casetest.Unsettle(c, casework.StepFineWaiver)
			casetest.Know(c, casework.FactWaiverAnswered, "yes", 0)
		}, "fine_waiver_answered: fact waiver_answered=yes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, now := casetest.Ready()
			tt.do(&c)
			g, ok := gate.ByID(tt.gate)
			require.True(t, ok)
			status := g.Check(gate.View{Case: &c, Now: now, Actor: casetest.Officer(casework.DeskReceiving, casework.RoleReceiver)})
			require.True(t, status.Open, "waits for %v", status.Unmet)
			require.Contains(t, status.OpenedBy, tt.by)
		})
	}
}

// ordered puts an order on record that is in force for a year.
func ordered(c *casework.Case, kind casework.OrderKind, desk casework.DeskID) {
	c.Orders = append(c.Orders, casework.Order{ID: len(c.Orders) + 1, Kind: kind, Desk: desk, Classes: []casework.Class{"C"}, Since: casetest.At(), Until: casetest.At().Add(300 * casetest.Day)})
}

// TestWhatOpensNothingInPlaceOfAnOrder: the bare word of one person, an order that has ended, and one for another
// desk keep the gate closed.
func TestWhatOpensNothingInPlaceOfAnOrder(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(*casework.Case){
		"the bare word":              func(c *casework.Case) { casetest.Know(c, casework.FactHostDuty, "yes", 0) },
		"another mission":            func(c *casework.Case) { ordered(c, casework.OrderHostDuty, "another-mission") },
		"an order of the other kind": func(c *casework.Case) { ordered(c, casework.OrderDisclosure, casetest.Desk(casework.DeskConsulate)) },
		"one that was taken back": func(c *casework.Case) {
			ordered(c, casework.OrderHostDuty, casetest.Desk(casework.DeskConsulate))
			c.Orders[0].EndedAt = casetest.At().Add(casetest.Day)
		},
		"one that is over": func(c *casework.Case) {
			ordered(c, casework.OrderHostDuty, casetest.Desk(casework.DeskConsulate))
			c.Orders[0].Until = casetest.At().Add(casetest.Day)
		},
		"a second state is asked": func(c *casework.Case) {
			ordered(c, casework.OrderHostDuty, casetest.Desk(casework.DeskConsulate))
			c.Second = &casework.OtherState{State: "KEN", Desk: "ken-mission"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, now := casetest.Ready()
			casetest.Withdrawn("C4").Do(&c)
			do(&c)
			g, _ := gate.ByID("G03")
			require.False(t, g.Check(gate.View{Case: &c, Now: now}).Open)
		})
	}
}

// TestAStateSDecisionIsNeverCalledVoluntary: what opens the other gates closes G21.
func TestAStateSDecisionIsNeverCalledVoluntary(t *testing.T) {
	t.Parallel()
	for _, m := range casework.Modalities() {
		c, now := casetest.Ready()
		c.Modality = m
		voluntary := gate.Blocked(gate.View{Case: &c, Now: now}, casework.CountVoluntary)
		require.Equal(t, m.ByForceOfLaw(), len(voluntary) > 0, m)
	}
}

func TestOnlyTheReceiverConfirmsAnArrival(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		c, now := casetest.Ready()
		casetest.Unsettle(&c, casework.StepArrival)
		view := gate.View{Case: &c, Now: now, Actor: casetest.Officer(casework.DeskReceiving, role)}
		require.Equal(t, role == casework.RoleReceiver, len(gate.Blocked(view, casework.MarkArrived)) == 0, role)
	}
}

// TestWhatACommandStatesCountsAtItsGate: a fact that a command states counts for the gates of that
// command.
func TestWhatACommandStatesCountsAtItsGate(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	casetest.Know(&c, casework.FactIdentityMatch, "no", time.Hour)
	view := gate.View{Case: &c, Now: now}
	require.NotEmpty(t, gate.Blocked(view, casework.Board))
	view.Stated = []casework.Statement{{Name: casework.FactIdentityMatch, Value: "yes"}}
	require.Empty(t, gate.Blocked(view, casework.Board))
}

// TestACorridorAddsAndDropsConditions: a condition of a gate that cannot be waived stays.
func TestACorridorAddsAndDropsConditions(t *testing.T) {
	t.Parallel()
	for _, g := range gate.All() {
		for _, id := range g.Conditions {
			c, now := casetest.Ready()
			casetest.Closers()[id][0].Do(&c)
			c.Rules.Dropped = []casework.DroppedCondition{{Gate: g.ID, Condition: id}}
			unmet := g.Check(gate.View{Case: &c, Now: now}).Unmet
			still := slices.ContainsFunc(unmet, func(u gate.Unmet) bool { return u.Condition == id })
			require.Equal(t, g.Never(), still, "%s drops %s", g.ID, id)
		}
	}
	c, now := casetest.Ready()
	c.Rules.Added = []casework.AddedCondition{{Gate: "G01", Fact: "mfa_approval", Owner: casework.DeskBorder}, {Gate: "G02", Fact: "other", Owner: casework.DeskBorder}}
	g01, _ := gate.ByID("G01")
	require.Equal(t, []gate.Unmet{{Condition: "fact:mfa_approval", Owner: casework.DeskBorder, Desk: casetest.Desk(casework.DeskBorder), Since: c.OpenedAt}},
		g01.Check(gate.View{Case: &c, Now: now}).Unmet)
	casetest.Know(&c, "mfa_approval", "yes", 0)
	require.True(t, g01.Check(gate.View{Case: &c, Now: now}).Open)
}

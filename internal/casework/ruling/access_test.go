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

// access returns a command that grants an NGO access for a month, based on a consent.
func access(l *life, which casework.Consent) casework.Command {
	until := l.now.Add(30 * casetest.Day)
	return casework.Command{
		Kind: casework.KindGiveAccess, By: caseworker(), Agency: "ngo", Desk: "ngo-desk", DeskKind: casework.DeskCaseworker,
		Classes: []casework.Class{"C", "D"}, Purpose: "casework", Consents: []casework.Consent{which}, Until: &until,
	}
}

func ending(id int) casework.Command {
	return casework.Command{Kind: casework.KindEndAccess, Grant: id, By: caseworker()}
}

func excluding(account casework.AccountID) casework.Command {
	return casework.Command{Kind: casework.KindExcludeOfficer, Account: account, By: caseworker()}
}

func breaking(by casework.Actor) casework.Command {
	return casework.Command{Kind: casework.KindBreakGlass, Purpose: "emergency", Reasoned: true, By: by}
}

func doctor() casework.Actor { return casetest.Officer(casework.DeskMedical, casework.RoleMedical) }

func TestAccessIsGivenWithConsentAndAgreement(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	cmd := access(l, casework.ConsentHandover)
	err := l.try(cmd)
	require.Equal(t, fault.GateClosed, fault.CodeOf(err), "she has not agreed")
	closed, ok := fault.DetailsOf(err).([]gate.Status)
	require.True(t, ok)
	require.Equal(t, casework.GateID("G05"), closed[0].Gate)
	require.Equal(t, casework.CondShareConsent, closed[0].Unmet[0].Condition)

	l.give(casework.ConsentHandover)
	l.c.Rules.SharingAgreement = false
	require.Equal(t, fault.GateClosed, fault.CodeOf(l.try(cmd)), "no agreement is in force")
	known(&l.c, fact(casework.FactSharing, "in_force"))
	l.do(cmd)
	g := l.c.Access[0]
	require.Equal(t, casework.Grant{
		ID: 1, Agency: "ngo", Desk: "ngo-desk", Kind: casework.DeskCaseworker, Classes: []casework.Class{"C", "D"}, Purpose: "casework",
		Consent: casework.ConsentHandover, Since: l.now, Until: *cmd.Until, By: caseworker(), Key: g.Key,
	}, g)
	require.Equal(t, []casework.Grant{g}, l.change.Grants)
	require.Equal(t, 1, l.answer.Access)
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeAccessGiven, Desk: "ngo-desk"}}, l.change.Notices)
	require.Contains(t, l.entries(), "access_given 1")
	require.True(t, l.c.GrantActive(g, l.now))
	require.True(t, l.c.GrantActive(g, cmd.Until.Add(-time.Second)))
	require.False(t, l.c.GrantActive(g, *cmd.Until), "it ends by itself")
}

func TestWhatAGrantMustSay(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*casework.Command){
		"no agency":                       func(c *casework.Command) { c.Agency = "" },
		"no desk that hears":              func(c *casework.Command) { c.Desk = "" },
		"no kind of desk":                 func(c *casework.Command) { c.DeskKind = "" },
		"a desk of another world":         func(c *casework.Command) { c.DeskKind = "kiosk" },
		"the survivor has no desk":        func(c *casework.Command) { c.DeskKind = casework.DeskSurvivor },
		"nothing":                         func(c *casework.Command) { c.Classes = nil },
		"an empty class":                  func(c *casework.Command) { c.Classes = []casework.Class{""} },
		"a class twice":                   func(c *casework.Command) { c.Classes = []casework.Class{"C", "D", "C"} },
		"no purpose":                      func(c *casework.Command) { c.Purpose = "" },
		"no consent":                      func(c *casework.Command) { c.Consents = nil },
		"two consents":                    func(c *casework.Command) { c.Consents = []casework.Consent{"C10", "C7"} },
		"consent to the consulate":        func(c *casework.Command) { c.Consents = []casework.Consent{"C4"} },
		"consent to be in the newspapers": func(c *casework.Command) { c.Consents = []casework.Consent{"C14"} },
		"no end":                          func(c *casework.Command) { c.Until = nil },
		"an end that has passed":          func(c *casework.Command) { c.Until = casetest.After(0) },
		"for ever":                        func(c *casework.Command) { c.Until = casetest.After(400 * casetest.Day) },
		"longer than she has agreed":      func(c *casework.Command) { c.Until = casetest.After(61 * casetest.Day) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := begin(t)
			l.do(casework.Command{Kind: casework.KindConsent, Consents: casework.GrantConsents(), Mode: casework.ModeIcons, Until: casetest.After(60 * casetest.Day), By: caseworker()})
			cmd := access(l, casework.ConsentHandover)
			spoil(&cmd)
			l.refused(fault.Invalid, cmd)
		})
	}
}

func TestAGrantEndsWithItsConsentInTheSameChange(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give(casework.GrantConsents()...)
	for _, which := range casework.GrantConsents() {
		l.do(access(l, which))
	}
	for i, which := range casework.GrantConsents() {
		preview, err := ruling.PreviewWithdrawal(l.c, casework.Command{Consents: []casework.Consent{which}, By: caseworker(), At: l.now}, l.asks)
		require.NoError(t, err)
		require.Len(t, preview.Ends, 1)
		require.Equal(t, i+1, preview.Ends[0].ID)
		require.Equal(t, casework.UndoGrant, preview.Undoes[len(preview.Undoes)-1].Kind)

		l.withdraw(which)
		require.Len(t, l.change.Grants, 1)
		require.Equal(t, which, l.change.Grants[0].Consent)
		require.Equal(t, l.now, l.change.Grants[0].EndedAt)
		for _, g := range l.c.Access {
			require.Equal(t, g.ID > i+1, l.c.GrantActive(g, l.now), "%s", g.Consent)
		}
		attest := l.task(casework.Attest("ngo-desk"))
		require.Equal(t, casework.DeskCaseworker, attest.Kind)
		require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeRecall, Desk: "ngo-desk"})
	}
	l.give(casework.ConsentHandover)
	for _, g := range l.c.Access {
		require.False(t, l.c.GrantActive(g, l.now), "access that has ended is given again, or not at all")
	}
	attesting := l.deciding(casework.Attest("ngo-desk"), casework.Attested)
	l.do(attesting)
	for _, u := range l.c.Undo {
		require.Equal(t, casework.UndoDone, u.State)
	}
}

func TestWithdrawingAllEndsAll(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give(append(casework.GrantConsents(), casework.ConsentRegistration)...)
	l.do(access(l, casework.ConsentMedical))
	short := access(l, casework.ConsentHandover)
	short.Until = casetest.After(time.Hour)
	l.do(short)
	l.now = l.now.Add(2 * time.Hour)
	require.False(t, l.c.GrantActive(l.c.Access[1], l.now))
	l.withdraw(casework.ConsentRegistration)
	require.False(t, l.c.GrantActive(l.c.Access[0], l.now))
	for _, u := range l.c.Undo {
		require.Equal(t, casework.UndoOrdered, u.State, "also what had run out before is to be deleted")
	}
	require.Len(t, l.change.Grants, 1, "what had run out has not ended again")
}

func TestAGrantIsEndedByHand(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give(casework.ConsentHandover, casework.ConsentMedical)
	l.do(access(l, casework.ConsentHandover))
	l.do(access(l, casework.ConsentMedical))
	l.refused(fault.NotFound, ending(3))
	l.refused(fault.NotFound, ending(0))
	l.do(ending(1))
	require.False(t, l.c.GrantActive(l.c.Access[0], l.now))
	require.True(t, l.c.GrantActive(l.c.Access[1], l.now))
	require.Equal(t, casework.UndoOrdered, l.c.Undo[0].State)
	require.Equal(t, casework.UndoArmed, l.c.Undo[1].State)
	l.refused(fault.Conflict, ending(1))
	l.now = l.c.Access[1].Until
	l.refused(fault.Conflict, ending(2))
}

// An asylum claim ends the grants towards the state that she fears, and no others.
func TestAnAsylumClaimEndsWhatGoesHome(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give(casework.ConsentHandover)
	for _, kind := range []casework.DeskKind{casework.DeskCaseworker, casework.DeskReceiving, casework.DeskReintegration, casework.DeskMedical} {
		cmd := access(l, casework.ConsentHandover)
		cmd.DeskKind, cmd.Desk = kind, casetest.Desk(kind)
		l.do(cmd)
	}
	l.report(casework.EventAsylumClaim)
	for _, g := range l.c.Access {
		require.Equal(t, g.Kind == casework.DeskCaseworker || g.Kind == casework.DeskMedical, l.c.GrantActive(g, l.now), "%s", g.Kind)
	}
}

func TestNothingIsGivenAfterADeath(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give(casework.ConsentHandover)
	l.dies()
	l.refused(fault.Conflict, access(l, casework.ConsentHandover))
}

func TestAnOfficerIsKeptOut(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	task := l.task(casework.StepTriage)
	l.do(casework.Command{Kind: casework.KindClaim, Task: task.ID, By: doctor()})
	l.do(breaking(doctor()))
	l.refused(fault.Invalid, excluding(""))
	l.refused(fault.Invalid, excluding(casework.System().Account))
	cmd := excluding(doctor().Account)
	met := doctor()
	met.Account = "somebody-else"
	cmd.Of = &met
	l.do(cmd)
	e := l.c.Excluded[0]
	require.Equal(t, doctor(), e.Of, "as whom the officer was met")
	require.Equal(t, []casework.Exclusion{e}, l.change.Exclusions)
	require.True(t, l.c.Excludes(doctor().Account))
	require.False(t, l.c.Excludes(caseworker().Account))
	require.False(t, l.c.Excludes(""))
	require.Nil(t, l.task(casework.StepTriage).ClaimedBy, "what was claimed goes back to the desk")
	require.False(t, l.c.BreakGlass[0].Active(l.now), "and the glass is closed")
	require.Empty(t, l.change.Notices, "nobody is told")
	for _, entry := range l.change.Entries {
		require.NotContains(t, entry.Detail, "acct-")
	}

	for _, kind := range casework.UpdateKinds() {
		err := l.try(casework.Command{Kind: kind, Task: task.ID, Outcome: casework.Green, By: doctor()})
		require.Equal(t, fault.NotFound, fault.CodeOf(err), "%s", kind)
	}
	colleague := doctor()
	colleague.Account = "acct-colleague"
	l.do(casework.Command{Kind: casework.KindDecide, Task: task.ID, Outcome: casework.Green, By: colleague})
	l.refused(fault.Conflict, excluding(doctor().Account))

	readmit := casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: 1, By: caseworker()}
	l.do(readmit)
	require.False(t, l.c.Excludes(doctor().Account))
	l.refused(fault.Conflict, readmit)
	readmit.Exclusion = 2
	l.refused(fault.NotFound, readmit)
	l.do(excluding(doctor().Account))
	require.Equal(t, 2, l.answer.Access)
	require.True(t, l.c.Excludes(doctor().Account))
}

// An officer with a conflict of interest can exclude themselves, and cannot readmit themselves.
func TestAnOfficerStepsAside(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.do(excluding(caseworker().Account))
	l.refused(fault.NotFound, casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: 1, By: caseworker()})
}

func TestBrokenGlassLastsAnHourAndIsReviewed(t *testing.T) {
	t.Parallel()
	l := begin(t)
	bare := breaking(doctor())
	bare.Reasoned = false
	l.refused(fault.Invalid, bare)
	bare = breaking(doctor())
	bare.Purpose = ""
	l.refused(fault.Invalid, bare)

	l.do(breaking(doctor()))
	broken := l.now
	g := l.c.BreakGlass[0]
	require.Equal(t, doctor(), g.By)
	require.True(t, g.Active(broken))
	require.True(t, g.Active(broken.Add(time.Hour-time.Second)))
	require.False(t, g.Active(broken.Add(time.Hour)))
	require.Equal(t, []casework.BreakGlass{g}, l.change.BreakGlass)
	require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeBreakGlass, Desk: casetest.Desk(casework.DeskCaseworker)})
	l.refused(fault.Conflict, breaking(doctor()))

	review := l.task(casework.AccessReview(1))
	require.Equal(t, review.ID, l.answer.Task)
	require.Equal(t, casetest.Desk(casework.DeskSupervisor), review.Desk)
	require.Equal(t, casework.ReviewWithin, l.change.Clocks[0].Budget)
	supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
	for name, cmd := range map[string]casework.Command{
		"paused":     {Kind: casework.KindPause, Cause: casework.CauseMedical},
		"put off":    {Kind: casework.KindAsk, Reasoned: true},
		"taken back": {Kind: casework.KindRecall, Reasoned: true},
	} {
		cmd.Task, cmd.By = review.ID, supervisor
		require.Equal(t, fault.Denied, fault.CodeOf(l.try(cmd)), name)
	}
	l.dies()
	require.Equal(t, []casework.Step{casework.AccessReview(1)}, l.open(), "it is asked after her death as well")

	l.now = broken.Add(2 * time.Hour)
	l.do(breaking(doctor()))
	require.Len(t, l.c.BreakGlass, 2)
	require.Equal(t, []casework.Step{casework.AccessReview(1), casework.AccessReview(2)}, l.open())
}

func TestAnOfficerCannotReviewTheirOwnAccess(t *testing.T) {
	t.Parallel()
	supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
	colleague := supervisor
	colleague.Account = "acct-colleague"
	for outcome, tt := range map[casework.Outcome]struct{ open, alert, out bool }{
		casework.Justified:    {open: true},
		casework.NotJustified: {},
		casework.Harm:         {alert: true, out: true},
	} {
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			l := begin(t)
			l.do(breaking(supervisor))
			answer := casework.Command{Kind: casework.KindDecide, Task: l.task(casework.AccessReview(1)).ID, Outcome: outcome, Reasoned: true, By: supervisor}
			l.refused(fault.Denied, answer)
			answer.By = colleague
			bare := answer
			bare.Reasoned = false
			l.refused(fault.Invalid, bare)
			l.do(answer)
			require.Equal(t, tt.open, l.c.BreakGlass[0].Active(l.now))
			require.Equal(t, tt.alert, l.c.FactIs(casework.FactSafetyAlert, "open"))
			require.Equal(t, tt.out, l.c.Excludes(supervisor.Account))
			require.Equal(t, outcome != casework.Justified,
				slices.Contains(l.change.Notices, casework.Notice{Kind: casework.NoticeBreakGlassMisused, Desk: casetest.Desk(casework.DeskCaseworker)}))
			s, settled := l.c.Settlement(casework.AccessReview(1))
			require.True(t, settled)
			require.Equal(t, outcome, s.Outcome)
		})
	}
}

// An open review is an open alert: the case cannot close before it, and a pause does not stop it.
func TestACaseDoesNotCloseOverAnOpenReview(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepClosure)
	l.do(breaking(doctor()))
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseSecurity, By: caseworker()})
	require.Nil(t, l.task(casework.AccessReview(1)).Pause)
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventResumed, By: caseworker()})
	err := l.try(l.deciding(casework.StepClosure, casework.Closed))
	require.Equal(t, fault.GateClosed, fault.CodeOf(err))
	status := l.status("G22")
	require.True(t, waits(status, casework.CondReviewed))
	review := l.deciding(casework.AccessReview(1), casework.Justified)
	l.do(review)
	require.False(t, waits(l.status("G22"), casework.CondReviewed))
	require.NoError(t, l.try(l.deciding(casework.StepClosure, casework.Closed)))
	l.refused(fault.Conflict, breaking(doctor()))
	l.do(excluding(doctor().Account))
}

func TestAReviewMovesToAnotherDeskWithItsClock(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.do(breaking(doctor()))
	l.do(casework.Command{Kind: casework.KindReassign, Task: l.task(casework.AccessReview(1)).ID, Desk: "another-supervisor", By: caseworker()})
	require.Equal(t, casework.ReviewWithin, l.change.Clocks[0].Budget)
	require.Equal(t, casework.DeskID("another-supervisor"), l.task(casework.AccessReview(1)).Desk)
}

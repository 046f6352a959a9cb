package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

const orderedFor = 60 * casetest.Day

// ordering returns the proposal of an order by her supervisor.
func (l *life) ordering(kind casework.OrderKind) casework.Command {
	spec, _ := casework.OrderSpecOf(kind)
	until := l.now.Add(orderedFor)
	return casework.Command{
		Kind: casework.KindOrder, OrderKind: kind, Desk: casetest.Desk(spec.To), Classes: []casework.Class{"C"}, Until: &until,
		Ref: "order-1", Reasoned: true, By: supervisorActor(),
	}
}

func lawyer() casework.Actor {
	by := casetest.Officer(casework.DeskSupervisor, casework.RoleLegal)
	by.Account = "acct-lawyer"
	return by
}

// onRecord puts an order on record: her supervisor proposes it, and a lawyer agrees.
func (l *life) onRecord(kind casework.OrderKind) casework.Order {
	l.tb.Helper()
	l.do(l.ordering(kind))
	agreed := l.answering(casework.ProposeOrder, casework.Agreed)
	agreed.By = lawyer()
	l.do(agreed)
	return l.c.Orders[len(l.c.Orders)-1]
}

func (l *life) endsOrder(id int, by casework.Actor) casework.Command {
	return casework.Command{Kind: casework.KindEndOrder, Order: id, Reasoned: true, By: by}
}

// afraidOfNothing is a case in which the mission would be asked, if she had agreed to it.
func afraidOfNothing(tb testing.TB, steps ...casework.Step) *life {
	tb.Helper()
	l := begin(tb, steps...)
	casetest.Settle(&l.c, casework.StepFearOfReturn, casework.No, 0)
	return l
}

func (l *life) gateOpen(id casework.GateID) bool { return l.status(id).Open }

func TestAnOrderTakesTwoPeopleInTwoRoles(t *testing.T) {
	t.Parallel()
	l := afraidOfNothing(t, casework.StepVerifyNationality)
	l.do(l.ordering(casework.OrderHostDuty))
	require.Equal(t, casetest.Desk(casework.DeskSupervisor), l.task(casework.Approval(1)).Desk)
	require.False(t, l.gateOpen("G03"), "a proposal opens nothing")
	require.Empty(t, l.c.Orders)

	answer := l.answering(casework.ProposeOrder, casework.Agreed)
	for name, by := range map[string]casework.Actor{
		"the officer who proposed it":                       supervisorActor(),
		"the same officer in another role":                  casetest.Officer(casework.DeskSupervisor, casework.RoleLegal),
		"another supervisor":                                {Account: "acct-other", Desk: casetest.Desk(casework.DeskSupervisor), Role: casework.RoleSupervisor},
		"a colleague in a role that does not decide orders": {Account: "acct-other", Desk: casetest.Desk(casework.DeskSupervisor), Role: casework.RoleAuditor},
		"a lawyer at another desk":                          {Account: "acct-other", Desk: casetest.Desk(casework.DeskCaseworker), Role: casework.RoleLegal},
	} {
		refused := answer
		refused.By = by
		require.Equal(t, fault.Denied, fault.CodeOf(l.try(refused)), name)
	}
	answer.By = lawyer()
	stale := answer
	stale.Ref = "another"
	l.refused(fault.Stale, stale)
	l.do(answer)
	require.True(t, l.gateOpen("G03"))
	require.Equal(t, supervisorActor(), l.c.Orders[0].By)
	require.Contains(t, l.entries(), "order_recorded host_legal_duty")
	require.Equal(t, casetest.Desk(casework.DeskConsulate), l.task(casework.StepVerifyNationality).Desk)
}

// A lawyer advises on other acts and does not decide them.
func TestALawyerAnswersOrdersOnly(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(reports(casework.EventDeath, caseworker()))
	answer := l.answering(casework.ProposeDeath, casework.Agreed)
	answer.By = lawyer()
	l.refused(fault.Denied, answer)
	l.agree(casework.ProposeDeath)
}

func TestWhatAnOrderMustName(t *testing.T) {
	t.Parallel()
	l := afraidOfNothing(t)
	for name, one := range map[string]struct {
		change func(*casework.Command)
		code   fault.Code
	}{
		"no kind":                     {func(c *casework.Command) { c.OrderKind = "a wish" }, fault.Invalid},
		"no desk":                     {func(c *casework.Command) { c.Desk = "" }, fault.Invalid},
		"a mission that is not asked": {func(c *casework.Command) { c.Desk = "ken-mission" }, fault.Invalid},
		"no classes":                  {func(c *casework.Command) { c.Classes = nil }, fault.Invalid},
		"a class twice":               {func(c *casework.Command) { c.Classes = []casework.Class{"C", "C"} }, fault.Invalid},
		"her story":                   {func(c *casework.Command) { c.Classes = []casework.Class{"C", "D"} }, fault.Invalid},
		"where she is":                {func(c *casework.Command) { c.Classes = []casework.Class{"F"} }, fault.Invalid},
		"no end":                      {func(c *casework.Command) { c.Until = nil }, fault.Invalid},
		"an end in the past":          {func(c *casework.Command) { at := l.now.Add(-time.Hour); c.Until = &at }, fault.Invalid},
		"an end in two years":         {func(c *casework.Command) { at := l.now.Add(700 * casetest.Day); c.Until = &at }, fault.Invalid},
		"no purpose":                  {func(c *casework.Command) { c.Reasoned = false }, fault.Invalid},
		"the desk of a caseworker":    {func(c *casework.Command) { c.By = caseworker() }, fault.Denied},
		"the prosecutor, of the duty of the host": {func(c *casework.Command) {
			c.By = casetest.Officer(casework.DeskProsecutor, casework.RoleProsecutor)
		}, fault.Denied},
		"an earlier edition": {func(*casework.Command) { l.c.Edition = casework.EditionFirst }, fault.Conflict},
	} {
		l.c.Edition = casework.CurrentEdition
		cmd := l.ordering(casework.OrderHostDuty)
		one.change(&cmd)
		require.Equal(t, one.code, fault.CodeOf(l.try(cmd)), name)
	}
	l.c.Edition = casework.CurrentEdition
	l.livingOnly()
	l.dies()
	l.refused(fault.Conflict, l.ordering(casework.OrderHostDuty))
}

// The prosecutor proposes that her file goes to a receiver, and her supervisor desk answers, in either role.
func TestTheProsecutorProposesADisclosure(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepReception)
	cmd := l.ordering(casework.OrderDisclosure)
	cmd.By = casetest.Officer(casework.DeskProsecutor, casework.RoleProsecutor)
	l.do(cmd)
	require.Equal(t, casetest.Desk(casework.DeskSupervisor), l.task(casework.Approval(1)).Desk)
	l.agree(casework.ProposeOrder)
	require.True(t, l.gateOpen("G05"))
}

// When an order ends, by a person or by its date, what rested on it is taken back as after a consent that she
// withdraws.
func TestAnOrderEnds(t *testing.T) {
	t.Parallel()
	for name, ends := range map[string]func(*life, casework.Order){
		"taken back by her caseworker": func(l *life, o casework.Order) { l.do(l.endsOrder(o.ID, caseworker())) },
		"by its date": func(l *life, o casework.Order) {
			require.False(l.tb, l.c.NextDue().After(o.Until), "the case wakes for it")
			l.now = o.Until
			l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
			require.Contains(l.tb, l.change.Notices, casework.Notice{Kind: casework.NoticeOrderEnded, Desk: casetest.Desk(casework.DeskCaseworker)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := afraidOfNothing(t, casework.StepVerifyNationality, casework.StepTravelDocument)
			o := l.onRecord(casework.OrderHostDuty)
			l.decide(casework.StepVerifyNationality, casework.Confirmed)
			require.Contains(t, l.open(), casework.StepTravelDocument)
			ends(l, o)
			require.False(t, l.gateOpen("G03"))
			require.Contains(t, l.entries(), "order_ended host_legal_duty")
			require.Contains(t, l.entries(), "undo_ordered verification")
			require.Contains(t, l.open(), casework.Attest(casetest.Desk(casework.DeskConsulate)))
			require.Equal(t, 1, l.c.Tellings, "she is told that data about her were shared and are asked back")
			require.False(t, l.c.Orders[0].EndedAt.IsZero())
			require.NotEqual(t, o.Until, l.c.NextDue())
		})
	}
}

func TestTakingAnOrderBack(t *testing.T) {
	t.Parallel()
	l := afraidOfNothing(t)
	l.refused(fault.NotFound, l.endsOrder(1, caseworker()))
	o := l.onRecord(casework.OrderHostDuty)
	bare := l.endsOrder(o.ID, caseworker())
	bare.Reasoned = false
	l.refused(fault.Invalid, bare)
	l.do(l.endsOrder(o.ID, caseworker()))
	l.refused(fault.Conflict, l.endsOrder(o.ID, caseworker()))
	require.Equal(t, 2, l.onRecord(casework.OrderHostDuty).ID, "it can be opened again, by two")
}

// A request that rests on her consent as well stays when the order ends.
func TestHerConsentOutlastsAnOrder(t *testing.T) {
	t.Parallel()
	l := afraidOfNothing(t, casework.StepVerifyNationality)
	o := l.onRecord(casework.OrderHostDuty)
	l.give(casework.ConsentConsulate, casework.ConsentShareIdentity)
	l.do(l.endsOrder(o.ID, caseworker()))
	require.True(t, l.gateOpen("G03"))
	require.Contains(t, l.open(), casework.StepVerifyNationality)
	require.NotContains(t, l.open(), casework.Attest(casetest.Desk(casework.DeskConsulate)))
}

// An order names its receiver. Where she has agreed to another one, that one receives her, and the desk of the order
// is asked to delete what it had once the order ends.
func TestAnOrderNamesItsReceiver(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepReception)
	cmd := l.ordering(casework.OrderDisclosure)
	cmd.Desk = "other-receiver"
	l.do(cmd)
	agreed := l.answering(casework.ProposeOrder, casework.Agreed)
	agreed.By = lawyer()
	l.do(agreed)
	require.Equal(t, casework.DeskID("other-receiver"), l.task(casework.StepReception).Desk)
	l.decide(casework.StepReception, casework.Accepted)
	l.give(casework.ConsentHandover) // for the corridor's receiver
	l.do(l.endsOrder(1, caseworker()))
	require.True(t, l.gateOpen("G05"))
	require.Contains(t, l.open(), casework.Attest("other-receiver"))
	require.Equal(t, casetest.Desk(casework.DeskReceiving), l.task(casework.StepReception).Desk)
}

// One person's word opens nothing, and the refusal says what to do instead. The word that there is none is taken.
func TestAnOrderIsNotStated(t *testing.T) {
	t.Parallel()
	for _, kind := range casework.OrderKinds() {
		l := begin(t)
		cmd := casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(kind.Fact())}, By: supervisorActor()}
		l.refused(fault.Denied, cmd)
		require.Contains(t, fault.MessageOf(l.try(cmd)), "propose the order itself")
		cmd.Facts[0].Value = "no"
		l.do(cmd)
		l.c.Edition = casework.EditionFirst
		cmd.Facts[0].Value = "yes"
		l.do(cmd)
		require.True(t, l.c.FactIs(kind.Fact(), "yes"), "as before")
	}
	l := begin(t)
	l.c.Edition = casework.EditionFirst
	l.refused(fault.Invalid, casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactHostDuty, "no")}, By: supervisorActor()})
}

// A case of an earlier release in which one person's word opened the gate is put before its supervisor, who records
// the order with a second person, or says that there is none.
func TestABareFactIsPutBeforeTheSupervisor(t *testing.T) {
	t.Parallel()
	adopted := func(t *testing.T) *life {
		t.Helper()
		l := afraidOfNothing(t, casework.StepVerifyNationality)
		asks := l.asks
		l.asks = func(w *ruling.Walk) { asks(w); w.KeepOwner() }
		l.c.Edition = casework.EditionFirst
		l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(casework.FactHostDuty)}, By: supervisorActor()})
		require.Contains(t, l.open(), casework.StepVerifyNationality, "the mission was asked")
		l.do(casework.Command{Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
		require.Contains(t, l.entries(), "order_missing host_legal_duty")
		require.Equal(t, casetest.Desk(casework.DeskSupervisor), l.task(casework.Blocked("G03")).Desk)
		require.NotContains(t, l.open(), casework.StepVerifyNationality)
		require.False(t, l.gateOpen("G03"))
		return l
	}
	t.Run("there is an order", func(t *testing.T) {
		t.Parallel()
		l := adopted(t)
		l.onRecord(casework.OrderHostDuty)
		require.NotContains(t, l.open(), casework.Blocked("G03"))
		require.Contains(t, l.open(), casework.StepVerifyNationality)
	})
	t.Run("there is none", func(t *testing.T) {
		t.Parallel()
		l := adopted(t)
		l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactHostDuty, "no")}, By: supervisorActor()})
		require.NotContains(t, l.open(), casework.Blocked("G03"))
		require.Contains(t, l.open(), casework.Attest(casetest.Desk(casework.DeskConsulate)))
	})
	t.Run("the question stays until then", func(t *testing.T) {
		t.Parallel()
		l := adopted(t)
		answer := l.deciding(casework.Blocked("G03"), casework.Acted)
		until := l.now.Add(3 * casetest.Day)
		answer.Until = &until
		l.do(answer)
		require.NotContains(t, l.open(), casework.Blocked("G03"))
		l.now = until
		l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
		require.Contains(t, l.open(), casework.Blocked("G03"))
	})
}

// A preview of an order shows what it would open, without opening it.
func TestThePreviewOfAnOrder(t *testing.T) {
	t.Parallel()
	l := afraidOfNothing(t, casework.StepVerifyNationality)
	l.do(l.ordering(casework.OrderHostDuty))
	change, err := ruling.PreviewProposal(l.c, 1, l.now, l.asks)
	require.NoError(t, err)
	require.Len(t, change.Next.Orders, 1)
	require.Equal(t, casework.StepVerifyNationality, change.Opened[0].Step)
	require.Empty(t, l.c.Orders)
}

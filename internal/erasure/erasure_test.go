package erasure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func officer(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-data-protection", Agency: "tha-" + casework.AgencyID(account), Role: casework.RoleDPO}
}

func open() *gate.Status { return &gate.Status{Gate: "G23", Open: true} }

func closed() *gate.Status {
	return &gate.Status{Gate: "G23", Unmet: []gate.Unmet{{Condition: casework.CondNoHold}}}
}

// requested returns an erasure that waits for its second person.
func requested(tb testing.TB) erasure.Erasure {
	tb.Helper()
	return take(tb, erasure.Erasure{Ref: "e-1"}, erasure.Command{
		Key: "k-request", Kind: erasure.KindRequest, By: officer("first"), At: noon, Case: "case-1", Basis: erasure.SurvivorAsked, Gate: open(),
	})
}

func take(tb testing.TB, e erasure.Erasure, cmd erasure.Command) erasure.Erasure {
	tb.Helper()
	change, _, err := erasure.Accept(e, cmd)
	require.NoError(tb, err)
	return e.Take(change)
}

func approval(by casework.AccountID) erasure.Command {
	return erasure.Command{Key: "k-approve", Kind: erasure.KindApprove, By: officer(by), At: noon, Gate: open()}
}

func TestTwoPersonsErase(t *testing.T) {
	t.Parallel()
	e := requested(t)
	require.Equal(t, erasure.Requested, e.State)
	_, _, err := erasure.Accept(e, approval("first"))
	require.Equal(t, fault.Denied, fault.CodeOf(err), "whoever asks does not approve")
	e = take(t, e, approval("second"))
	require.Equal(t, erasure.Approved, e.State)
	require.Equal(t, casework.AccountID("second"), e.DecidedBy.Account)
	e = take(t, e, erasure.Command{Key: "k-done", Kind: erasure.KindDone, By: casework.System(), At: noon})
	require.Equal(t, erasure.Erased, e.State)
	require.True(t, e.Over())
	require.Equal(t, int64(3), e.Seq)
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	ask := erasure.Command{Key: "k", Kind: erasure.KindRequest, By: officer("a"), At: noon, Case: "case-1", Basis: erasure.CourtOrder, Gate: open()}
	with := func(change func(*erasure.Command)) erasure.Command { c := ask; change(&c); return c }
	none := erasure.Erasure{Ref: "e-1"}
	waiting := requested(t)
	approved := take(t, waiting, approval("second"))
	erased := take(t, approved, erasure.Command{Key: "k-done", Kind: erasure.KindDone, At: noon})
	for name, c := range map[string]struct {
		of   erasure.Erasure
		cmd  erasure.Command
		code fault.Code
	}{
		"no key":                  {none, with(func(c *erasure.Command) { c.Key = "" }), fault.Invalid},
		"no case":                 {none, with(func(c *erasure.Command) { c.Case = "" }), fault.Invalid},
		"no basis":                {none, with(func(c *erasure.Command) { c.Basis = "" }), fault.Invalid},
		"a basis of one's own":    {none, with(func(c *erasure.Command) { c.Basis = "because" }), fault.Invalid},
		"nobody has looked":       {none, with(func(c *erasure.Command) { c.Gate = nil }), fault.Invalid},
		"the gate is closed":      {none, with(func(c *erasure.Command) { c.Gate = closed() }), fault.GateClosed},
		"asked twice":             {waiting, ask, fault.Conflict},
		"approved before asked":   {none, approval("b"), fault.NotFound},
		"approved with hold":      {waiting, func() erasure.Command { c := approval("b"); c.Gate = closed(); return c }(), fault.GateClosed},
		"approved twice":          {approved, func() erasure.Command { c := approval("c"); c.Key = "k2"; return c }(), fault.Decided},
		"refused when approved":   {approved, erasure.Command{Key: "k2", Kind: erasure.KindRefuse, By: officer("b"), At: noon}, fault.Decided},
		"refused when erased":     {erased, erasure.Command{Key: "k2", Kind: erasure.KindRefuse, By: officer("b"), At: noon}, fault.Conflict},
		"done without approval":   {waiting, erasure.Command{Key: "k2", Kind: erasure.KindDone, At: noon}, fault.Conflict},
		"halted without approval": {waiting, erasure.Command{Key: "k2", Kind: erasure.KindHalt, At: noon}, fault.Conflict},
		"an unknown kind":         {waiting, erasure.Command{Key: "k2", Kind: "undo", At: noon}, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := erasure.Accept(c.of, c.cmd)
			require.Equal(t, c.code, fault.CodeOf(err))
		})
	}
}

// A hold that is set after the approval returns the request to the second person.
func TestAHaltAsksASecondPersonAgain(t *testing.T) {
	t.Parallel()
	e := take(t, requested(t), approval("second"))
	e = take(t, e, erasure.Command{Key: "k-halt", Kind: erasure.KindHalt, By: casework.System(), At: noon})
	require.Equal(t, erasure.Requested, e.State)
	require.Nil(t, e.DecidedBy)
	again := approval("second")
	again.Key = "k-again"
	require.Equal(t, erasure.Approved, take(t, e, again).State)
}

func TestAKeyIsCarriedOutOnce(t *testing.T) {
	t.Parallel()
	e := take(t, requested(t), approval("second"))
	answer, known := e.Known("k-approve")
	require.True(t, known)
	require.Equal(t, erasure.Answer{Seq: 2, State: erasure.Approved, Repeated: true}, answer)
	require.NoError(t, e.Check(approval("second")), "whoever sends it again is let through to the first answer")
	_, _, err := erasure.Accept(e, approval("second"))
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
}

// For any commands in any order: a case is erased only if two accounts have agreed while the gate was
// open, and it stays erased.
func TestNothingIsErasedByOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		e := erasure.Erasure{Ref: "e-1"}
		var openAtApproval bool
		for n := range rapid.IntRange(1, 12).Draw(rt, "commands") {
			cmd := erasure.Command{
				Key:  casework.Key(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(rt, "key")),
				Kind: rapid.SampledFrom([]erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindRefuse, erasure.KindHalt, erasure.KindDone}).Draw(rt, "kind"),
				By:   officer(casework.AccountID(rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "who"))),
				At:   noon.Add(time.Duration(n) * time.Hour), Case: "case-1", Basis: erasure.SurvivorAsked, Gate: open(),
			}
			if rapid.Bool().Draw(rt, "held") {
				cmd.Gate = closed()
			}
			was := e.State
			change, _, err := erasure.Accept(e, cmd)
			if err != nil {
				continue
			}
			require.NotContains(rt, []erasure.State{erasure.Erased, erasure.Refused}, was, "what is over stays over")
			if cmd.Kind == erasure.KindApprove {
				openAtApproval = cmd.Gate.Open
			}
			e = e.Take(change)
		}
		if e.State == erasure.Erased || e.State == erasure.Approved {
			require.NotEqual(rt, e.RequestedBy.Account, e.DecidedBy.Account)
			require.True(rt, openAtApproval)
		}
	})
}

// done returns an erasure that was carried out and has requests to a mission and a court.
func done(tb testing.TB) erasure.Erasure {
	tb.Helper()
	ladder := []erasure.EscalationAt{
		{Level: casework.EscalationReminder, At: noon.AddDate(0, 0, 4), Recipient: "mission"}, {Level: casework.EscalationHeadOfDesk, At: noon.AddDate(0, 0, 5), Recipient: "mission-head"},
	}
	return take(tb, take(tb, requested(tb), approval("second")), erasure.Command{Key: "k-done", Kind: erasure.KindDone, By: casework.System(), At: noon, Receivers: []erasure.Deletion{
		{Desk: "court", Agency: "justice", How: []erasure.How{erasure.ByReading}, State: erasure.Deleted}, // any given state is replaced by waiting
		{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}, Escalations: ladder},
	}})
}

func answer(by, agency string, of casework.DeskID, what erasure.Deleting, why erasure.Reason) erasure.Command {
	return erasure.Command{
		Key: casework.Key("k-" + by + string(of) + string(what) + string(why)), Kind: erasure.KindAnswer, At: noon.Add(time.Hour), Desk: of, Answer: what, Reason: why,
		By: casework.Actor{Account: "a", Desk: casework.DeskID(by), Agency: casework.AgencyID(agency), Role: casework.RoleConsul},
	}
}

// The requests to receivers delay nothing, and end when the last receiver has no data left.
func TestReceiversAnswer(t *testing.T) {
	t.Parallel()
	e := done(t)
	require.Equal(t, erasure.Erased, e.State)
	require.False(t, e.Over())
	for _, d := range e.Deletions {
		require.Equal(t, erasure.Waiting, d.State)
		require.Equal(t, noon, d.AskedAt)
	}
	e = take(t, e, answer("court", "justice", "court", erasure.Kept, erasure.OwnHold))
	e = take(t, e, answer("mission", "mfa", "mission", erasure.NotHeld, ""))
	require.False(t, e.Over(), "what is kept may still be deleted one day")
	require.Zero(t, e.NextDue())
	e = take(t, e, answer("registry", "justice", "court", erasure.Deleted, "")) // another desk of the agency
	require.True(t, e.Over())
	require.Equal(t, casework.DeskID("registry"), e.Deletions[0].AnsweredBy.Desk)
	require.Empty(t, e.Deletions[0].Reason)
}

func TestAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	first := done(t)
	deleted := take(t, first, answer("mission", "mfa", "mission", erasure.Deleted, ""))
	for name, c := range map[string]struct {
		e    erasure.Erasure
		cmd  erasure.Command
		code fault.Code
	}{
		"in another's name":              {first, answer("court", "justice", "mission", erasure.Deleted, ""), fault.Denied},
		"kept, in another's name":        {first, answer("court", "justice", "mission", erasure.Kept, erasure.OwnHold), fault.Denied},
		"unreachable, of themselves":     {first, answer("mission", "mfa", "mission", erasure.Kept, erasure.Unreachable), fault.Invalid},
		"unreachable, after an answer":   {deleted, answer("dpo", "social", "mission", erasure.Kept, erasure.Unreachable), fault.Decided},
		"twice":                          {deleted, answer("mission", "mfa", "mission", erasure.NotHeld, ""), fault.Decided},
		"taken back":                     {deleted, answer("mission", "mfa", "mission", erasure.Kept, erasure.OwnLaw), fault.Decided},
		"of somebody who was not asked":  {first, answer("shelter", "ngo", "shelter", erasure.Deleted, ""), fault.NotFound},
		"kept without a reason":          {first, answer("mission", "mfa", "mission", erasure.Kept, ""), fault.Invalid},
		"deleted with a reason":          {first, answer("mission", "mfa", "mission", erasure.Deleted, erasure.OwnLaw), fault.Invalid},
		"a reason of their own":          {first, answer("mission", "mfa", "mission", erasure.Kept, "we like it"), fault.Invalid},
		"that it waits":                  {first, answer("mission", "mfa", "mission", erasure.Waiting, ""), fault.Invalid},
		"before anything was asked":      {requested(t), answer("mission", "mfa", "mission", erasure.Deleted, ""), fault.Conflict},
		"of a request that never was":    {erasure.Erasure{Ref: "e-9"}, answer("mission", "mfa", "mission", erasure.Deleted, ""), fault.NotFound},
		"by the system, of time to come": {requested(t), erasure.Command{Key: "k-tick", Kind: erasure.KindTick, At: noon}, fault.Conflict},
	} {
		_, _, err := erasure.Accept(c.e, c.cmd)
		require.Equal(t, c.code, fault.CodeOf(err), "%s: %v", name, err)
	}
}

// Reminders go to the desk, then to the desks above it and to the office that approved, each only once.
func TestReceiversAreReminded(t *testing.T) {
	t.Parallel()
	e := done(t)
	tick := func(days int) []casework.Notice {
		change, _, err := erasure.Accept(e, erasure.Command{Key: casework.Key("k-tick" + time.Duration(days).String()), Kind: erasure.KindTick, By: casework.System(), At: noon.AddDate(0, 0, days)})
		require.NoError(t, err)
		e = e.Take(change)
		return change.Notices
	}
	require.Equal(t, noon.AddDate(0, 0, 4), e.NextDue())
	require.Empty(t, tick(3))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeEscalation, Desk: "mission", Level: casework.EscalationReminder, Task: "delete/mission#1"}}, tick(4))
	late := tick(9)
	require.Len(t, late, 2)
	require.Equal(t, casework.DeskID("mission-head"), late[0].Desk)
	require.Equal(t, casework.DeskID("tha-data-protection"), late[1].Desk)
	require.Empty(t, tick(30))
	require.Zero(t, e.NextDue())
	require.False(t, e.Over(), "it waits on, without a word")
	e = take(t, e, answer("dpo", "social", "mission", erasure.Kept, erasure.Unreachable))
	e = take(t, e, answer("mission", "mfa", "mission", erasure.Deleted, "")) // and then the mission answers
	require.Equal(t, erasure.Deleted, e.Deletions[1].State)
}

func TestBeyondNamesTheReceivers(t *testing.T) {
	t.Parallel()
	c := casework.Case{
		Undo: []casework.UndoEntry{
			{Kind: casework.UndoVerification, Desk: "mission", State: casework.UndoArmed},
			{Kind: casework.UndoHandover, Desk: "receiving", State: casework.UndoDone},
			{Kind: casework.UndoSeat, Desk: "transport", State: casework.UndoArmed},
		},
		Access:     []casework.Grant{{Desk: "clinic"}},
		BreakGlass: []casework.BreakGlass{{By: casework.Actor{Desk: "coordinator"}}},
	}
	asked := []casework.DeskID{"screener", "receiving", "own", ""}
	require.Equal(t, []casework.DeskID{"clinic", "coordinator", "mission", "screener"},
		erasure.Beyond(c, asked, func(desk casework.DeskID) bool { return desk == "own" }), "receiving has deleted it already")
	require.Equal(t, []casework.DeskID{}, erasure.Beyond(casework.Case{}, nil, func(casework.DeskID) bool { return false }))
}

// The refusal of a step of an approved erasure is stored with it until the step succeeds or the erasure
// must be approved again; the desk that approved is notified.
func TestAnErasureThatIsStuckSaysSo(t *testing.T) {
	t.Parallel()
	e := take(t, requested(t), approval("second"))
	for name, cmd := range map[string]erasure.Command{
		"no step":         {Key: "k", Kind: erasure.KindStuck, Code: fault.Conflict},
		"an unknown step": {Key: "k", Kind: erasure.KindStuck, Code: fault.Conflict, Step: "dance"},
		"no code":         {Key: "k", Kind: erasure.KindStuck, Step: erasure.StepKey},
	} {
		_, _, err := erasure.Accept(e, cmd)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), name)
	}
	stuck := erasure.Command{Key: "k-stuck", Kind: erasure.KindStuck, By: casework.System(), At: noon, Step: erasure.StepStrip, Code: fault.Conflict}
	_, _, err := erasure.Accept(erasure.Erasure{Ref: "e", Seq: 1, State: erasure.Requested}, stuck)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	change, answer, err := erasure.Accept(e, stuck)
	require.NoError(t, err)
	require.Equal(t, erasure.Approved, answer.State)
	require.Equal(t, &erasure.Stuck{Step: erasure.StepStrip, Code: fault.Conflict, Since: noon}, change.Next.Stuck)
	require.Equal(t, []casework.Notice{{Kind: erasure.NoticeStuck, Desk: e.DecidedBy.Desk}}, change.Notices)
	e = e.Take(change)
	for _, kind := range []erasure.Kind{erasure.KindHalt, erasure.KindDone} {
		change, _, err := erasure.Accept(e, erasure.Command{Key: "k", Kind: kind, By: casework.System(), At: noon})
		require.NoError(t, err)
		require.Nil(t, change.Next.Stuck, kind)
	}
}

// waited is an approval after the look of this release.
func waited(by casework.AccountID) erasure.Command {
	cmd := approval(by)
	cmd.StopWithin, cmd.Team = 24*time.Hour, []casework.DeskID{"tha-supervisor", "tha-caseworker"}
	return cmd
}

// Two persons of one agency are one voice: the second is of another.
func TestTheSecondPersonIsOfAnotherAgency(t *testing.T) {
	t.Parallel()
	e := requested(t)
	cmd := waited("second")
	cmd.By.Agency = e.RequestedBy.Agency
	_, _, err := erasure.Accept(e, cmd)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	require.Equal(t, fault.Denied, fault.CodeOf(e.CheckNew(cmd)))
	require.NoError(t, e.CheckNew(waited("second")))
	require.Equal(t, erasure.Approved, take(t, e, waited("second")).State)
}

func TestAnApprovedErasureCanBeStopped(t *testing.T) {
	t.Parallel()
	e := take(t, requested(t), waited("second"))
	require.Equal(t, noon.Add(24*time.Hour), *e.StopUntil)
	require.Equal(t, *e.StopUntil, e.NextDue())
	require.False(t, e.Ready())
	for _, kind := range []erasure.Kind{erasure.KindDone, erasure.KindHalt} {
		_, _, err := erasure.Accept(e, erasure.Command{Key: "k-own", Kind: kind, By: casework.System(), At: noon})
		require.Equal(t, fault.Conflict, fault.CodeOf(err), kind)
	}
	stop := erasure.Command{Key: "k-stop", Kind: erasure.KindRefuse, At: noon, By: casework.Actor{Account: "x", Desk: "mmr-mission", Role: casework.RoleConsul}}
	_, _, err := erasure.Accept(e, stop)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	for _, by := range []casework.Actor{
		{Account: "x", Desk: "tha-caseworker", Role: casework.RoleCaseworker},
		{Account: "y", Desk: "tha-supervisor", Role: casework.RoleSupervisor},
		{Account: "z", Desk: "tha-data-protection", Role: casework.RoleDPO},
		e.RequestedBy,
	} {
		stop.By = by
		require.Equal(t, erasure.Refused, take(t, e, stop).State)
	}
	over := take(t, e, erasure.Command{Key: "k-tick", Kind: erasure.KindTick, By: casework.System(), At: *e.StopUntil})
	require.True(t, over.Ready())
	require.Zero(t, over.NextDue())
	_, _, err = erasure.Accept(over, stop)
	require.Equal(t, fault.Decided, fault.CodeOf(err))
}

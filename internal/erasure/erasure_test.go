package erasure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func officer(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-data-protection", Agency: "tha-social", Role: casework.RoleDPO}
}

func open() *casework.Status { return &casework.Status{Gate: "G23", Open: true} }

func closed() *casework.Status {
	return &casework.Status{Gate: "G23", Unmet: []casework.Unmet{{Condition: casework.CondNoHold}}}
}

// requested is an erasure that waits for its second person.
func requested(tb testing.TB) erasure.Erasure {
	tb.Helper()
	return take(tb, erasure.Erasure{Ref: "e-1"}, erasure.Command{
		Key: "k-request", Kind: erasure.KindRequest, By: officer("first"), At: noon, Case: "case-1", Basis: erasure.SurvivorAsked, Gate: open(),
	})
}

func take(tb testing.TB, e erasure.Erasure, cmd erasure.Command) erasure.Erasure {
	tb.Helper()
	change, err := e.Accept(cmd)
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
	_, err := e.Accept(approval("first"))
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
			_, err := c.of.Accept(c.cmd)
			require.Equal(t, c.code, fault.CodeOf(err))
		})
	}
}

// A hold that is set after the approval brings the request back to where a second person looks.
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
	_, err := e.Accept(approval("second"))
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
}

// Whatever is sent in whatever order: nothing is ever erased that two accounts have not agreed
// on while the gate was open, and what is erased stays so.
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
			change, err := e.Accept(cmd)
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

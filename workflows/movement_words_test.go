package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestARefusalComesBackWithTheClosedGates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		refused string
		of      movement.Kind
		state   movement.State
		said    []string
		family  []string
	}{
		"a seat":   {"a hold", movement.KindHold, movement.Off, []string{"hold"}, []string{"hold", "release"}},
		"a ticket": {"a ticket", movement.KindTicket, movement.Held, []string{"hold", "ticket", "release"}, []string{"hold", "ticket", "release"}},
		"the manifest": {
			"a lock", movement.KindLock, movement.Off,
			[]string{"hold", "ticket", "lock", "release"},
			[]string{"hold", "ticket", "lock", "unlock", "release"},
		},
		"boarding": {
			"a board boarded", movement.KindBoard, movement.OnManifest,
			[]string{"hold", "ticket", "lock", "board boarded", "unlock", "release"},
			[]string{"hold", "ticket", "lock", "board boarded", "unlock", "release"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			company := newCompany()
			company.refuse[c.refused] = closed("G12", "G19")
			e := newMovementEnv(t, company)
			e.boards(families([]casework.Ref{"a", "b"}, []casework.Ref{"c"}), "a", "b", "c")
			e.cancel(6 * hour)
			require.NoError(t, e.run(t, planning(9)))
			var r *reply
			for i, kind := range []movement.Kind{movement.KindHold, movement.KindTicket, movement.KindLock, movement.KindBoard} {
				if kind == c.of {
					r = e.replies[i]
				}
			}
			require.NoError(t, r.err)
			why := movement.WhyRefused
			require.Equal(t, movement.Line{Case: "a", State: c.state, Why: why, Refused: fault.GateClosed, Gates: []casework.GateID{"G12", "G19"}}, r.line("a"))
			require.Empty(t, r.line("c").Refused)
			require.Equal(t, c.said, company.sayings("a"))
			require.Equal(t, c.family, company.sayings("b"))
			require.True(t, slices.ContainsFunc(company.record(), func(change movement.Change) bool {
				return slices.ContainsFunc(change.Entries, func(entry movement.Entry) bool {
					return entry.Code == movement.EntryRefused && entry.Case == "a" && slices.Equal(entry.Gates, []casework.GateID{"G12", "G19"})
				})
			}))
		})
	}
}

func TestAFreedSeatIsProposedToStandby(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.refuse["a hold"] = closed("G12")
	e := newMovementEnv(t, c)
	e.send(30*time.Minute, movement.KindStandby, movement.Command{Blocks: alone("w")})
	hold := e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	fill := e.send(2*hour, movement.KindHold, movement.Command{Key: "k-fill", Blocks: alone("w")})
	e.cancel(3 * hour)
	require.NoError(t, e.run(t, planning(2)))
	require.Equal(t, []casework.Ref{"w"}, hold.answer.Proposed)
	require.Contains(t, c.notices(), movement.NoticeSeatFree)
	require.Equal(t, movement.Held, fill.line("w").State)
	require.Equal(t, []string{"hold", "release"}, c.sayings("w"))
}

func TestACaseThatCannotBeReachedDelaysNoOther(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.away["a"] = 40
	e := newMovementEnv(t, c)
	both := e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	other := e.send(1*hour+10*time.Second, movement.KindHold, movement.Command{Key: "k-other", Blocks: alone("c")})
	busy := e.send(1*hour+20*time.Second, movement.KindTicket, movement.Command{Items: items("", "a")})
	free := e.send(1*hour+20*time.Second, movement.KindTicket, movement.Command{Key: "k-free", Items: items("", "b")})
	e.cancel(10 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.NoError(t, both.err)
	require.Less(t, other.at.Sub(at()), 1*hour+11*time.Second)
	require.Equal(t, fault.Busy, busy.code())
	require.Less(t, free.at.Sub(at()), 1*hour+21*time.Second)
	require.Greater(t, both.at.Sub(at()), 1*hour+10*time.Minute)
	require.Equal(t, []string{"hold", "release"}, c.sayings("a"))
}

func TestWhatACaseTakesBackIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]time.Duration{
		"with a seat": 90 * time.Minute, "with a ticket": 150 * time.Minute, "on the manifest": 210 * time.Minute, "on board": 270 * time.Minute,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany()
			e := newMovementEnv(t, c)
			e.boards(families([]casework.Ref{"a", "b"}, []casework.Ref{"c"}), "c")
			before := map[casework.Ref]int{}
			e.RegisterDelayedCallback(func() { before["a"] = len(c.sayings("a")) }, after)
			takes := func(key casework.Key, what movement.TakeBack, plus time.Duration) *reply {
				return e.send(after+plus, movement.KindTakeBack, movement.Command{Key: key, Case: "a", What: what, By: casework.System()})
			}
			manifest := takes("case/a/undo/3", movement.TakeManifest, time.Minute)
			ticket := takes("case/a/undo/2", movement.TakeTicket, 2*time.Minute)
			seat := takes("case/a/undo/1", movement.TakeSeat, 3*time.Minute)
			again := takes("case/a/undo/1", movement.TakeSeat, 4*time.Minute)
			e.cancel(6 * hour)
			over := takes("case/a/undo/9", movement.TakeSeat, 7*hour)
			require.NoError(t, e.run(t, planning(9)))
			for _, r := range []*reply{manifest, ticket, seat, again, over} {
				require.NoError(t, r.err)
			}
			require.Equal(t, movement.Line{Case: "a", State: movement.Off, Why: movement.WhyWithdrawn}, seat.line("a"))
			require.Equal(t, movement.Line{Case: "b", State: movement.Off, Why: movement.WhyBlock}, seat.line("b"))
			require.True(t, again.answer.Repeated)
			require.Len(t, c.sayings("a"), before["a"], "a case is told nothing of what it has done itself")
			require.Equal(t, "release", c.sayings("b")[len(c.sayings("b"))-1])
			require.Equal(t, movement.Off, over.line("a").State)
		})
	}
}

// A case may be undoing while a message to it is under way, and may wait for the movement before
// it answers: neither may wait for the other for ever.
func TestACaseAndItsMovementNeverWaitForEachOther(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	answered := make(chan struct{})
	undo := &reply{env: e}
	c.onTell = func(ref casework.Ref, cmd casework.Command) {
		if ref == "a" && cmd.Move.Kind == casework.MoveTicket {
			<-answered // the case holds its own lock until the movement has taken its seat back
		}
	}
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	ticket := e.send(2*hour, movement.KindTicket, movement.Command{})
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(movement.KindTakeBack), "", &watched{undo, answered}, movement.Command{
			Key: "case/a/undo/1", Case: "a", What: movement.TakeSeat, By: casework.System(),
		})
	}, 2*hour)
	e.cancel(3 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.NoError(t, undo.err)
	require.Equal(t, movement.Off, ticket.line("a").State)
	require.Equal(t, movement.HasTicket, ticket.line("b").State)
}

// watched closes a channel when its reply has come.
type watched struct {
	*reply

	done chan struct{}
}

func (w *watched) Complete(result any, err error) {
	w.reply.Complete(result, err)
	close(w.done)
}

func TestASlipTellsEveryCaseAndStrikesOffWhoseGatesClose(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.refuse["a slip"] = closed("G13")
	e := newMovementEnv(t, c)
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	e.send(2*hour, movement.KindTicket, movement.Command{})
	e.send(3*hour, movement.KindLock, movement.Command{})
	slip := e.send(4*hour, movement.KindSlip, movement.Command{DepartsAt: outward().Add(2 * day), Cause: casework.CauseBorderClosed})
	relock := e.send(30*hour, movement.KindLock, movement.Command{Key: "k-relock", Items: items("", "a")})
	e.cancel(40 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, movement.Line{Case: "a", State: movement.HasTicket, Why: movement.WhyRefused, Refused: fault.GateClosed, Gates: []casework.GateID{"G13"}}, slip.line("a"))
	require.Equal(t, movement.OnManifest, slip.line("b").State)
	require.Equal(t, 2, slip.answer.Manifest)
	require.Equal(t, movement.OnManifest, relock.line("a").State)
	require.Equal(t, 3, relock.answer.Manifest)
	require.Equal(t, []string{"hold", "ticket", "lock", "slip", "unlock", "lock", "unlock", "release"}, c.sayings("a"))
	require.Equal(t, []string{"hold", "ticket", "lock", "slip", "unlock", "release"}, c.sayings("b"))
}

func TestWhoIsRefusedAtDepartureGetsOff(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.refuse["b depart"] = closed("G20")
	e := newMovementEnv(t, c)
	e.boards(alone("a", "b"), "a", "b")
	depart := e.send(5*hour, movement.KindDepart, movement.Command{})
	gone := e.send(6*hour, movement.KindTakeBack, movement.Command{Case: "a", What: movement.TakeSeat, By: casework.System()})
	arrive := e.send(7*hour, movement.KindArrive, movement.Command{Items: items(casework.Met, "a")})
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, movement.Away, depart.line("a").State)
	require.Equal(t, movement.Line{Case: "b", State: movement.Off, Why: movement.WhyRefused, Refused: fault.GateClosed, Gates: []casework.GateID{"G20"}}, depart.line("b"))
	require.Equal(t, movement.Line{Case: "a", State: movement.Away, Refused: fault.Conflict}, gone.line("a"))
	require.Equal(t, movement.Arrived, arrive.answer.Status)
	require.Equal(t, "release", c.sayings("b")[len(c.sayings("b"))-1])
}

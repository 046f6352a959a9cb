package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/workflows"
)

const hour = time.Hour

// boards sends everything up to the roll call for these blocks, an hour apart.
func (e *movementEnv) boards(blocks []movement.Block, refs ...casework.Ref) {
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: blocks})
	e.send(2*hour, movement.KindTicket, movement.Command{})
	e.send(3*hour, movement.KindLock, movement.Command{})
	e.send(4*hour, movement.KindBoard, movement.Command{Items: items(casework.Boarded, refs...)})
}

func TestAMovementGoesAllTheWay(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	opened := &reply{env: e}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow("open", "", opened, *planning(9).Open) }, 0)
	facts := []casework.Statement{yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)}
	hold := e.send(1*hour, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a", "b"}, []casework.Ref{"c"})})
	ticket := e.send(2*hour, movement.KindTicket, movement.Command{})
	lock := e.send(3*hour, movement.KindLock, movement.Command{})
	board := e.send(4*hour, movement.KindBoard, movement.Command{Items: []movement.Item{
		{Case: "a", Outcome: casework.Boarded, Facts: facts}, {Case: "b", Outcome: casework.Boarded, Facts: facts}, {Case: "c", Outcome: casework.NoShow},
	}})
	depart := e.send(5*hour, movement.KindDepart, movement.Command{})
	arrive := e.send(6*hour, movement.KindArrive, movement.Command{Items: append(items(casework.Met, "a"), items(casework.Hospital, "b")...)})
	late := e.send(7*hour, movement.KindArrive, movement.Command{Key: "k-late", Items: items(casework.Met, "a")})
	require.NoError(t, e.run(t, planning(9)))

	require.NoError(t, opened.err)
	require.Equal(t, movement.Answer{Seq: 1, Status: movement.Planned}, opened.answer)
	require.Equal(t, []movement.Line{{Case: "a", State: movement.Held}, {Case: "b", State: movement.Held}, {Case: "c", State: movement.Held}}, hold.answer.Passengers)
	require.Equal(t, movement.Ticketed, ticket.answer.Status)
	require.Equal(t, 1, lock.answer.Manifest)
	require.Equal(t, movement.Line{Case: "c", State: movement.Off, Why: movement.WhyNoShow}, board.line("c"))
	require.Equal(t, movement.Departed, depart.answer.Status)
	require.Equal(t, movement.Arrived, arrive.answer.Status)
	require.Equal(t, fault.Conflict, late.code())
	require.Equal(t, []string{"hold", "ticket", "lock", "board boarded", "depart", "arrive met"}, c.sayings("a"))
	require.Equal(t, []string{"hold", "ticket", "lock", "board no_show"}, c.sayings("c"))
	require.Equal(t, 30*hour, e.Now().Sub(at()).Truncate(hour)) // it answers for a day after it is over
	changes := c.record()
	require.Len(t, changes, 7)
	require.Equal(t, movement.Arrived, changes[6].Next.Status)
	require.Empty(t, changes[6].Next.Outbox)
	require.Empty(t, changes[6].Next.Settled)
	require.Equal(t, 7, c.writes, "one activity for each change, and none for agreement")
}

func TestAPlanThatIsRefusedIsNoMovement(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil  func(*company, *workflows.TransportInput)
		code   fault.Code
		writes int
	}{
		"by the rules": {func(_ *company, in *workflows.TransportInput) { in.Open.Plan.Seats = 0 }, fault.Invalid, 0},
		"by the record": {func(c *company, _ *workflows.TransportInput) {
			c.never = fault.New(fault.NotFound, "no such operation")
		}, fault.NotFound, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			company := newCompany()
			e := newMovementEnv(t, company)
			in := planning(9)
			c.spoil(company, &in)
			opened := &reply{env: e}
			e.RegisterDelayedCallback(func() { e.UpdateWorkflow("open", "", opened, *in.Open) }, 0)
			hold := e.send(0, movement.KindHold, movement.Command{Blocks: alone("a")})
			require.Error(t, e.run(t, in))
			require.Equal(t, c.code, opened.code())
			require.Error(t, hold.err)
			require.Equal(t, c.writes, company.writes)
		})
	}
}

func TestWhatARuleRefusesLeavesNoTrace(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	early := e.send(1*hour, movement.KindLock, movement.Command{})
	empty := e.send(1*hour, movement.KindHold, movement.Command{})
	e.send(2*hour, movement.KindHold, movement.Command{Key: "k-2", Blocks: alone("a")})
	stranger := e.send(3*hour, movement.KindBoard, movement.Command{By: officer(transportDesk, ""), Items: items(casework.Boarded, "a")})
	reused := e.send(3*hour, movement.KindTicket, movement.Command{Key: "k-2"})
	e.cancel(4 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, fault.Conflict, early.code())
	require.Equal(t, fault.Invalid, empty.code())
	require.Equal(t, fault.Conflict, stranger.code())
	require.Equal(t, fault.KeyReused, reused.code())
	require.Len(t, c.record(), 4)
}

func TestAKeyThatComesAgainGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.refuse["a ticket"] = closed("G12")
	e := newMovementEnv(t, c)
	cmd := movement.Command{Blocks: alone("a", "b")}
	hold := e.send(1*hour, movement.KindHold, cmd)
	twin := e.send(1*hour, movement.KindHold, cmd) // at the same moment
	ticket := e.send(2*hour, movement.KindTicket, movement.Command{})
	again := e.send(3*hour, movement.KindTicket, movement.Command{})
	e.cancel(4 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.False(t, hold.answer.Repeated)
	require.True(t, twin.answer.Repeated)
	require.Equal(t, hold.answer.Passengers, twin.answer.Passengers)
	require.True(t, again.answer.Repeated)
	require.Equal(t, ticket.answer.Passengers, again.answer.Passengers)
	require.Equal(t, []casework.GateID{"G12"}, again.line("a").Gates)
	require.Equal(t, []string{"hold", "ticket", "release"}, c.sayings("b"))
	for key, times := range c.keys {
		require.Equal(t, 1, times, key)
	}
}

func TestARecordThatIsAwayIsWaitedFor(t *testing.T) {
	t.Parallel()
	for name, breakdown := range map[string]func(*company){
		"before it has written":     func(c *company) { c.before = 3 },
		"between commit and answer": func(c *company) { c.after = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany()
			e := newMovementEnv(t, c)
			e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); breakdown(c) }, 30*time.Minute)
			hold := e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
			e.cancel(2 * hour)
			require.NoError(t, e.run(t, planning(9)))
			require.NoError(t, hold.err)
			require.Equal(t, movement.Held, hold.line("a").State)
			require.Len(t, c.record(), 4)
			require.Equal(t, 7, c.writes)
			require.Equal(t, []string{"a hold", "a release"}, c.words())
		})
	}
}

func TestWhatTheRecordRefusesChangesNothing(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.never = fault.New(fault.NotFound, "no such case") }, 30*time.Minute)
	hold := e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.never = nil }, 2*hour)
	e.then(2*hour, func(m movement.Movement) { require.Empty(t, m.Passengers) })
	again := e.send(3*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
	e.cancel(4 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, fault.NotFound, hold.code())
	require.NoError(t, again.err)
	require.Equal(t, []string{"a hold", "a release"}, c.words())
}

func TestCancellingUndoesEverybodyInReverse(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.boards(alone("a", "b"), "a", "b")
	cancel := e.cancel(5 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.True(t, cancel.answer.Waits)
	require.Equal(t, movement.Cancelled, e.agreed.answer.Status)
	require.Equal(t, []movement.Line{
		{Case: "b", State: movement.Off, Why: movement.WhyCancelled}, {Case: "a", State: movement.Off, Why: movement.WhyCancelled},
	}, e.agreed.answer.Passengers)
	for _, ref := range []casework.Ref{"a", "b"} {
		require.Equal(t, []string{"hold", "ticket", "lock", "board boarded", "unlock", "release"}, c.sayings(ref))
	}
	var undone []string
	changes := c.record()
	for _, entry := range changes[len(changes)-1].Entries {
		if entry.Case != "" {
			undone = append(undone, string(entry.Case)+" "+string(entry.Code))
		}
	}
	require.Equal(t, []string{
		"b taken_off_manifest", "b ticket_voided", "b seat_released", "a taken_off_manifest", "a ticket_voided", "a seat_released",
	}, undone)
}

func TestASwapTakesTheLowestNeed(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	blocks := families([]casework.Ref{"kid", "mum"}, []casework.Ref{"x"}, []casework.Ref{"y", "z"})
	blocks[0].Members[0].Need.Child = true
	blocks[1].Members[0].Need.Medical = true
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: blocks})
	swap := e.send(2*hour, movement.KindSwap, movement.Command{Seats: 4})
	bigger := e.send(3*hour, movement.KindSwap, movement.Command{Key: "k-bigger", Seats: 6})
	again := e.send(4*hour, movement.KindHold, movement.Command{Key: "k-again", Blocks: families([]casework.Ref{"y", "z"})})
	e.cancel(5 * hour)
	require.NoError(t, e.run(t, planning(5)))
	require.Equal(t, movement.WhySwapped, swap.line("y").Why)
	require.Equal(t, movement.Standby, swap.line("z").State)
	require.Equal(t, []casework.Ref{"y", "z"}, bigger.answer.Proposed)
	require.Equal(t, movement.Held, again.line("y").State)
	require.Equal(t, []string{"hold", "release", "hold", "release"}, c.sayings("y"))
	require.Equal(t, []string{"hold", "release"}, c.sayings("mum"))
}

package movement_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// checkRecord: every passenger who has changed is in the change, as she is now.
func (w *env) checkRecord(change movement.Change, next movement.Movement) {
	for _, p := range next.Passengers {
		old, known := w.m.Passenger(p.Case)
		at := slices.IndexFunc(change.Passengers, func(q movement.Passenger) bool { return q.Case == p.Case })
		if !known || old != p {
			require.GreaterOrEqual(w, at, 0, "%s changed", p.Case)
		}
		if at >= 0 {
			require.Equal(w, p, change.Passengers[at])
		}
	}
}

// checkSeats is I6: never more sold than there are.
func (w *env) checkSeats() {
	require.GreaterOrEqual(w, w.m.Free(), 0)
	seen := map[casework.Ref]bool{}
	for _, p := range w.m.Passengers {
		require.False(w, seen[p.Case], "everybody is there once, in one state")
		seen[p.Case] = true
		require.Equal(w, p.State.Seated() && p.State != movement.Off, p.Seat > 0)
	}
}

// checkTogether: a block has seats for all or for none, is on the manifest as one, and leaves as one.
func (w *env) checkTogether() {
	type marks struct{ seated, listed, gone bool }
	blocks := map[casework.Ref]marks{}
	for _, p := range w.m.Passengers {
		if p.State == movement.Off {
			continue
		}
		now := marks{p.State.Seated(), p.State.Listed(), p.State == movement.Away || p.State == movement.HasArrived}
		if first, known := blocks[p.Block]; known {
			require.Equal(w, first, now, "block %s is split", p.Block)
		}
		blocks[p.Block] = now
	}
}

// checkBlocks: a passenger who gets off takes her block along, unless two of it must not travel together.
func (w *env) checkBlocks(before movement.Movement, change movement.Change) {
	if slices.ContainsFunc(change.Entries, func(e movement.Entry) bool { return e.Code == movement.EntryBlockSplit }) {
		return
	}
	for _, p := range before.Passengers {
		if now, _ := w.m.Passenger(p.Case); p.State == movement.Off || now.State != movement.Off {
			continue
		}
		for _, q := range before.Passengers {
			now, _ := w.m.Passenger(q.Case)
			if q.Block == p.Block && q.State != movement.Off && now.State != movement.HasArrived {
				require.False(w, now.State.Seated(), "%s is left alone by %s", q.Case, p.Case)
			}
		}
	}
}

func (w *env) checkApart() {
	for _, s := range w.m.Separations {
		a, _ := w.m.Passenger(s.A)
		b, _ := w.m.Passenger(s.B)
		require.False(w, a.State.Seated() && b.State.Seated() && !w.m.Gone(), "%s and %s must be apart", s.A, s.B)
	}
}

// checkDocuments is I5: the manifest names the document of the ticket.
func (w *env) checkDocuments() {
	for _, p := range w.m.Passengers {
		if p.State.Listed() {
			require.Equal(w, p.Document, p.Listed)
		}
	}
}

func (w *env) checkStatus(before movement.Movement) {
	if before.Gone() {
		require.True(w, w.m.Gone(), "there is no way back from a departure")
	}
	if w.m.Status == movement.Cancelled {
		require.Zero(w, w.m.Sold())
	}
	if w.m.Status == movement.Arrived {
		require.NotContains(w, w.statesNow(), movement.Away)
	}
	if !w.m.Gone() {
		require.NotContains(w, w.statesNow(), movement.Away)
		require.NotContains(w, w.statesNow(), movement.HasArrived)
	}
}

func (w *env) statesNow() []movement.State {
	var out []movement.State
	for _, p := range w.m.Passengers {
		out = append(out, p.State)
	}
	return out
}

// checkWords: every word has a key of its own, for ever.
func (w *env) checkWords() {
	seen := map[casework.Key]bool{}
	for _, word := range w.m.Outbox {
		require.False(w, seen[word.Command.Key], "two words have one key")
		seen[word.Command.Key] = true
	}
}

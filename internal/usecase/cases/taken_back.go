package cases

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
)

// TakenBack is what one desk was asked to delete, with one answer. A desk that attested one deletion and is asked
// for another has one for each.
type TakenBack struct {
	Desk    casework.DeskID
	State   casework.UndoState  // UndoOrdered, UndoDone or UndoImpossible
	Kinds   []casework.UndoKind // each once, in the order in which they were received
	Classes []casework.Class    // of the access that ended; only for a caller who may list the access to the case
	Since   time.Time           // when the first of them was asked for
}

// takenBack lists what desks were asked to delete, in the order in which they received it; none for a caller who
// does not see the whole case. It shows the entries that undoEntries shows.
func takenBack(c act.Found) []TakenBack {
	if !c.Seen.Whole() {
		return nil
	}
	var out []TakenBack
	for _, u := range c.State.Undo {
		if !toDelete(u) || !c.Seen.RevealPart(classOfUndo(u), u.Desk) {
			continue
		}
		i := slices.IndexFunc(out, func(t TakenBack) bool { return t.Desk == u.Desk && t.State == u.State })
		if i < 0 {
			i, out = len(out), append(out, TakenBack{Desk: u.Desk, State: u.State, Since: u.Ordered})
		}
		out[i].add(u, c)
	}
	return out
}

// toDelete reports whether a desk was asked to delete what an act had shown to it.
func toDelete(u casework.UndoEntry) bool {
	asked := u.State == casework.UndoOrdered || u.State == casework.UndoDone || u.State == casework.UndoImpossible
	return asked && u.Desk != "" && casework.UndoSpecOf(u.Kind).Method == casework.UndoByAttestation
}

func (t *TakenBack) add(u casework.UndoEntry, c act.Found) {
	if u.Ordered.Before(t.Since) {
		t.Since = u.Ordered
	}
	if !slices.Contains(t.Kinds, u.Kind) {
		t.Kinds = append(t.Kinds, u.Kind)
	}
	if u.Grant < 1 || u.Grant > len(c.State.Access) || !c.Seen.May(policy.ListAccess) {
		return
	}
	for _, class := range c.State.Access[u.Grant-1].Classes {
		if !slices.Contains(t.Classes, class) {
			t.Classes = append(t.Classes, class)
		}
	}
}

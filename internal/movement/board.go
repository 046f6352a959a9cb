package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// board is the roll call: an escort records who has boarded and who has not. If one member of a block
// does not board, none of the block travels: a child is never separated from her guardian at the
// door (field reference 13.41). If a case refuses (G16), its passenger waits at the door again, so
// that a check can be repeated.
func (t *draft) board() error {
	if t.m.Status != Locked && t.m.Status != Boarding {
		return fault.New(fault.Conflict, "the manifest is not locked")
	}
	if !slices.Contains(t.m.Escorts, t.cmd.By.Desk) {
		return fault.New(fault.Denied, "only an escort of this movement calls the roll")
	}
	if len(t.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := t.passengers(t.cmd.Items, in(OnManifest, Aboard), "a passenger named here is not on the manifest")
	if err != nil {
		return err
	}
	if err := t.requireReplies(places); err != nil {
		return err
	}
	said := map[int]Item{}
	for n, i := range places {
		if err := t.checkBoarding(i, t.cmd.Items[n]); err != nil {
			return err
		}
		said[i] = t.cmd.Items[n]
	}
	t.m.Status = Boarding
	for _, i := range places {
		if t.m.Passengers[i].State == Off {
			continue // already off with her block
		}
		members := t.m.members(i)
		if slices.ContainsFunc(members, func(j int) bool { item, ok := said[j]; return ok && item.Outcome != casework.Boarded }) {
			t.turnAway(members, said)
			continue
		}
		t.move(i, Aboard, "")
		t.at(i).Outcome = casework.Boarded
		t.addEntry(EntryBoarded, t.m.Passengers[i].Case, "")
		t.send(i, casework.MoveBoard, casework.Boarded, said[i].Facts)
	}
	return nil
}

// turnAway takes a block off at boarding. The cases of those who did not board get the outcome; the
// cases of the others get the message that their seats are returned.
func (t *draft) turnAway(members []int, said map[int]Item) {
	for _, j := range t.backwards(members) {
		ref, item := t.m.Passengers[j].Case, said[j]
		if item.Outcome == casework.Boarded || item.Outcome == "" {
			t.leave(j, Off, WhyBlock, false)
		} else {
			t.addEntry(EntryNotBoarded, ref, string(item.Outcome))
			t.leave(j, Off, whyNotBoarded(item.Outcome), true)
			t.at(j).Outcome = item.Outcome
			t.send(j, casework.MoveBoard, item.Outcome, item.Facts)
		}
		if !slices.Contains(t.about, ref) {
			t.about = append(t.about, ref)
		}
	}
}

func whyNotBoarded(o casework.Outcome) Why {
	switch o {
	case casework.NoShow:
		return WhyNoShow
	case casework.ChangedMind:
		return WhyChanged
	default:
		return WhyOffloaded
	}
}

func (t *draft) checkBoarding(i int, item Item) error {
	switch item.Outcome {
	case casework.Boarded, casework.NoShow, casework.ChangedMind, casework.Offloaded:
	default:
		return fault.New(fault.Invalid, "boarding ends as boarded, no_show, changed_mind or offloaded")
	}
	if err := checkFacts(item.Facts, casework.FactIdentityMatch, casework.FactAskedAgain); err != nil {
		return err
	}
	if item.Outcome != casework.Boarded {
		return nil
	}
	if t.m.Passengers[i].State == Aboard {
		return fault.New(fault.Conflict, "a passenger named here has boarded already").With(Named{[]casework.Ref{item.Case}})
	}
	for _, s := range item.Facts {
		if s.Name == casework.FactIdentityMatch && s.Value == "no" {
			// With a swapped card the wrong person would travel (field reference 13.46), so no case is asked.
			return fault.New(fault.Conflict, "a passenger whose identity does not match cannot board").With(Named{[]casework.Ref{item.Case}})
		}
	}
	return nil
}

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
func (d *draft) board() error {
	if d.m.Status != Locked && d.m.Status != Boarding {
		return fault.New(fault.Conflict, "the manifest is not locked")
	}
	if !slices.Contains(d.m.Escorts, d.cmd.By.Desk) {
		return fault.New(fault.Denied, "only an escort of this movement calls the roll")
	}
	if len(d.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := d.passengers(d.cmd.Items, in(OnManifest, Aboard), "a passenger named here is not on the manifest")
	if err != nil {
		return err
	}
	if err := d.requireReplies(places); err != nil {
		return err
	}
	said := map[int]Item{}
	for n, i := range places {
		if err := d.checkBoarding(i, d.cmd.Items[n]); err != nil {
			return err
		}
		said[i] = d.cmd.Items[n]
	}
	d.m.Status = Boarding
	for _, i := range places {
		if d.m.Passengers[i].State == Off {
			continue // already off with her block
		}
		members := d.m.members(i)
		if slices.ContainsFunc(members, func(j int) bool { item, ok := said[j]; return ok && item.Outcome != casework.Boarded }) {
			d.turnAway(members, said)
			continue
		}
		d.move(i, Aboard, "")
		d.at(i).Outcome = casework.Boarded
		d.addEntry(EntryBoarded, d.m.Passengers[i].Case, "")
		d.send(i, casework.MoveBoard, casework.Boarded, said[i].Facts)
	}
	return nil
}

// turnAway takes a block off at boarding. The cases of those who did not board get the outcome; the
// cases of the others get the message that their seats are returned.
func (d *draft) turnAway(members []int, said map[int]Item) {
	for _, j := range d.backwards(members) {
		ref, item := d.m.Passengers[j].Case, said[j]
		if item.Outcome == casework.Boarded || item.Outcome == "" {
			d.leave(j, Off, WhyBlock, false)
		} else {
			d.addEntry(EntryNotBoarded, ref, string(item.Outcome))
			d.leave(j, Off, whyNotBoarded(item.Outcome), true)
			d.at(j).Outcome = item.Outcome
			d.send(j, casework.MoveBoard, item.Outcome, item.Facts)
		}
		if !slices.Contains(d.about, ref) {
			d.about = append(d.about, ref)
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

func (d *draft) checkBoarding(i int, item Item) error {
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
	if d.m.Passengers[i].State == Aboard {
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

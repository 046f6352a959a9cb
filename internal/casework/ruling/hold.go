package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func (d *draft) setHold() error {
	h := d.cmd.Hold
	if h == nil || h.ID == "" || h.Kind == "" || !h.ReviewBy.After(d.cmd.At) {
		return fault.New(fault.Invalid, "a hold needs a kind and a review date in the future")
	}
	for _, known := range d.OnHold {
		if known.ID == h.ID {
			return fault.New(fault.Conflict, "this hold is set already")
		}
	}
	hold := casework.Hold{ID: h.ID, Kind: h.Kind, Since: d.cmd.At, ReviewBy: h.ReviewBy.UTC(), By: d.cmd.By}
	d.OnHold = append(d.OnHold, hold)
	d.endWaivers("G20")
	d.unsettle(casework.StepLegalRelease)
	d.change.Holds = append(d.change.Holds, casework.HoldChange{Hold: hold})
	d.addEntry(casework.Entry{Code: casework.EntryHoldSet, Detail: hold.Kind})
	return nil
}

func (d *draft) liftHold() error {
	if d.cmd.Hold == nil {
		return fault.New(fault.Invalid, "name the hold to lift")
	}
	i := slices.IndexFunc(d.OnHold, func(h casework.Hold) bool { return h.ID == d.cmd.Hold.ID })
	if i < 0 {
		return fault.New(fault.Conflict, "there is no such hold")
	}
	d.liftOne(i)
	return nil
}

func (d *draft) liftOne(i int) {
	d.change.Holds = append(d.change.Holds, casework.HoldChange{Hold: d.OnHold[i], Lifted: true})
	d.addEntry(casework.Entry{Code: casework.EntryHoldLifted, Detail: d.OnHold[i].Kind})
	d.OnHold = slices.Delete(d.OnHold, i, i+1)
}

// holdReviewed lifts the hold that was reviewed, or keeps it until its new review date.
func (d *draft) holdReviewed(review casework.Step, outcome casework.Outcome) {
	i := slices.IndexFunc(d.OnHold, func(h casework.Hold) bool { return casework.HoldReview(h.ID) == review })
	switch {
	case i < 0:
	case outcome == casework.Lifted:
		d.liftOne(i)
	default:
		d.OnHold[i].ReviewBy = d.cmd.Until.UTC()
		d.change.Holds = append(d.change.Holds, casework.HoldChange{Hold: d.OnHold[i]})
	}
}

func (d *draft) liftHolds() {
	for _, h := range d.OnHold {
		d.change.Holds = append(d.change.Holds, casework.HoldChange{Hold: h, Lifted: true})
		d.addEntry(casework.Entry{Code: casework.EntryHoldLifted, Detail: h.Kind})
	}
	d.OnHold = nil
}

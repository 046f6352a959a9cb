package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// neededNoReasons reports whether a task may be answered without written reasons that its step asks for now:
// earlier editions took "not indicated" without.
func (d *draft) neededNoReasons(t casework.Task) bool {
	return t.Step == casework.StepScreening && !d.Protects()
}

// lookedBefore reports whether an account interviewed her, or took the second look at a screening that found
// nothing. Such an officer does not review what came of it.
func lookedBefore(c *casework.Case, account casework.AccountID) bool {
	return c.Protects() && (slices.Contains(c.Screeners, account) || settledBy(c, casework.StepSecondLook, account))
}

// lookedAgain applies a second look: another interview starts the screening again. "refer" sends the case to
// the panel, and "upheld" to the review, as a negative decision of the panel would.
func (d *draft) lookedAgain(outcome casework.Outcome) {
	if outcome == casework.SecondInterview {
		d.unsettle(casework.StepScreening, casework.StepSecondLook)
	}
}

// referAfterReview sends a case to the panel because the review overturned the second look. The review counts
// for that decision alone, so that a negative decision of the panel is reviewed again.
func (d *draft) referAfterReview() {
	before, ok := d.Settlement(casework.StepSecondLook)
	if !ok || before.Outcome != casework.Upheld {
		return
	}
	d.addEntry(casework.Entry{Code: casework.EntrySuperseded, Step: before.Step, Outcome: before.Outcome})
	before.Outcome, before.At, before.Key = casework.Refer, d.cmd.At, d.cmd.Key
	d.putSettlement(before)
	d.unsettle(casework.StepReview)
}

// screenAgain makes what followed from a superseded interview, or from a superseded second look, be done again.
func (d *draft) screenAgain() {
	d.unsettle(casework.StepSecondLook)
	if _, decided := d.Settlement(casework.StepDetermination); !decided {
		d.unsettle(casework.StepReview)
	}
}

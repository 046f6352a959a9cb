package workflows_test

import (
	"slices"

	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
)

// someCorridor returns the rules of another corridor of the same host: of another state, lane or modality,
// without some steps, and with a duty to notify.
func someCorridor(t *rapid.T) casework.Rules {
	r := everyStep()
	r.Origin = casework.Country(rapid.SampledFrom([]string{"MMR", "MMR", "LAO"}).Draw(t, "origin"))
	if rapid.Bool().Draw(t, "by force") {
		r.Lane, r.Modality, r.HostDuty, r.ScreeningOwed = casework.LaneC, casework.StateFacilitated, true, true
	}
	left := rapid.SliceOfDistinct(rapid.SampledFrom([]casework.Step{
		casework.StepReflection, casework.StepReview, casework.StepPlacement, casework.StepFineWaiver, casework.StepExitPermit,
	}), rapid.ID).Draw(t, "left out")
	r.Steps = slices.DeleteFunc(slices.Clone(r.Steps), func(s casework.Step) bool { return slices.Contains(left, s) })
	return r
}

// stepOf returns the step of an open task, or "" if there is none.
func (p *person) stepOf(task casework.TaskID) casework.Step {
	t, _ := p.c.Task(task)
	return t.Step
}

package sheet

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Kind says which requests are alike: the same step, asked of the same kind of desk, under the same rules
// of one corridor.
type Kind struct {
	Step     casework.Step
	Desk     casework.DeskKind
	Corridor string
	Version  int // of the corridor
}

// Of returns the kind of a request. ok is false if requests of its step are never answered together.
func Of(t casework.Task, corridor string, version int) (kind Kind, ok bool) {
	return Kind{Step: t.Step, Desk: t.Kind, Corridor: corridor, Version: version}, len(Outcomes(t.Step)) > 0
}

// Outcomes lists the answers that may be given to many requests of a step at once; none for a step whose
// requests are answered one by one.
func Outcomes(step casework.Step) []casework.Outcome {
	spec, _ := casework.SpecOf(step)
	return slices.Clone(spec.Alike)
}

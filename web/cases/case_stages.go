package cases

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/view"
)

// stages is the stage bar of a case.
func stages(c cases.View) []view.Stage {
	var out []view.Stage
	for _, stage := range casework.Stages() {
		one := view.Stage{Text: view.Named("stage", stage), State: stageState(stage, c.Stage)}
		out = append(out, one)
	}
	return out
}

func stageState(stage, now casework.Stage) string {
	switch {
	case stage == now:
		return "now"
	case now.After(stage):
		return "past"
	default:
		return "next"
	}
}

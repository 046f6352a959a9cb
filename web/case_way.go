package web

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// way draws how far a case is: the steps of its corridor by stage. A user who sees their own desk's part
// only gets the steps of that part.
func (r reader) way(c usecase.Case, w usecase.Waiting) []view.WayStage {
	var out []view.WayStage
	before := map[casework.Step]view.WayState{}
	for _, stage := range casework.Stages() {
		one := view.WayStage{Text: view.Named("stage", stage), State: stageState(stage, c.Stage)}
		for _, step := range c.Plan {
			spec, known := casework.SpecOf(step)
			if !known || spec.Stage != stage {
				continue
			}
			s, seen := r.wayStep(c, w, step, one.State)
			if s.State == view.WaySkipped && slices.ContainsFunc(spec.Requires, func(first casework.Step) bool { return undecided(before[first]) }) {
				s.State = view.WayAhead
			}
			before[step] = s.State
			if seen || c.Whole && onTheWay(step) {
				one.Steps = append(one.Steps, s)
			}
		}
		if len(one.Steps) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// undecided reports whether a step may still be asked, or is.
func undecided(s view.WayState) bool {
	return s != "" && s != view.WayDone && s != view.WaySkipped
}

// onTheWay reports whether a step is one of the way home, and not one that is asked when it is needed.
func onTheWay(step casework.Step) bool {
	return step != casework.StepInformation && step != casework.StepAttest && step != casework.StepAccessReview
}

// wayStep is one step, and whether anything of it is seen.
func (r reader) wayStep(c usecase.Case, w usecase.Waiting, step casework.Step, stage string) (view.WayStep, bool) {
	out := view.WayStep{Text: stepText(step)}
	if i := slices.IndexFunc(c.Tasks, func(t usecase.Task) bool { return t.Step.Base() == step }); i >= 0 {
		out.State, out.Path = view.WayActive, taskPath(c.Ref, c.Tasks[i].ID)
		out.Hints = []view.Text{view.Say("way.at_desk", r.deskName(c.Tasks[i].Desk))}
		return out, true
	}
	if i := slices.IndexFunc(w.Gates, func(g usecase.WaitingGate) bool { return g.Step.Base() == step }); i >= 0 {
		out.State = view.WayBlocked
		for _, m := range r.block(w.Gates[i].Gate).Missing {
			out.Hints = append(out.Hints, view.Say("way.missing", m.Text))
		}
		return out, true
	}
	settled, ok := newest(c.Steps, step)
	if ok && settled.Holds && !repeats(settled) {
		out.State, out.Hints = view.WayDone, r.settledHints(settled)
		if settled.Until != nil {
			out.Until = r.at(*settled.Until)
		}
		return out, true
	}
	switch {
	case slices.Contains(c.Recalled, step):
		out.State, out.Hints = view.WayBlocked, []view.Text{view.Say("case.recalled")}
	case ok && !settled.Holds:
		out.State, out.Hints = view.WayExpired, r.settledHints(settled)
	case stage == "past":
		out.State = view.WaySkipped
	default:
		out.State = view.WayAhead
		if ok {
			out.Hints = r.settledHints(settled)
		}
	}
	return out, ok
}

func (r reader) settledHints(s usecase.SettledStep) []view.Text {
	if s.Withheld {
		return []view.Text{view.Say("way.withheld"), view.Say("way.on", r.at(s.At))}
	}
	return []view.Text{outcomeText(s.Step, s.Outcome), view.Say("way.on", r.at(s.At))}
}

// newest finds how a step was last settled. Of visits it is the last one.
func newest(all []usecase.SettledStep, step casework.Step) (usecase.SettledStep, bool) {
	for _, one := range slices.Backward(all) {
		if one.Step.Base() == step {
			return one, true
		}
	}
	return usecase.SettledStep{}, false
}

// repeats reports whether a step has to be done again after its answer.
func repeats(s usecase.SettledStep) bool {
	spec, _ := casework.SpecOf(s.Step)
	return !s.Withheld && spec.Repeats(s.Outcome)
}

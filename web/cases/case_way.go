package cases

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// way draws how far a case is: the steps of its corridor by stage. A user who sees their own desk's part
// only gets the steps of that part.
func (r reader) way(c cases.View, w cases.Waiting) []view.WayStage {
	var out []view.WayStage
	for _, stage := range casework.Stages() {
		one := view.WayStage{Text: view.Named("stage", stage), State: stageState(stage, c.Stage)}
		for _, step := range c.Plan {
			spec, known := casework.SpecOf(step)
			if !known || spec.Stage != stage {
				continue
			}
			if s, seen := r.wayStep(c, w, step); (seen || c.Whole) && (onTheWay(step) || s.State == view.WayActive) {
				one.Steps = append(one.Steps, s)
			}
		}
		if len(one.Steps) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// onTheWay reports whether a step is one of the way home, and not one that is asked when it is needed.
func onTheWay(step casework.Step) bool {
	return step != casework.StepInformation && step != casework.StepAttest && step != casework.StepAccessReview
}

// over reports whether the time of a step is over: after the arrival nothing is asked that leads to it.
func over(c cases.View, step casework.Step) bool {
	spec, _ := casework.SpecOf(step)
	home := c.Stage == casework.StageReintegration || c.Stage == casework.StageClosed
	return c.Stage == casework.StageClosed || home && spec.Stage != casework.StageReintegration
}

// onlyIfNeeded reports whether a step is asked in some cases only: of a child, after a dispute, while an
// authority holds the person.
func onlyIfNeeded(step casework.Step) bool {
	switch step {
	case casework.StepAgeAssessment, casework.StepReview, casework.StepReflection, casework.StepGuardian, casework.StepBestInterests,
		casework.StepNationalityDispute, casework.StepStatelessness, casework.StepFineWaiver, casework.StepLegalRelease,
		casework.StepFamilyAssessment, casework.StepScreeningAtOrigin:
		return true
	default:
		return false
	}
}

// wayStep is one step, and whether anything of it is seen.
func (r reader) wayStep(c cases.View, w cases.Waiting, step casework.Step) (view.WayStep, bool) {
	out := view.WayStep{Text: say.StepText(step)}
	if i := slices.IndexFunc(c.Tasks, func(t visible.Task) bool { return t.Step.Base() == step }); i >= 0 {
		out.State, out.Path = view.WayActive, say.TaskPath(c.Ref, c.Tasks[i].ID)
		out.Hints = []view.Text{view.Say("way.at_desk", r.DeskName(c.Tasks[i].Desk))}
		return out, true
	}
	if i := slices.IndexFunc(w.Gates, func(g cases.WaitingGate) bool {
		return slices.ContainsFunc(g.Steps, func(s casework.Step) bool { return s.Base() == step })
	}); i >= 0 {
		out.State, out.Path = view.WayBlocked, "#"+say.BlockedAt(w.Gates[i].Gate.ID)
		if unmet := len(w.Gates[i].Gate.Unmet); unmet > 0 {
			out.Hints = []view.Text{view.Count("way.conditions", unmet)}
		}
		return out, true
	}
	settled, ok := newest(c.Steps, step)
	if ok && settled.Holds && !repeats(settled) {
		out.State, out.Hints = view.WayDone, r.settledHints(settled)
		if settled.Until != nil {
			out.Hints = append(out.Hints, view.Say("way.until", r.Day(*settled.Until)))
		}
		return out, true
	}
	switch {
	case slices.Contains(c.Recalled, step):
		out.State, out.Hints = view.WayBlocked, []view.Text{view.Say("case.recalled")}
	case ok && !settled.Holds:
		out.State, out.Hints = view.WayExpired, r.settledHints(settled)
	case over(c, step):
		out.State = view.WaySkipped
	case onlyIfNeeded(step) && !ok:
		out.State = view.WayMaybe
	default:
		out.State = view.WayAhead
		if ok {
			out.Hints = r.settledHints(settled)
		}
	}
	return out, ok
}

// signs lists the states that occur on a way, to explain their signs.
func signs(way []view.WayStage) []view.WayState {
	var out []view.WayState
	for _, state := range view.WayStates() {
		if slices.ContainsFunc(way, func(stage view.WayStage) bool {
			return slices.ContainsFunc(stage.Steps, func(s view.WayStep) bool { return s.State == state })
		}) {
			out = append(out, state)
		}
	}
	return out
}

func (r reader) settledHints(s visible.SettledStep) []view.Text {
	if s.Withheld {
		return []view.Text{view.Say("way.withheld"), view.Say("way.on", r.Day(s.At))}
	}
	out := []view.Text{say.OutcomeText(s.Step, s.Outcome)}
	if s.State != "" && s.Step == casework.StepFearOfReturn {
		out = append(out, view.Say("way.feared", r.Country(s.State)))
	}
	if s.Reason != "" {
		out = append(out, view.Named("reason", s.Reason))
	}
	return append(out, view.Say("way.on", r.Day(s.At)))
}

// newest finds how a step was last settled. Of visits it is the last one.
func newest(all []visible.SettledStep, step casework.Step) (visible.SettledStep, bool) {
	for _, one := range slices.Backward(all) {
		if one.Step.Base() == step {
			return one, true
		}
	}
	return visible.SettledStep{}, false
}

// repeats reports whether a step has to be done again after its answer.
func repeats(s visible.SettledStep) bool {
	spec, _ := casework.SpecOf(s.Step)
	return !s.Withheld && spec.Repeats(s.Outcome)
}

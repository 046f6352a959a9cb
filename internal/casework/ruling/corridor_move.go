package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// changeCorridor moves the case to the rules of another corridor. The move shortens no right that has begun,
// lets no law stand in for a consent that she was to give, and asks for fear of a state that was not asked
// about before.
func (d *draft) changeCorridor() error {
	if d.cmd.Pinned == nil {
		return fault.New(fault.Invalid, "name the corridor that the case moves to")
	}
	if !d.Protects() {
		d.Rules, d.Modality = *d.cmd.Pinned, d.cmd.Pinned.Modality
		d.oweScreening()
		return nil
	}
	before, next := d.Rules, *d.cmd.Pinned
	if why := d.whyNotMoveTo(next); why != nil {
		return why
	}
	next.Steps, next.Desks = slices.Clone(next.Steps), clonedDesks(next.Desks)
	d.keepRights(before, &next)
	if next.Modality.ByForceOfLaw() && !before.Modality.ByForceOfLaw() { // she still has to consent
		next.Modality = before.Modality
	}
	next.HostDuty = next.HostDuty && before.HostDuty
	d.Rules, d.Modality = next, next.Modality
	if next.Origin != before.Origin {
		d.askOtherState()
	}
	d.oweScreening()
	return nil
}

// whyNotMoveTo returns why the case cannot move to a corridor: another host state, or a custodian from whom
// that host accepts no one.
func (d *draft) whyNotMoveTo(next casework.Rules) error {
	if next.Host != d.Rules.Host {
		return fault.New(fault.Invalid, "a case stays with its host state; name a corridor of that state")
	}
	custodian, known := d.Fact(casework.FactCustodian)
	if known && slices.Contains(next.RefusedCustodians, custodian.Value) && next.HasStep(casework.StepCrossing) && !d.Is(casework.StepCrossing, d.cmd.At, casework.Crossed) {
		return fault.New(fault.Conflict, "in this corridor the host state accepts no one from her custodian")
	}
	return nil
}

// keepRights keeps a reflection period that has begun or is owed, and a review that is pending or owed, in a
// corridor that has none. The request stays with its desk, so that its clock goes on.
func (d *draft) keepRights(before casework.Rules, next *casework.Rules) {
	owed := func(step casework.Step, after ...casework.Outcome) bool {
		_, done := d.Settlement(step)
		_, running := d.TaskFor(step)
		return before.HasStep(step) && !done && (running || d.Is(casework.StepDetermination, d.cmd.At, after...))
	}
	keep := func(step casework.Step) {
		if !slices.Contains(next.Steps, step) {
			next.Steps = append(next.Steps, step)
		}
		for i := range d.Tasks {
			if t := d.Tasks[i]; t.Step == step {
				t.Reassigned = true
				d.write(t)
			}
		}
	}
	if owed(casework.StepReflection, casework.Victim) {
		keep(casework.StepReflection)
	}
	if owed(casework.StepReview, casework.NotVictim, casework.Offender) {
		keep(casework.StepReview)
		if next.Desks[casework.DeskReview] == "" {
			next.Desks[casework.DeskReview] = before.Desks[casework.DeskReview]
		}
	}
}

// askOtherState takes back what was sent to the state of the former corridor, and asks her about fear of the
// new one before it learns anything.
func (d *draft) askOtherState() {
	d.Second, d.Proposed, d.WrongState = nil, nil, false
	d.takeBackFromOrigin()
	d.takeBackJourney()
	d.unsettle(casework.StepFearOfReturn, casework.StepRiskAssessment, casework.StepSolution)
}

func (d *draft) oweScreening() {
	if _, known := d.Fact(casework.FactScreeningDebt); d.Rules.ScreeningOwed && !known {
		d.setFact(casework.FactScreeningDebt, "owed")
	}
}

func clonedDesks(in map[casework.DeskKind]casework.DeskID) map[casework.DeskKind]casework.DeskID {
	out := make(map[casework.DeskKind]casework.DeskID, len(in))
	for _, kind := range casework.DeskKinds() {
		if desk := in[kind]; desk != "" {
			out[kind] = desk
		}
	}
	return out
}

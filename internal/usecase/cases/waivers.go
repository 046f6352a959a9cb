package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Waiver is a waiver of a gate that the caller may give now.
type Waiver struct {
	// Gate has the conditions that the waiver would cover, as far as the caller may know them.
	Gate visible.Gate
	// Steps wait at the gate now; none if nothing does.
	Steps []casework.Step
	// GivenBy and Needs are of a waiver of two; see casework.WaiverOpen.
	GivenBy, Needs []casework.Role
}

// ListWaivers lists the waivers that the caller may give in a case now. It changes nothing.
func (s *Cases) ListWaivers(ctx context.Context, ref casework.Ref) ([]Waiver, error) {
	return act.Run(ctx, s.core, policy.WaiveGate, act.OfCase(ref), func(ctx context.Context) ([]Waiver, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		var out []Waiver
		for _, open := range gate.OpenWaivers(&c.State, c.Seen.Actor().Casework(), s.core.Now()) {
			status := gate.Status{Gate: open.Gate, Unmet: open.Conditions}
			one := Waiver{Gate: visible.GateOf(status, c.Seen, s.core.Now()), GivenBy: open.GivenBy, Needs: open.Needs}
			for _, waits := range waitingGates(c, s.core.Now()) {
				if waits.Gate.ID == open.Gate {
					one.Steps = append(one.Steps, waits.Steps...)
				}
			}
			out = append(out, one)
		}
		return out, nil
	})
}

// ListSupersedable lists the settled steps whose decision the caller may declare wrong: those of the
// caller's own desk, or of any desk for the supervisor of the case. A movement's steps are never among them.
func (s *Cases) ListSupersedable(ctx context.Context, ref casework.Ref) ([]visible.SettledStep, error) {
	return act.Run(ctx, s.core, policy.Report, act.OfCase(ref), func(ctx context.Context) ([]visible.SettledStep, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		var out []visible.SettledStep
		for _, settled := range visible.Steps(c.State, c.Seen, s.core.Now()) {
			spec, known := casework.SpecOf(settled.Step)
			subject := policy.OfTask(c.Subject, decider(c.State, settled.Step), s.core.AgencyOf)
			if known && !spec.ByMovement && policy.May(c.Seen.Actor(), policy.ReportOf(casework.EventSuperseded), subject.RelationsOf(c.Seen.Actor())) {
				out = append(out, settled)
			}
		}
		return out, nil
	})
}

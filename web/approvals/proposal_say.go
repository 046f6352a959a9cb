package approvals

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// proposalLead says who answers, and that the case stands still until then.
func (r reader) proposalLead(p proposals.View) view.Text {
	switch {
	case p.MayAnswer && p.Freezes:
		return view.Say("approval.proposal.frozen_lead")
	case p.MayAnswer:
		return view.Say("approval.proposal.at_once")
	case p.Mine:
		return view.Say("approval.proposal.mine", r.DeskName(p.Desk))
	default:
		return view.Say("approval.proposal.others", r.DeskName(p.Desk))
	}
}

// proposalFacts say of which case a proposal is, who made it, why, and what exactly it does.
func (r reader) proposalFacts(p proposals.View) []view.Fact {
	out := []view.Fact{
		{Name: view.Say("case.title"), Plain: string(p.Case), Lang: "en"},
		{Name: view.Say("approval.proposal.by"), Value: view.Say("approval.begun", r.DeskName(p.By.Desk), r.At(p.At))},
	}
	if p.Reasons != "" {
		out = append(out, view.Fact{Name: view.Say("approval.erasure.why"), Plain: p.Reasons})
	}
	if p.Corridor != "" {
		out = append(out, view.Fact{Name: view.Say("approval.proposal.corridor"), Plain: p.Corridor, Lang: "en"})
	}
	out = append(out, r.proposalOrder(p.Order)...)
	if p.To != "" {
		out = append(out, view.Fact{Name: view.Say("approval.proposal.moves"), Value: view.Say("acts.desk", r.DeskName(p.To))})
	}
	if p.Exclusion > 0 {
		out = append(out, view.Fact{Name: view.Say("approval.proposal.exclusion"), Value: view.Say("approval.proposal.exclusion_why", p.Exclusion)})
	}
	return out
}

// proposalOrder says what an order of an authority says, and what it opens until when.
func (r reader) proposalOrder(o *proposals.Order) []view.Fact {
	if o == nil {
		return nil
	}
	var classes []view.Text
	for _, class := range o.Classes {
		classes = append(classes, view.Named("field", class))
	}
	return []view.Fact{
		{Name: view.Say("acts.order.kind"), Value: view.Named("order", o.Kind)},
		{Name: view.Say("acts.order.desk"), Value: view.Say("acts.desk", r.DeskName(o.Desk))},
		{Name: view.Say("acts.order.classes"), Value: view.Say("case.list", classes)},
		{Name: view.Say("acts.order.authority"), Plain: o.Authority},
		{Name: view.Say("acts.order.number"), Plain: o.Number},
		{Name: view.Say("acts.order.date"), Plain: o.Date, Lang: "en"},
		{Name: view.Say("acts.order.until"), At: r.At(o.Until)},
		{Name: view.Say("acts.order.purpose"), Plain: o.Purpose},
	}
}

// proposalPerson says whom a report of a death is about, and what was known of her last.
func (r reader) proposalPerson(p *proposals.Person) []view.Fact {
	if p == nil {
		return nil
	}
	out, _ := r.About(p.Person, nil)
	for _, one := range r.Stated(p.Facts, nil) {
		out = append(out, view.Fact{Name: one.Name, Value: one.Value})
	}
	for _, s := range p.Steps {
		if s.Outcome != "" {
			out = append(out, view.Fact{Name: say.StepText(s.Step), Value: say.OutcomeText(s.Step, s.Outcome)})
		}
	}
	return append(out, r.Trip(p.Trip)...)
}

// proposalEffects say what follows, the groups without a line left out.
func (r reader) proposalEffects(p proposals.Preview) []view.Effect {
	more, less := r.seesOther(p.Desks)
	group := func(key string, lines []view.Text) view.Effect {
		return view.Effect{Title: view.Say("approval.proposal." + key), Lines: lines}
	}
	return say.Effects(
		group("changes", changesOf(p)), group("recalls", r.StepsAt(p.Recalls)), group("asks", r.StepsAt(p.Asks)), group("undoes", say.WouldUndo(p.Undoes)),
		group("asked_back", r.desks(p.AskedBack)), group("opens", gates(p.Opened)), group("closes", gates(p.Closed)), group("more", more), group("less", less),
	)
}

// changesOf say how the case changes as a whole.
func changesOf(p proposals.Preview) (out []view.Text) {
	if p.Stage != p.StageAfter {
		out = append(out, view.Say("approval.proposal.from_to", view.Named("stage", p.Stage), view.Named("stage", p.StageAfter)))
	}
	if p.Modality != p.ModalityAfter {
		out = append(out, view.Say("approval.proposal.from_to", view.Named("modality", p.Modality), view.Named("modality", p.ModalityAfter)))
	}
	if p.Withheld {
		out = append(out, view.Say("approval.proposal.elsewhere"))
	}
	return out
}

// seesOther say which desks would see more of her, and which less.
func (r reader) seesOther(desks []proposals.DeskClasses) (more, less []view.Text) {
	line := func(desk casework.DeskID, class policy.Class) view.Text {
		return view.Say("approval.proposal.sees", r.DeskName(desk), view.Named("field", class))
	}
	for _, d := range desks {
		for _, class := range d.More {
			more = append(more, line(d.Desk, class))
		}
		for _, class := range d.Less {
			less = append(less, line(d.Desk, class))
		}
	}
	return more, less
}

func gates(ids []casework.GateID) (out []view.Text) {
	for _, id := range ids {
		out = append(out, view.Named("gate", id))
	}
	return out
}

func (r reader) desks(ids []casework.DeskID) (out []view.Text) {
	for _, desk := range ids {
		out = append(out, view.Say("acts.desk", r.DeskName(desk)))
	}
	return out
}

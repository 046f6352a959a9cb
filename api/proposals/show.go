package proposals

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p ofCase) (wire.Proposals, error) {
	found, err := h.do.ListProposals(ctx, p.Case)
	v := wire.Proposals{Items: []wire.Proposal{}}
	for _, one := range found {
		v.Items = append(v.Items, proposal(one))
	}
	return v, err
}

func (h handlers) show(ctx context.Context, p ofProposal) (wire.ProposalView, error) {
	found, err := h.do.ShowProposal(ctx, p.Case, p.Number)
	v := wire.ProposalView{Proposal: proposal(found.Proposal), Reasons: found.Reasons, Digest: found.Digest}
	if found.Preview != nil {
		v.Preview = preview(*found.Preview)
	}
	if found.Person != nil {
		v.Person = person(*found.Person)
	}
	if one := found.Correction; one != nil {
		v.Correction = wire.ProposalCorrection{Before: encode.Person(one.Before), After: encode.Person(one.After)}
		for _, field := range one.Fields {
			v.Correction.Fields = append(v.Correction.Fields, string(field))
		}
	}
	if o := found.Order; o != nil {
		v.Order = encode.OrderTerms(casework.Order{Kind: o.Kind, Desk: o.Desk, Classes: o.Classes, Until: o.Until}, o.OrderText)
	}
	return v, err
}

func proposal(p proposals.Proposal) wire.Proposal {
	v := wire.Proposal{
		Case: p.Case, Number: p.Number, Action: p.Action, State: p.State, Freezes: p.Freezes, By: encode.Actor(p.By), At: p.At.UTC(),
		Until: encode.Stamp(p.Until), Desk: string(p.Desk), Task: encode.TaskName(p.Task), Due: encode.Stamp(p.Due), DecidedAt: encode.Stamp(p.DecidedAt),
		Corridor: p.Corridor, CorridorVersion: p.Version, Moves: encode.TaskName(p.Moves), To: string(p.To), Exclusion: p.Exclusion,
		Mine: p.Mine, MayAnswer: p.MayAnswer, MayWithdraw: p.MayWithdraw,
	}
	if p.Decided != nil {
		v.DecidedBy = encode.Actor(*p.Decided)
	}
	return v
}

func preview(p proposals.Preview) wire.ProposalPreview {
	v := wire.ProposalPreview{
		Impossible: p.Impossible, Asks: previewTasks(p.Asks), Recalls: previewTasks(p.Recalls), Stage: p.Stage, StageAfter: p.StageAfter,
		Modality: p.Modality, ModalityAfter: p.ModalityAfter, GatesOpened: p.Opened, GatesClosed: p.Closed, Withheld: p.Withheld,
	}
	for _, desk := range p.AskedBack {
		v.AskedBack = append(v.AskedBack, string(desk))
	}
	for _, u := range p.Undoes {
		v.Undoes = append(v.Undoes, encode.PreviewUndo(u))
	}
	for _, d := range p.Desks {
		v.Desks = append(v.Desks, wire.DeskClasses{Desk: string(d.Desk), More: d.More, Less: d.Less})
	}
	return v
}

func previewTasks(tasks []casework.PreviewTask) []wire.PreviewTask {
	var out []wire.PreviewTask
	for _, t := range tasks {
		out = append(out, encode.PreviewTask(t))
	}
	return out
}

func person(p proposals.Person) wire.ProposalPerson {
	v := wire.ProposalPerson{Person: encode.Person(p.Person), Facts: []wire.Fact{}, Steps: []wire.SettledStep{}}
	for _, f := range p.Facts {
		v.Facts = append(v.Facts, encode.Fact(f))
	}
	for _, s := range p.Steps {
		v.Steps = append(v.Steps, encode.Step(s))
	}
	if p.Trip != nil {
		v.Trip = encode.Trip(*p.Trip)
	}
	return v
}

package cases

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// proposed are the acts of a case that wait for a second person: for whom, since when, and that the case stands
// still because of one.
func (r reader) proposed(ctx context.Context, c cases.View) ([]view.ActLine, error) {
	if !slices.Contains(c.May, policy.ListProposals) {
		return nil, nil
	}
	found, err := r.Usecases.ListProposals(ctx, c.Ref)
	if err != nil {
		return nil, err
	}
	var out []view.ActLine
	for _, p := range found {
		if p.State != casework.ProposalWaits {
			continue
		}
		key := "approval.proposal.on_case"
		if p.Freezes {
			key = "approval.proposal.frozen"
		}
		out = append(out, view.ActLine{
			Text: view.Say("approval.proposal.look"), Path: say.ProposalPath(c.Ref, p.Number),
			Hint: view.Say(key, view.Named("proposal", p.Action), r.DeskName(p.Desk), r.At(p.At)),
		})
	}
	return out, nil
}

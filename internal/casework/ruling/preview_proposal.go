package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// PreviewProposal returns the change that a case would make if the second person agreed to a proposal at an
// instant, without making it. It returns fault.NotFound if there is no such proposal, fault.Conflict if it does
// not wait any more, and otherwise the refusal of the command if it is not possible any more.
func PreviewProposal(c casework.Case, id int, now time.Time, procedure Procedure) (casework.Change, error) {
	p, known := c.Proposal(id)
	if !known {
		return casework.Change{}, fault.New(fault.NotFound, "there is no proposal with this number")
	}
	t, open := c.Task(p.Task)
	if p.State != casework.ProposalWaits || !open {
		return casework.Change{}, fault.New(fault.Conflict, "this proposal is answered already")
	}
	by := casework.Actor{Desk: t.Desk} // an officer of the desk that is asked, and not the one who proposed it
	if t.ClaimedBy != nil {
		by = *t.ClaimedBy
	}
	spec, _ := casework.ProposalSpecOf(p.Action)
	if i := slices.IndexFunc(spec.Roles, func(role casework.Role) bool { return spec.MayAnswer(role, p.By.Role) }); i >= 0 {
		by.Role = spec.Roles[i]
	}
	change, _, err := Accept(c, casework.Command{
		Kind: casework.KindDecide, By: by, At: now.UTC(), Task: t.ID, Outcome: casework.Agreed, Ref: p.Digest, Reasoned: true,
	}, procedure)
	return change, err
}

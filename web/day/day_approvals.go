package day

import (
	"context"

	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// mayApprove reports whether a role is ever asked as the second person. It chooses what the page has
// room for; the use-case decides about each act.
func mayApprove(actor policy.Actor) bool {
	return policy.EverAllowed(actor, policy.ApproveList) || policy.EverAllowed(actor, policy.ApproveErasure)
}

// approvals are the acts of other officers that wait for the user, with the number that leads to them.
func (r reader) approvals(ctx context.Context) (view.Approvals, view.Tile) {
	tile := view.Tile{Text: view.Say("queue.approvals"), Path: "#approvals"}
	found, err := r.Usecases.ListApprovals(ctx)
	if err != nil {
		why := say.NotShown(ctx, err, "/day")
		return view.Approvals{Empty: &why}, tile
	}
	out := view.Approvals{More: found.More}
	for _, l := range found.Lists {
		row := view.Approval{What: view.Say("approval.list"), About: view.Count("approval.people", l.Readable), Ref: string(l.Ref)}
		if l.ProposedAt != nil && l.ProposedBy != nil {
			row.By, row.Since = r.DeskName(l.ProposedBy.Desk), r.At(*l.ProposedAt)
			row.Age = r.Ago(r.User.Actor.Desk, *l.ProposedAt)
		}
		out.Rows = append(out.Rows, row)
	}
	for _, e := range found.Erasures {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.erasure"), About: view.Named("erasure_basis", e.Basis), Ref: string(e.Case), Path: say.CasePath(e.Case), By: r.DeskName(e.RequestedBy.Desk),
			Since: r.At(e.RequestedAt), Age: r.Ago(r.User.Actor.Desk, e.RequestedAt),
		})
	}
	if len(out.Rows) == 0 {
		out.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.approvals")}
	}
	tile.Number, tile.More = len(out.Rows), found.More
	return out, tile
}

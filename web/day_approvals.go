package web

import (
	"context"
	"time"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/view"
)

// mayApprove reports whether a role is ever asked as the second person. It chooses what the page has
// room for; the use-case decides about each act.
func mayApprove(actor policy.Actor) bool {
	return policy.EverAllowed(actor, policy.ApproveList) || policy.EverAllowed(actor, policy.ApproveErasure)
}

// approvals are the acts of other officers that wait for the user, with the number that leads to them.
func (p *Pages) approvals(ctx context.Context, user identity.Caller, now time.Time) (view.Approvals, view.Tile) {
	tile := view.Tile{Text: view.Say("queue.approvals"), Path: "#approvals"}
	found, err := p.Usecases.ListApprovals(ctx)
	if err != nil {
		why := p.notShown(ctx, err, "/day")
		return view.Approvals{Empty: &why}, tile
	}
	zone := p.zoneOf(user)
	out := view.Approvals{More: found.More}
	for _, l := range found.Lists {
		row := view.Approval{What: view.Say("approval.list"), About: view.Count("approval.people", l.Readable), Ref: string(l.Ref)}
		if l.ProposedAt != nil && l.ProposedBy != nil {
			row.By, row.Since = p.deskName(l.ProposedBy.Desk), view.Moment{At: *l.ProposedAt, Zone: zone}
			row.Age = view.Say("tasks.age", p.age(user.Actor.Desk, *l.ProposedAt, now))
		}
		out.Rows = append(out.Rows, row)
	}
	for _, e := range found.Erasures {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.erasure"), About: view.Named("erasure_basis", e.Basis), Ref: string(e.Case), Path: casePath(e.Case), By: p.deskName(e.RequestedBy.Desk),
			Since: view.Moment{At: e.RequestedAt, Zone: zone}, Age: view.Say("tasks.age", p.age(user.Actor.Desk, e.RequestedAt, now)),
		})
	}
	if len(out.Rows) == 0 {
		out.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.approvals")}
	}
	tile.Number, tile.More = len(out.Rows), found.More
	return out, tile
}

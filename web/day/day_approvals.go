package day

import (
	"context"

	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// approvals are the acts of other officers that wait for the user, with the number that leads to them.
func (r reader) approvals(ctx context.Context) (view.Approvals, view.Tile) {
	tile := view.Tile{Text: view.Say("queue.approvals"), Path: say.ApprovalsPath}
	found, err := r.Usecases.ListApprovals(ctx)
	if err != nil {
		why := say.NotShown(ctx, err, "/day")
		return view.Approvals{Empty: &why}, tile
	}
	out := r.Approvals(found)
	tile.Number, tile.More = len(out.Rows), found.More
	return out, tile
}

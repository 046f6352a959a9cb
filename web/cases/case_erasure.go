package cases

import (
	"context"
	"slices"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// openErasure returns the note that the erasure of a case is asked for or can still be stopped; nil if there is no
// such request, or if the user is not one who sees it.
func (r reader) openErasure(ctx context.Context, c cases.View) (*view.ActLine, error) {
	if !slices.Contains(c.May, policy.ShowErasure) {
		return nil, nil //nolint:nilnil // it is not shown
	}
	found, err := r.Usecases.OpenErasure(ctx, c.Ref)
	if err != nil || found == nil {
		return nil, err
	}
	out := &view.ActLine{Text: view.Say("approval.erasure.look"), Path: say.ErasurePath(found.Ref), Hint: view.Say("approval.erasure.on_case")}
	if found.Stoppable(r.Now) {
		out.Hint = view.Say("approval.erasure.stoppable", r.At(*found.StopUntil))
	}
	return out, nil
}

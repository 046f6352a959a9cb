package cases

import (
	"context"

	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/view"
)

// former are the earlier versions of who a person is on record, newest first: the values that a correction replaced,
// whose correction it was, since when it holds, and why.
func (r reader) former(ctx context.Context, c cases.View) ([]view.Version, error) {
	if !c.Corrected {
		return nil, nil
	}
	found, err := r.Usecases.ShowIdentity(ctx, c.Ref)
	if err != nil {
		return nil, err
	}
	var out []view.Version
	for _, one := range found.Former {
		was, _ := r.About(one.Person.Only(one.Fields), nil)
		out = append(out, view.Version{Text: view.Say("identity.until", r.DeskName(one.Desk)), At: r.At(one.At), Facts: was, Reasons: one.Words})
	}
	return out, nil
}

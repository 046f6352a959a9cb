package proposals

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Correction is what a correction of her identity would replace, and by which values. Both have the corrected fields
// alone; a field that the caller may not see is absent.
type Correction struct {
	Fields        []casework.IdentityField
	Before, After record.Person
}

// correction returns the old and the new values of a proposed correction, nil for another action. They are for the
// second person, who must have seen both, and for the one who proposed it.
func (s *Proposals) correction(ctx context.Context, c act.Found, p casework.Proposal) (*Correction, error) {
	if p.Action != casework.ProposeIdentity {
		return nil, nil //nolint:nilnil // there is none
	}
	detail, err := s.store.Case(ctx, c.State.Ref)
	if err != nil {
		return nil, act.AsMissing(err)
	}
	after, _, err := s.store.ProposedPerson(ctx, c.State.Ref, p.Key)
	if err != nil {
		return nil, err
	}
	before := record.Person{}
	if detail.Person != nil {
		before = *detail.Person
	}
	fields := p.Command.Fields
	before, after = before.Only(fields), after.Only(fields)
	return &Correction{Fields: fields, Before: visible.Person(&before, c.Seen), After: visible.Person(&after, c.Seen)}, nil
}

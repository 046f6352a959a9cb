package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Identity is her identity on record, with the corrections of it. Fields that the caller may not see are empty.
type Identity struct {
	Case     casework.Ref
	Current  record.Person
	Proposed *ProposedIdentity // nil if no correction waits for a second person
	Former   []FormerIdentity  // newest first
}

// ProposedIdentity is a correction that waits for a second person.
type ProposedIdentity struct {
	Proposal int
	Digest   string
	Fields   []casework.IdentityField
	Person   record.Person // the new values of the fields that it corrects
	Reasons  string
}

// FormerIdentity is what was on record before a correction.
type FormerIdentity struct {
	record.IdentityVersion

	Desk casework.DeskID // that proposed the correction
}

// ShowIdentity shows her identity on record, the correction that waits for a second person beside it, and what was
// on record before each earlier correction.
func (s *Cases) ShowIdentity(ctx context.Context, ref casework.Ref) (Identity, error) {
	return act.Run(ctx, s.core, policy.ShowIdentity, act.OfCase(ref), func(ctx context.Context) (Identity, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return Identity{}, err
		}
		out := Identity{Case: ref, Former: []FormerIdentity{}}
		if c.Detail.Person != nil {
			out.Current = identityFor(c, c.Detail.Person.Identity())
		}
		if out.Proposed, err = s.proposedIdentity(ctx, c); err != nil {
			return Identity{}, err
		}
		versions, err := s.store.IdentityVersions(ctx, ref)
		for _, v := range versions {
			v.Person, v.Words = identityFor(c, v.Person), wordsFor(c, v.Words)
			out.Former = append(out.Former, FormerIdentity{v, v.By.Desk})
		}
		return out, err
	})
}

func (s *Cases) proposedIdentity(ctx context.Context, c act.FoundDetail) (*ProposedIdentity, error) {
	for _, p := range c.State.Proposals {
		if p.Action != casework.ProposeIdentity || p.State != casework.ProposalWaits {
			continue
		}
		person, reasons, err := s.store.ProposedPerson(ctx, c.State.Ref, p.Key)
		return &ProposedIdentity{
			Proposal: p.ID, Digest: p.Digest, Fields: p.Command.Fields, Person: identityFor(c, person), Reasons: wordsFor(c, reasons),
		}, err
	}
	return nil, nil //nolint:nilnil // none waits
}

// identityFor returns the values that the caller sees.
func identityFor(c act.FoundDetail, p record.Person) record.Person { return visible.Person(&p, c.Seen) }

// wordsFor returns written reasons for a caller who sees their class.
func wordsFor(c act.FoundDetail, words string) string {
	if words != "" && c.Seen.Reveal(policy.Narrative) {
		return words
	}
	return ""
}

package cases

import (
	"cmp"
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/twin"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// FindTwins finds cases that may be about a person of whom a case is to be opened, before it is opened, and says which
// fields speak for it. It compares with what the caller may see of the cases that the caller may see, and with nothing
// else: a case that is hidden from the caller does not exist for it. It merges nothing.
func (s *Cases) FindTwins(ctx context.Context, p record.Person, born Birth) (PeopleFound, error) {
	return act.Run(ctx, s.core, policy.SearchCases, act.OnNothing(), func(ctx context.Context) (PeopleFound, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return PeopleFound{}, err
		}
		var err error
		if p.Birth, err = born.read(); err != nil {
			return PeopleFound{}, err
		}
		q := record.PersonQuery{
			Name: cmp.Or(p.Name, p.NativeName), Document: p.DocumentNumber, Phone: p.Phone, Most: maxSearched, Persons: true,
		}
		if years := twin.Years(p.Birth); len(years) > 0 {
			q.BirthYear = years[0]
		}
		hits, err := s.store.FindPeople(ctx, q)
		if err != nil {
			return PeopleFound{}, err
		}
		r.Note(audit.Subject{Kind: audit.OfSearch}, searchedClasses(q)...)
		out := PeopleFound{Rows: []PersonFound{}}
		for _, hit := range hits {
			seen := r.OfCase(hit.Ref, s.core.SubjectOf(ctx, &hit.State))
			by := twinFields(p, hit, seen)
			if len(by) == 0 {
				continue
			}
			if out.More = len(out.Rows) == maxShown; out.More {
				break
			}
			for _, field := range by {
				seen.Reveal(classOfField(field))
			}
			out.Rows = append(out.Rows, PersonFound{visible.Summary(hit.CaseSummary, &hit.State, seen, s.core.Now()), by})
		}
		return out, nil
	})
}

// twinFields returns the fields that speak for a case being about a person, as far as the caller may see them.
func twinFields(p record.Person, hit record.PersonHit, seen request.Visibility) []record.PersonField {
	if hit.Person == nil || hit.Closed || !seen.May(policy.ShowCase) || !seen.Sees(policy.TravelCard) {
		return nil
	}
	other := *hit.Person
	if !seen.Sees(policy.Identity) {
		other.NativeName = ""
	}
	if !seen.Sees(policy.Contact) {
		other.Phone = ""
	}
	var by []record.PersonField
	signs := twin.Between(
		twin.Of(p.Name, p.NativeName, p.Birth, p.DocumentNumber, p.Phone),
		twin.Of(other.Name, other.NativeName, other.Birth, other.DocumentNumber, other.Phone))
	for _, sign := range signs {
		switch sign {
		case twin.SameDocument, twin.AlikeDocument:
			by = append(by, record.FieldDocument)
		case twin.SameName, twin.AlikeName:
			by = append(by, record.FieldName)
		case twin.SameBirth, twin.SameYear:
			by = append(by, record.FieldBirthYear)
		case twin.SamePhone:
			by = append(by, record.FieldPhone)
		}
	}
	return by
}

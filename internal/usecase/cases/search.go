package cases

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// The largest number of cases that a search shows, and of cases that it checks for whether the caller may see them.
const (
	maxShown    = 20
	maxSearched = 200
)

// PeopleFound is the result of a search.
type PeopleFound struct {
	Rows []PersonFound
	More bool // there are more than are shown
}

// PersonFound is a case that was found, and by which fields.
type PersonFound struct {
	Case record.CaseSummary
	By   []record.PersonField
}

// SearchPeople finds cases by sealed data of their persons. It shows the same of a case as a list, and
// only if the caller may see the case and the class of the matching field. So a search shows nothing
// that the case itself would not show.
func (s *Cases) SearchPeople(ctx context.Context, q record.PersonQuery) (PeopleFound, error) {
	return act.Run(ctx, s.core, policy.SearchCases, act.OnNothing(), func(ctx context.Context) (PeopleFound, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return PeopleFound{}, err
		}
		q.Most = maxSearched
		hits, err := s.store.FindPeople(ctx, q)
		if err != nil {
			return PeopleFound{}, err
		}
		// The search itself is logged even if it finds no case; the words searched for never are.
		r.Note(audit.Subject{Kind: audit.OfSearch}, searchedClasses(q)...)
		out := PeopleFound{Rows: []PersonFound{}}
		shown := s.visibleHits(ctx, hits)
		if out.More = len(shown) > maxShown; out.More {
			shown = shown[:maxShown]
		}
		for _, one := range shown {
			by := make([]record.PersonField, len(one.hit.Found))
			for i, found := range one.hit.Found {
				by[i] = found.Field
				one.seen.Reveal(classOfField(found.Field))
			}
			out.Rows = append(out.Rows, PersonFound{visible.Summary(one.hit.CaseSummary, &one.hit.State, one.seen, s.core.Now()), by})
		}
		return out, nil
	})
}

// seenHit is a case that was found, with the fields that the caller may know of.
type seenHit struct {
	hit  record.PersonHit
	seen request.Visibility
}

// visibleHits keeps the cases that the caller may see, the best match first. A field that the caller may not see counts
// for nothing: neither does it find a case, nor does it move one up.
func (s *Cases) visibleHits(ctx context.Context, hits []record.PersonHit) []seenHit {
	r := request.From(ctx)
	var out []seenHit
	for _, hit := range hits {
		seen := r.OfCase(hit.Ref, s.core.SubjectOf(ctx, &hit.State))
		if hit.Found = foundBy(hit, seen); len(hit.Found) > 0 {
			out = append(out, seenHit{hit, seen})
		}
	}
	slices.SortStableFunc(out, func(a, b seenHit) int { return b.hit.Total() - a.hit.Total() })
	return out
}

// foundBy lists by which fields a case was found that the caller may know of; none if the case is not theirs to see,
// or if nothing is left but a birth year or a nationality, which find no case alone.
func foundBy(hit record.PersonHit, seen request.Visibility) []record.FoundField {
	if !seen.May(policy.ShowCase) {
		return nil
	}
	var by []record.FoundField
	enough := false
	for _, found := range hit.Found {
		if class := classOfField(found.Field); class != "" && seen.Sees(class) {
			by = append(by, found)
			enough = enough || found.Field != record.FieldBirthYear && found.Field != record.FieldNationality
		}
	}
	if !enough {
		return nil
	}
	return by
}

// searchedClasses lists the classes of the fields that were searched by.
func searchedClasses(q record.PersonQuery) []policy.Class {
	var out []policy.Class
	if q.Name != "" || q.Document != "" || q.BirthYear != 0 || q.Nationality != "" {
		out = append(out, policy.TravelCard)
	}
	if q.Phone != "" {
		out = append(out, policy.Contact)
	}
	return out
}

// classOfField returns the class of a field that people are found by, "" for one that is not known.
func classOfField(f record.PersonField) policy.Class {
	switch f {
	case record.FieldName, record.FieldDocument, record.FieldBirthYear, record.FieldNationality:
		return policy.TravelCard
	case record.FieldNativeName:
		return policy.Identity
	case record.FieldPhone:
		return policy.Contact
	default:
		return ""
	}
}

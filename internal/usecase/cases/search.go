package cases

import (
	"context"

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
		for _, hit := range hits {
			seen := r.OfCase(hit.Ref, s.core.SubjectOf(ctx, &hit.State))
			by := foundBy(hit, seen)
			if len(by) == 0 {
				continue
			}
			if len(out.Rows) == maxShown {
				out.More = true
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

// foundBy lists by which fields a case was found that the caller may know of; none if the case is
// not theirs to see.
func foundBy(hit record.PersonHit, seen request.Visibility) []record.PersonField {
	if !seen.May(policy.ShowCase) {
		return nil
	}
	var by []record.PersonField
	for _, field := range hit.Found {
		if class := classOfField(field); class != "" && seen.Sees(class) {
			by = append(by, field)
		}
	}
	return by
}

// searchedClasses lists the classes of the fields that were searched by.
func searchedClasses(q record.PersonQuery) []policy.Class {
	var out []policy.Class
	if q.Name != "" || q.Document != "" {
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
	case record.FieldName, record.FieldDocument:
		return policy.TravelCard
	case record.FieldNativeName:
		return policy.Identity
	case record.FieldPhone:
		return policy.Contact
	default:
		return ""
	}
}

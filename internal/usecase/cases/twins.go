package cases

import (
	"cmp"
	"context"
	"strings"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
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
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return PeopleFound{}, err
		}
		var err error
		if p.Birth, err = born.read(); err != nil {
			return PeopleFound{}, err
		}
		return s.findTwins(ctx, p)
	})
}

func (s *Cases) findTwins(ctx context.Context, p record.Person) (PeopleFound, error) {
	r := request.From(ctx)
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
		by := visible.TwinFields(visible.TwinSigns(p, hit, seen))
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
}

// notTwice returns fault.Conflict with act.AlikeCases if the caller sees open cases that may be about the person of an
// opening, and has not written why a case is opened anyway. A write that was sent before is not checked again:
// its own case would be found.
func (s *Cases) notTwice(ctx context.Context, key string, in Opening) error {
	if strings.TrimSpace(in.Despite) != "" || !policy.EverAllowed(request.From(ctx).Actor, policy.SearchCases) {
		return nil
	}
	own, err := act.OwnKey(ctx, key)
	if err != nil {
		return err
	}
	switch sent, err := s.store.Command(ctx, own); {
	case err == nil && sent.State != record.CommandRefused:
		return nil
	case err != nil && fault.CodeOf(err) != fault.NotFound:
		return err
	}
	found, err := s.findTwins(ctx, in.Person)
	if err != nil || len(found.Rows) == 0 {
		return err
	}
	alike := make(act.AlikeCases, len(found.Rows))
	for i, one := range found.Rows {
		alike[i] = act.AlikeCase{Case: one.Case.Ref, By: one.By}
	}
	return fault.New(fault.Conflict, "an open case may be about this person, see alike; to open another one write why, in despite").With(alike)
}

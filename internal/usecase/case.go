package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// CaseStore reads cases. Errors for cases that do not exist have code fault.NotFound; pages are bounded.
type CaseStore interface {
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	// CaseState is the case as the rules see it, and nothing else of it.
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	// CaseStates returns the states of those of the cases that exist, by reference, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	// CountCases counts the cases of a filter up to limit. The page of the filter does not matter.
	CountCases(ctx context.Context, f record.CaseFilter, limit int) (int, error)
	// FindPeople lists the cases in which something of the query is found.
	FindPeople(ctx context.Context, q record.PersonQuery) ([]record.PersonHit, error)
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
	Consents(ctx context.Context, ref casework.Ref) ([]record.Consent, error)
	Reintegration(ctx context.Context, ref casework.Ref) (record.Reintegration, error)
	// Contact is what a survivor has agreed about contact, and the number in her file.
	Contact(ctx context.Context, ref casework.Ref) (record.Agreed, error)
}

// foundCase is a case as the rules see it, the subject that it is, and what the caller sees of it.
type foundCase struct {
	State   casework.Case
	subject policy.Subject
	seen    request.Visibility
}

// foundDetail is a case with all that the record knows of it.
type foundDetail struct {
	foundCase

	detail record.CaseDetail
}

// caseFor loads the case that a request is about and authorizes the request.
func (s *Service) caseFor(ctx context.Context, ref casework.Ref) (foundCase, error) {
	c, err := s.lookUp(ctx, ref)
	if err != nil {
		return foundCase{}, err
	}
	return c, request.From(ctx).Authorize(policy.ShowCase, c.subject)
}

// detailFor is caseFor with all that the record knows of the case.
func (s *Service) detailFor(ctx context.Context, ref casework.Ref) (foundDetail, error) {
	detail, err := s.Store.Case(ctx, ref)
	if err != nil {
		return foundDetail{}, asMissing(err)
	}
	c := foundDetail{s.found(ctx, detail.State), detail}
	return c, request.From(ctx).Authorize(policy.ShowCase, c.subject)
}

// lookUp loads a case without asking policy.
func (s *Service) lookUp(ctx context.Context, ref casework.Ref) (foundCase, error) {
	state, err := s.Store.CaseState(ctx, ref)
	if err != nil {
		return foundCase{}, asMissing(err)
	}
	return s.found(ctx, state), nil
}

func (s *Service) found(ctx context.Context, state casework.Case) foundCase {
	r := request.From(ctx)
	r.About = state.Ref
	subject := s.subjectOf(ctx, &state)
	return foundCase{state, subject, r.OfCase(state.Ref, subject)}
}

// subjectOf is the subject that a case is to the caller. If the caller names a purpose, grants that
// were given to their agency for other purposes do not count.
func (s *Service) subjectOf(ctx context.Context, c *casework.Case) policy.Subject {
	subject := policy.OfCase(c, s.agencyOf, s.Now())
	if r := request.From(ctx); r.PurposeGiven {
		subject = subject.ForPurpose(r.Purpose)
	}
	return subject
}

// sendToCase sends a command to a case about which policy was asked. A refusal of the
// case is explained as far as the caller sees the case.
func (s *Service) sendToCase(ctx context.Context, c foundCase, key string, cmd casework.Command, words record.Words) (Receipt, error) {
	r, err := s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetCase, Ref: c.State.Ref}, name: string(cmd.Kind), args: cmd, words: words,
	})
	return r, explain(err, c.seen, s.Now())
}

// commandCase carries out a use-case that only sends one command to a case.
func (s *Service) commandCase(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd casework.Command, words record.Words) (Receipt, error) {
	return run(ctx, s, action, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		return s.sendToCase(ctx, c, key, cmd, words)
	})
}

package act

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Found is a case as the rules see it, the subject that it is, and what the caller sees of it.
type Found struct {
	State   casework.Case
	Subject policy.Subject
	Seen    request.Visibility
}

// FoundDetail is a case with all that the record knows of it.
type FoundDetail struct {
	Found

	Detail record.CaseDetail
}

// CaseFor loads the case that a request is about and authorizes the request.
func (s *Core) CaseFor(ctx context.Context, ref casework.Ref) (Found, error) {
	c, err := s.LookUp(ctx, ref)
	if err != nil {
		return Found{}, err
	}
	return c, request.From(ctx).Authorize(policy.ShowCase, c.Subject)
}

// DetailFor is CaseFor with all that the record knows of the case.
func (s *Core) DetailFor(ctx context.Context, ref casework.Ref) (FoundDetail, error) {
	detail, err := s.Store.Case(ctx, ref)
	if err != nil {
		return FoundDetail{}, AsMissing(err)
	}
	c := FoundDetail{s.Found(ctx, detail.State), detail}
	return c, request.From(ctx).Authorize(policy.ShowCase, c.Subject)
}

// LookUp loads a case without asking policy.
func (s *Core) LookUp(ctx context.Context, ref casework.Ref) (Found, error) {
	state, err := s.Store.CaseState(ctx, ref)
	if err != nil {
		return Found{}, AsMissing(err)
	}
	return s.Found(ctx, state), nil
}

// Found is a case that was loaded, as the caller sees it. It does not ask policy.
func (s *Core) Found(ctx context.Context, state casework.Case) Found {
	r := request.From(ctx)
	r.About = state.Ref
	r.NoteFile(request.File{
		Ref: state.Ref, Host: state.Rules.Host, Corridor: state.Rules.Corridor, Version: state.Rules.Version,
		Work: reading.Work(&state, r.Actor.Casework(), s.Now()),
	})
	subject := s.SubjectOf(ctx, &state)
	return Found{state, subject, r.OfCase(state.Ref, subject)}
}

// SubjectOf is the subject that a case is to the caller. If the caller names a purpose, grants that
// were given to their agency for other purposes do not count.
func (s *Core) SubjectOf(ctx context.Context, c *casework.Case) policy.Subject {
	subject := policy.OfCase(c, s.AgencyOf, s.Now())
	if r := request.From(ctx); r.PurposeGiven {
		subject = subject.ForPurpose(r.Purpose)
	}
	return subject
}

// SendToCase sends a command to a case about which policy was asked. A refusal of the
// case is explained as far as the caller sees the case.
func (s *Core) SendToCase(ctx context.Context, c Found, key string, cmd casework.Command, words record.Words) (Receipt, error) {
	r, err := s.Send(ctx, ToCase(c.State.Ref, key, cmd, words))
	r.seenBy(c.Seen)
	return r, Explain(err, c.Seen, s.Now())
}

// ToCase is the write that sends a command to a case.
func ToCase(ref casework.Ref, key string, cmd casework.Command, words record.Words) Write {
	return Write{Key: key, Target: record.Target{Kind: record.TargetCase, Ref: ref}, Name: string(cmd.Kind), Args: cmd, Words: words}
}

// CommandCase carries out a use-case that only sends one command to a case.
func (s *Core) CommandCase(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd casework.Command, words record.Words) (Receipt, error) {
	return Run(ctx, s, action, OfCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.CaseFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		return s.SendToCase(ctx, c, key, cmd, words)
	})
}

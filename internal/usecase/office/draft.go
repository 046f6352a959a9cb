package office

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// How long a draft is kept, and how many there may be.
const (
	// DraftLifetime is how long a draft is kept after it was kept last.
	DraftLifetime = 24 * time.Hour
	// LeftLifetime is how long a draft is kept that a session has left which had ended.
	LeftLifetime = time.Hour
	// MaxDrafts is how many drafts an account can have.
	MaxDrafts = 40
	// MaxDraftBytes is how long the fields of a draft can be.
	MaxDraftBytes = 64 << 10
)

// DraftForm names the form of a draft. Its texts hold references only.
type DraftForm struct {
	Path string       // that the form is sent to
	Page string       // the path of the page that it is on
	Case casework.Ref // the case that it is about; "" for none
	Key  string       // the key under which the form is sent; "" if it has none
}

// Draft is a form that the caller typed and did not send.
type Draft struct {
	Form, Page string
	Case       casework.Ref
	Fields     record.Fields // nil in a list of drafts
	MadeAt     time.Time
	KeptAt     time.Time
	ExpiresAt  time.Time
}

func shownDraft(d record.Draft) Draft {
	return Draft{Form: d.Form, Page: d.Page, Case: d.Case, Fields: d.Fields, MadeAt: d.MadeAt, KeptAt: d.KeptAt, ExpiresAt: d.ExpiresAt}
}

// forDrafts authorizes a request about the caller's own drafts and, if ref is not "", about the case.
func (s *Office) forDrafts(ctx context.Context, ref casework.Ref) error {
	r := request.From(ctx)
	if err := r.Authorize(r.Action, policy.Subject{Account: r.Actor.Account}); err != nil || ref == "" {
		return err
	}
	c, err := s.core.LookUp(ctx, ref)
	if err != nil {
		return err
	}
	if s.asked(r, c.Subject) {
		return r.AuthorizeAs(policy.ShowTask, policy.ShowTask, policy.OfTask(c.Subject, r.Actor.Desk, s.core.AgencyOf))
	}
	return r.AuthorizeAs(policy.ShowCase, policy.ShowCase, c.Subject)
}

// mayKnow reports whether the caller may know that something is about a case: they see it, or are asked about it.
func (s *Office) mayKnow(r *request.Request, subject policy.Subject) bool {
	return r.May(policy.ShowCase, subject) || s.asked(r, subject)
}

// asked reports whether the caller's desk was asked a question and has not answered. Its officers may then type
// an answer, without seeing the case.
func (s *Office) asked(r *request.Request, subject policy.Subject) bool {
	return subject.RelationsOf(r.Actor).Has(policy.Questioned) && r.May(policy.ShowTask, policy.OfTask(subject, r.Actor.Desk, s.core.AgencyOf))
}

// noteDraft notes for the audit log that the caller did something with drafts of theirs. It does not
// say which.
func noteDraft(ctx context.Context) {
	r := request.From(ctx)
	r.NoteEvent(r.Event(ofAccount(r.Actor.Account), audit.Allowed))
}

func ofAccount(id casework.AccountID) audit.Subject {
	return audit.Subject{Kind: audit.OfAccount, Ref: string(id)}
}

package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// KeptDraft is until when a draft is kept.
type KeptDraft struct {
	At, Until time.Time
	// Token opens a draft that a session has left which had ended; "" for any other draft. It is
	// returned once and not stored.
	Token string
	// Sent is true if the form was sent before: nothing is kept of it.
	Sent bool
}

// KeepDraft keeps what the caller has typed into a form, valid or not, in place of what was kept of the
// form before. It carries nothing out. It returns fault.TooLarge if the fields are too long, and
// fault.Conflict if the account has too many drafts.
func (s *Office) KeepDraft(ctx context.Context, f DraftForm, fields record.Fields) (KeptDraft, error) {
	return act.Run(ctx, s.core, policy.KeepDraft, act.OnNothing(), func(ctx context.Context) (KeptDraft, error) {
		return s.keepDraft(ctx, f, fields, "", DraftLifetime)
	})
}

// KeepLeftDraft keeps what was typed into a form that was sent after the session had ended. The caller
// is the account of that session. Only this account can open the draft, and only with the token. token
// is one that the browser has got for another form; "" makes one.
func (s *Office) KeepLeftDraft(ctx context.Context, f DraftForm, fields record.Fields, token string) (KeptDraft, error) {
	return act.Run(ctx, s.core, policy.KeepDraft, act.OnNothing(), func(ctx context.Context) (KeptDraft, error) {
		if len(token) != 2*len(rand.Text()) {
			token = rand.Text() + rand.Text()
		}
		return s.keepDraft(ctx, f, fields, token, LeftLifetime)
	})
}

func (s *Office) keepDraft(ctx context.Context, f DraftForm, fields record.Fields, token string, lifetime time.Duration) (KeptDraft, error) {
	if err := s.forDrafts(ctx, f.Case); err != nil {
		return KeptDraft{}, err
	}
	if !strings.HasPrefix(f.Path, "/") || !strings.HasPrefix(f.Page, "/") {
		return KeptDraft{}, fault.New(fault.Invalid, "a draft names the path of its form and of its page")
	}
	if fields.Size() > MaxDraftBytes {
		return KeptDraft{}, fault.New(fault.TooLarge, "the form is too long to be kept")
	}
	if sent, err := s.wasSent(ctx, f.Key); err != nil || sent {
		return KeptDraft{Sent: sent}, err
	}
	now := s.core.Now().UTC()
	d := record.Draft{
		Ref: rand.Text(), Account: request.From(ctx).Actor.Account, Form: f.Path, Page: f.Page, Case: f.Case, Fields: fields,
		TokenHash: hashOfToken(token), KeptAt: now, ExpiresAt: now.Add(lifetime),
	}
	fresh, err := s.store.SaveDraft(ctx, d, MaxDrafts)
	if err != nil {
		return KeptDraft{}, act.AsMissing(err)
	}
	if fresh || token != "" {
		noteDraft(ctx) // and not each time that the page saves it again
	}
	return KeptDraft{At: now, Until: d.ExpiresAt, Token: token}, nil
}

// wasSent reports whether a form was sent under its key.
func (s *Office) wasSent(ctx context.Context, key string) (bool, error) {
	var row record.CommandRow
	own, err := command.KeyFor(request.From(ctx).Actor.Account, key)
	if err == nil {
		row, err = s.store.Command(ctx, own)
	}
	switch {
	case fault.CodeOf(err) == fault.NotFound || own == "": // a key that cannot be one was never used
		return false, nil
	case err != nil:
		return false, err
	default:
		return row.State != record.CommandRefused, nil
	}
}

// hashOfToken returns the stored form of a token; "" for none.
func hashOfToken(token string) string {
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

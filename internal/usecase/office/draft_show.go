package office

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ShowDrafts returns what the caller has typed into the forms of a page and not sent. ref is the case
// that the page is about; "" for none. token is one that KeepLeftDraft returned to the caller's browser,
// "" for none: it opens the draft that it belongs to, if that is the caller's. The draft of a form that
// was sent in the meantime is deleted.
func (s *Office) ShowDrafts(ctx context.Context, page string, ref casework.Ref, token string) ([]Draft, error) {
	return act.Run(ctx, s.core, policy.ShowDrafts, act.OnNothing(), func(ctx context.Context) ([]Draft, error) {
		if err := s.forDrafts(ctx, ref); err != nil {
			return nil, err
		}
		account := request.From(ctx).Actor.Account
		if token != "" {
			if _, err := s.store.ClaimDraft(ctx, account, hashOfToken(token), s.core.Now().Add(DraftLifetime)); err != nil {
				return nil, err
			}
		}
		found, err := s.store.Drafts(ctx, account, page)
		if err != nil {
			return nil, err
		}
		out := []Draft{}
		for _, d := range found {
			sent, err := s.wasSent(ctx, d.Fields.Get("key"))
			switch {
			case err != nil:
				return nil, err
			case sent:
				if _, err := s.store.DeleteDrafts(ctx, account, d.Form); err != nil {
					return nil, err
				}
			case d.Case == ref:
				out = append(out, shownDraft(d))
			}
		}
		if len(out) > 0 {
			noteDraft(ctx)
		}
		return out, nil
	})
}

// ListDrafts lists the caller's drafts, the one that was kept last first, without their content. It
// leaves out those about a case that the caller may not see any more.
func (s *Office) ListDrafts(ctx context.Context) ([]Draft, error) {
	return act.Run(ctx, s.core, policy.ShowDrafts, act.OnNothing(), func(ctx context.Context) ([]Draft, error) {
		if err := s.forDrafts(ctx, ""); err != nil {
			return nil, err
		}
		r := request.From(ctx)
		found, err := s.store.ListDrafts(ctx, r.Actor.Account)
		if err != nil {
			return nil, err
		}
		seen, err := s.store.CaseStates(ctx, casesOf(found))
		if err != nil {
			return nil, err
		}
		out := []Draft{}
		for _, d := range found {
			if c, ok := seen[d.Case]; d.Case == "" || ok && s.mayKnow(r, s.core.SubjectOf(ctx, &c)) {
				out = append(out, shownDraft(d))
			}
		}
		return out, nil
	})
}

func casesOf(drafts []record.Draft) []casework.Ref {
	var out []casework.Ref
	for _, d := range drafts {
		if d.Case != "" {
			out = append(out, d.Case)
		}
	}
	return out
}

// DropDraft discards the draft of a form, or all the caller's drafts for "". It returns how many there were.
func (s *Office) DropDraft(ctx context.Context, form string) (int, error) {
	return act.Run(ctx, s.core, policy.DropDrafts, act.OnNothing(), func(ctx context.Context) (int, error) {
		if err := s.forDrafts(ctx, ""); err != nil {
			return 0, err
		}
		n, err := s.store.DeleteDrafts(ctx, request.From(ctx).Actor.Account, form)
		if err == nil && n > 0 {
			noteDraft(ctx)
		}
		return n, err
	})
}

package usecasetest

import (
	"context"
	"slices"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// KeptDrafts keeps drafts in memory. They do not expire. Its zero value is ready for use, by several
// goroutines at once.
type KeptDrafts struct {
	mu   sync.Mutex
	kept []record.Draft
}

// Kept lists all drafts.
func (d *KeptDrafts) Kept() []record.Draft {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.kept)
}

// SaveDraft stores a draft in place of the one of the same form.
func (d *KeptDrafts) SaveDraft(_ context.Context, one record.Draft, most int) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	one.MadeAt = one.KeptAt
	for i, other := range d.kept {
		if other.Account == one.Account && other.Form == one.Form && other.TokenHash == one.TokenHash {
			one.Ref, one.MadeAt = other.Ref, other.MadeAt
			d.kept[i] = one
			return false, nil
		}
	}
	if len(d.kept) >= most {
		return false, fault.New(fault.Conflict, "the account has as many drafts as it can have")
	}
	d.kept = append(d.kept, one)
	return true, nil
}

// Drafts returns the drafts of a page.
func (d *KeptDrafts) Drafts(_ context.Context, account casework.AccountID, page string) (out []record.Draft, err error) {
	for _, one := range d.Kept() {
		if one.Account == account && one.Page == page && one.TokenHash == "" {
			out = append(out, one)
		}
	}
	return out, nil
}

// ListDrafts returns all drafts of an account, without their content.
func (d *KeptDrafts) ListDrafts(_ context.Context, account casework.AccountID) (out []record.Draft, err error) {
	for _, one := range d.Kept() {
		if one.Account == account && one.TokenHash == "" {
			one.Fields = nil
			out = append(out, one)
		}
	}
	return out, nil
}

// ClaimDraft lets an account have the drafts with a token.
func (d *KeptDrafts) ClaimDraft(_ context.Context, account casework.AccountID, tokenHash string, until time.Time) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	found := false
	for i := range d.kept {
		if one := &d.kept[i]; one.Account == account && one.TokenHash == tokenHash {
			one.TokenHash, one.ExpiresAt, found = "", until, true
		}
	}
	return found, nil
}

// DeleteDrafts deletes the draft of a form, or all of an account.
func (d *KeptDrafts) DeleteDrafts(_ context.Context, account casework.AccountID, form string) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := len(d.kept)
	d.kept = slices.DeleteFunc(d.kept, func(one record.Draft) bool {
		return one.Account == account && (form == "" || one.Form == form && one.TokenHash == "")
	})
	return before - len(d.kept), nil
}

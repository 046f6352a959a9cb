package office_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/usecasetest"
)

// draftsOfOne is a store with one case that keeps drafts, and the commands that were sent.
type draftsOfOne struct {
	usecasetest.OneCase

	drafts []record.Draft
	sent   map[casework.Key]record.CommandState
}

func (s *draftsOfOne) SaveDraft(_ context.Context, d record.Draft, most int) (bool, error) {
	if len(s.drafts) >= most {
		return false, fault.New(fault.Conflict, "too many")
	}
	for i, other := range s.drafts {
		if other.Form == d.Form && d.TokenHash == "" && other.TokenHash == "" {
			s.drafts[i] = d
			return false, nil
		}
	}
	s.drafts = append(s.drafts, d)
	return true, nil
}

func (s *draftsOfOne) Drafts(_ context.Context, account casework.AccountID, page string) (out []record.Draft, err error) {
	for _, d := range s.drafts {
		if d.Account == account && d.Page == page && d.TokenHash == "" {
			out = append(out, d)
		}
	}
	return out, nil
}

func (s *draftsOfOne) ListDrafts(context.Context, casework.AccountID) ([]record.Draft, error) {
	return s.drafts, nil
}

func (s *draftsOfOne) CaseStates(context.Context, []casework.Ref) (map[casework.Ref]casework.Case, error) {
	return map[casework.Ref]casework.Case{s.State.Ref: s.State}, nil
}

func (s *draftsOfOne) CaseState(_ context.Context, ref casework.Ref) (casework.Case, error) {
	if ref != s.State.Ref {
		return casework.Case{}, fault.New(fault.NotFound, "there is no such case")
	}
	return s.State, nil
}

func (s *draftsOfOne) ClaimDraft(_ context.Context, account casework.AccountID, hash string, _ time.Time) (bool, error) {
	for i, d := range s.drafts {
		if d.Account == account && d.TokenHash == hash {
			s.drafts[i].TokenHash = ""
			return true, nil
		}
	}
	return false, nil
}

func (s *draftsOfOne) DeleteDrafts(_ context.Context, account casework.AccountID, form string) (int, error) {
	var left []record.Draft
	for _, d := range s.drafts {
		if d.Account != account || form != "" && d.Form != form {
			left = append(left, d)
		}
	}
	n := len(s.drafts) - len(left)
	s.drafts = left
	return n, nil
}

func (s *draftsOfOne) Command(_ context.Context, key casework.Key) (record.CommandRow, error) {
	if state, ok := s.sent[key]; ok {
		return record.CommandRow{State: state}, nil
	}
	return record.CommandRow{}, fault.New(fault.NotFound, "there is no such command")
}

func ofTask(ref casework.Ref) office.DraftForm {
	return office.DraftForm{Path: "/desk/cases/" + string(ref) + "/tasks/t/decide", Page: "/desk/cases/" + string(ref) + "/tasks/t", Case: ref, Key: "k1"}
}

func TestADraftIsKeptWithoutValidation(t *testing.T) {
	t.Parallel()
	log, store := &usecasetest.Log{}, &draftsOfOne{OneCase: usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, sent: map[casework.Key]record.CommandState{}}
	s, ctx := usecasetest.NewService(t, noon, store, log), usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	form := ofTask("c7m2k9x4pq")
	for range 3 {
		kept, err := s.KeepDraft(ctx, form, record.Fields{"until.day": {"99"}, "words": {"half a sent"}, "key": {"k1"}})
		require.NoError(t, err)
		require.Equal(t, office.KeptDraft{At: noon, Until: noon.Add(24 * time.Hour)}, kept)
	}
	require.Len(t, log.Events(), 1, "the log has that there is a draft, and not each time that it was kept")
	require.Equal(t, audit.Action(policy.KeepDraft), log.Events()[0].Action)
	require.Equal(t, audit.Subject{Kind: audit.OfAccount, Ref: "dev-1"}, log.Events()[0].Subject)

	found, err := s.ShowDrafts(ctx, form.Page, form.Case, "")
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "99", found[0].Fields.Get("until.day"))
	require.Len(t, log.Events(), 2)
	listed, err := s.ListDrafts(ctx)
	require.NoError(t, err)
	require.Len(t, listed, 1)

	n, err := s.DropDraft(ctx, form.Path)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Empty(t, store.drafts)
}

func TestADraftIsRefused(t *testing.T) {
	t.Parallel()
	store := &draftsOfOne{OneCase: usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, sent: map[casework.Key]record.CommandState{}}
	s := usecasetest.NewService(t, noon, store, &usecasetest.Log{})
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	_, err := s.KeepDraft(ctx, ofTask("c7m2k9x4pq"), record.Fields{"words": {strings.Repeat("x", office.MaxDraftBytes)}})
	require.Equal(t, fault.TooLarge, fault.CodeOf(err))
	_, err = s.KeepDraft(ctx, office.DraftForm{Path: "//elsewhere", Page: "nowhere"}, nil)
	require.Equal(t, fault.Invalid, fault.CodeOf(err))

	// A case that the caller may not see, and one that does not exist, are the same.
	stranger := usecasetest.As(t, "khm-caseworker-phnompenh", casework.RoleCaseworker)
	for _, ref := range []casework.Ref{"c7m2k9x4pq", "c0000never"} {
		_, err = s.KeepDraft(stranger, ofTask(ref), record.Fields{})
		require.Equal(t, policy.Missing(), err)
		_, err = s.ShowDrafts(stranger, ofTask(ref).Page, ref, "")
		require.Equal(t, policy.Missing(), err)
	}
	require.Empty(t, store.drafts)
}

// A form that was sent is not kept, and what was kept of it before is discarded.
func TestADraftOfASentFormIsNotKept(t *testing.T) {
	t.Parallel()
	key, err := command.KeyFor("dev-1", "k1")
	require.NoError(t, err)
	store := &draftsOfOne{OneCase: usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, sent: map[casework.Key]record.CommandState{}}
	s, ctx, form := usecasetest.NewService(t, noon, store, &usecasetest.Log{}), usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker), ofTask("c7m2k9x4pq")
	_, err = s.KeepDraft(ctx, form, record.Fields{"key": {"k1"}})
	require.NoError(t, err)
	store.sent[key] = record.CommandSettled
	kept, err := s.KeepDraft(ctx, form, record.Fields{"key": {"k1"}})
	require.NoError(t, err)
	require.True(t, kept.Sent)
	found, err := s.ShowDrafts(ctx, form.Page, form.Case, "")
	require.NoError(t, err)
	require.Empty(t, found)
	require.Empty(t, store.drafts)
	store.sent[key] = record.CommandRefused
	kept, err = s.KeepDraft(ctx, form, record.Fields{"key": {"k1"}})
	require.NoError(t, err)
	require.False(t, kept.Sent, "what was refused can be typed again")
}

// A draft that an ended session has left is opened by its token, for its account.
func TestALeftDraftNeedsItsToken(t *testing.T) {
	t.Parallel()
	log, store := &usecasetest.Log{}, &draftsOfOne{OneCase: usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, sent: map[casework.Key]record.CommandState{}}
	s, ctx, form := usecasetest.NewService(t, noon, store, log), usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker), ofTask("c7m2k9x4pq")
	kept, err := s.KeepLeftDraft(ctx, form, record.Fields{"words": {"left"}}, "")
	require.NoError(t, err)
	require.NotEmpty(t, kept.Token)
	require.Equal(t, noon.Add(time.Hour), kept.Until)
	require.NotContains(t, store.drafts[0].TokenHash, kept.Token)
	for _, wrong := range []string{"", "another"} {
		found, err := s.ShowDrafts(ctx, form.Page, form.Case, wrong)
		require.NoError(t, err)
		require.Empty(t, found)
	}
	found, err := s.ShowDrafts(ctx, form.Page, form.Case, kept.Token)
	require.NoError(t, err)
	require.Equal(t, "left", found[0].Fields.Get("words"))
	for _, e := range log.Events() {
		require.NoError(t, withTime(e).Check())
	}
}

func withTime(e audit.Event) audit.Event {
	e.At = noon
	return e
}

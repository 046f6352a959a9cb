package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

const typed = "Zzyzx typed and not sent"

// drafting is a record with a case and two officers of the desk that it waits for.
func drafting(t *testing.T) (*env, *box) {
	t.Helper()
	sealed := newBox(t)
	w := envWith(t, sealed)
	change, clocks := opened("case-a")
	w.write(t, change, clocks...)
	w.super(t,
		`insert into app.agencies (id, name, country) values ('tha-msdhs', '', 'THA')`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('tha-screener', 'tha-msdhs', 'screener', '', 'THA', '', 'Asia/Bangkok')`,
		`insert into app.accounts (id, desk, agency, roles, active) values ('acc-screener', 'tha-screener', 'tha-msdhs', '{screener}', true), ('acc-other', 'tha-screener', 'tha-msdhs', '{screener}', true)`,
	)
	return w, sealed
}

// mine is a context of the officer who types; theirs is one of a colleague at the same desk.
func mine(t *testing.T) context.Context {
	t.Helper()
	return principal.With(t.Context(), officer(screener(), "THA"))
}

func theirs(t *testing.T) context.Context {
	t.Helper()
	by := screener()
	by.Account = "acc-other"
	return principal.With(t.Context(), officer(by, "THA"))
}

func draftOf(ref, form string, of casework.Ref, at time.Time) record.Draft {
	return record.Draft{
		Ref: ref, Account: "acc-screener", Form: form, Page: "/page", Case: of, Fields: record.Fields{"words": {typed, "2"}},
		KeptAt: at, ExpiresAt: at.Add(24 * time.Hour),
	}
}

func TestADraftIsReadByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	w, sealed := drafting(t)
	for _, d := range []record.Draft{draftOf("d1", "/page/decide", "case-a", day), draftOf("d2", "/page/open", "", day)} {
		fresh, err := w.front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
		require.True(t, fresh)
	}
	w.set(day.Add(time.Minute))
	again := draftOf("d3", "/page/decide", "case-a", day.Add(time.Minute))
	fresh, err := w.front.SaveDraft(mine(t), again, 9)
	require.NoError(t, err)
	require.False(t, fresh, "it is in place of the first one")

	found, err := w.front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, found, 2)
	again.Ref, again.MadeAt = "d1", day
	require.Equal(t, again, found[0])
	require.Equal(t, record.Fields{"words": {typed, "2"}}, found[1].Fields)
	listed, err := w.front.ListDrafts(mine(t), "acc-screener")
	require.NoError(t, err)
	require.Len(t, listed, 2)
	require.Nil(t, listed[0].Fields)

	overseer := principal.Principal{Kind: principal.Officer, Account: "acc-boss", Desk: "tha-supervisor", Agency: "tha-msdhs", Role: casework.RoleSupervisor, Country: "THA"}
	for name, ctx := range map[string]context.Context{
		"a colleague": theirs(t), "a supervisor": principal.With(t.Context(), overseer), "no officer": principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}),
	} {
		for _, account := range []casework.AccountID{"acc-screener", "acc-other", "acc-boss"} {
			found, err := w.front.Drafts(ctx, account, "/page")
			require.NoError(t, err)
			require.Empty(t, found, name)
			listed, err := w.front.ListDrafts(ctx, account)
			require.NoError(t, err)
			require.Empty(t, listed, name)
			n, err := w.front.DeleteDrafts(ctx, account, "")
			require.NoError(t, err)
			require.Zero(t, n, name)
		}
	}
	require.Empty(t, pgtest.NewSearch(typed).Find(pgtest.Dump(t, w.db.SuperuserDSN, "app")), "the operator reads nothing of it")

	// A row that is given to another account, or another form, does not open.
	w.super(t, `update app.drafts set account = 'acc-other' where ref = 'd2'`)
	_, err = w.front.Drafts(theirs(t), "acc-other", "/page")
	require.ErrorIs(t, err, seal.ErrMoved)
	require.Positive(t, sealed.sealed["drafts.body"])

	// In the name of another account nothing is written.
	_, err = w.front.SaveDraft(theirs(t), draftOf("d9", "/page/x", "", day), 9)
	require.ErrorContains(t, err, "sqlstate 42501")
}

func TestADraftExpires(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	_, err := w.front.SaveDraft(mine(t), draftOf("d1", "/page/open", "", day), 9)
	require.NoError(t, err)
	w.set(day.Add(24 * time.Hour))
	found, err := w.front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Empty(t, found)
	require.NoError(t, w.front.SweepIdentity(principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}), day.Add(24*time.Hour), day))
	require.Equal(t, 1, w.count(t, "app.drafts"), "at the moment of its end it is there still")
	w.set(day.Add(25 * time.Hour))
	require.NoError(t, w.front.SweepIdentity(principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}), day.Add(25*time.Hour), day))
	require.Zero(t, w.count(t, "app.drafts"))

	w.super(t, `insert into app.case_keys (subject, wrapped, kek, version, made_at, rotated_at) values ('drafts/2026-03-02', repeat('x', 200)::bytea, 'x', 1, '2026-03-02', '2026-03-02')`)
	for before, keys := range map[time.Time][]seal.Subject{day.AddDate(0, 0, 1): nil, day.AddDate(0, 0, 2): {"drafts/2026-03-02"}} {
		found, err := w.OldKeys(t.Context(), retention.DraftKeys, before, 9)
		require.NoError(t, err)
		require.Equal(t, keys, found, "the key of a day goes when the last draft of the day has expired")
	}
}

func TestAnAccountHasSoManyDrafts(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	for _, form := range []string{"/1", "/2"} {
		_, err := w.front.SaveDraft(mine(t), draftOf("d"+form, form, "", day), 2)
		require.NoError(t, err)
	}
	_, err := w.front.SaveDraft(mine(t), draftOf("d3", "/3", "", day), 2)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	_, err = w.front.SaveDraft(mine(t), draftOf("d4", "/2", "", day), 2)
	require.NoError(t, err, "one that is there can be kept again")
	n, err := w.front.DeleteDrafts(mine(t), "acc-screener", "/2")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	n, err = w.front.DeleteDrafts(mine(t), "acc-screener", "")
	require.NoError(t, err)
	require.Equal(t, 1, n)
}

// A draft that an ended session has left waits for its token, and then is the draft of the form.
func TestALeftDraftWaitsForItsToken(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	hash := func(c string) string { return c + "111111111111111111111111111111111111111111111111111111111111111" }
	older, newer := draftOf("d1", "/page/decide", "case-a", day), draftOf("d2", "/page/decide", "case-a", day.Add(time.Minute))
	newer.TokenHash, newer.ExpiresAt = hash("a"), newer.KeptAt.Add(time.Hour)
	newer.Fields = record.Fields{"words": {"newer"}}
	for _, d := range []record.Draft{older, newer} {
		_, err := w.front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
	}
	listed, err := w.front.ListDrafts(mine(t), "acc-screener")
	require.NoError(t, err)
	require.Len(t, listed, 1)
	for _, wrong := range []struct {
		ctx     context.Context
		account casework.AccountID
		hash    string
	}{{mine(t), "acc-screener", hash("b")}, {theirs(t), "acc-other", hash("a")}, {theirs(t), "acc-screener", hash("a")}} {
		found, err := w.front.ClaimDraft(wrong.ctx, wrong.account, wrong.hash, day.Add(24*time.Hour))
		require.NoError(t, err)
		require.False(t, found)
	}
	found, err := w.front.ClaimDraft(mine(t), "acc-screener", hash("a"), day.Add(48*time.Hour))
	require.NoError(t, err)
	require.True(t, found)
	now, err := w.front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, now, 1)
	require.Equal(t, "newer", now[0].Fields.Get("words"))
	require.Equal(t, newer.KeptAt.Add(24*time.Hour), now[0].ExpiresAt)
	found, err = w.front.ClaimDraft(mine(t), "acc-screener", hash("a"), day.Add(48*time.Hour))
	require.NoError(t, err)
	require.False(t, found, "the token is used once")

	// The hour passes.
	late := draftOf("d3", "/page/ask", "case-a", day)
	late.TokenHash, late.ExpiresAt = hash("c"), day.Add(time.Hour)
	_, err = w.front.SaveDraft(mine(t), late, 9)
	require.NoError(t, err)
	w.set(day.Add(time.Hour))
	found, err = w.front.ClaimDraft(mine(t), "acc-screener", hash("c"), day.Add(48*time.Hour))
	require.NoError(t, err)
	require.False(t, found)
}

// The draft of a form about a case is unreadable and gone once the case is erased.
func TestADraftGoesWithItsCase(t *testing.T) {
	t.Parallel()
	w, sealed := drafting(t)
	for _, d := range []record.Draft{draftOf("d1", "/page/decide", "case-a", day), draftOf("d2", "/page/open", "", day)} {
		_, err := w.front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
	}
	require.NoError(t, sealed.Destroy(t.Context(), "case/case-a"))
	found, err := w.front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "/page/open", found[0].Form)
	require.NoError(t, w.StripCase(t.Context(), "case-a", day))
	require.Equal(t, 1, w.count(t, "app.drafts"))
	require.Equal(t, 1, w.count(t, "app.drafts where case_ref is null"))
}

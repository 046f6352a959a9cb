package officedb_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// drafting is a record with a case and two officers of the desk that it waits for.
func drafting(t *testing.T) (*dbtest.Env, *dbtest.Box) {
	t.Helper()
	sealed := dbtest.NewBox(t)
	w := dbtest.NewWith(t, sealed)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	w.Super(t,
		`insert into app.agencies (id, name, country) values ('tha-msdhs', '', 'THA')`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('tha-screener', 'tha-msdhs', 'screener', '', 'THA', '', 'Asia/Bangkok')`,
		`insert into app.accounts (id, desk, agency, roles, active) values ('acc-screener', 'tha-screener', 'tha-msdhs', '{screener}', true), ('acc-other', 'tha-screener', 'tha-msdhs', '{screener}', true)`,
	)
	return w, sealed
}

// mine is a context of the officer who types; theirs is one of a colleague at the same desk.
func mine(t *testing.T) context.Context {
	t.Helper()
	return principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
}

func theirs(t *testing.T) context.Context {
	t.Helper()
	by := dbtest.Screener()
	by.Account = "acc-other"
	return principal.With(t.Context(), dbtest.Officer(by, "THA"))
}

func TestADraftIsReadByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	w, sealed := drafting(t)
	for _, d := range []record.Draft{dbtest.DraftOf("d1", "/page/decide", "case-a", dbtest.Day), dbtest.DraftOf("d2", "/page/open", "", dbtest.Day)} {
		fresh, err := w.Front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
		require.True(t, fresh)
	}
	w.Set(dbtest.Day.Add(time.Minute))
	again := dbtest.DraftOf("d3", "/page/decide", "case-a", dbtest.Day.Add(time.Minute))
	fresh, err := w.Front.SaveDraft(mine(t), again, 9)
	require.NoError(t, err)
	require.False(t, fresh, "it is in place of the first one")

	found, err := w.Front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, found, 2)
	again.Ref, again.MadeAt = "d1", dbtest.Day
	require.Equal(t, again, found[0])
	require.Equal(t, record.Fields{"words": {dbtest.Typed, "2"}}, found[1].Fields)
	listed, err := w.Front.ListDrafts(mine(t), "acc-screener")
	require.NoError(t, err)
	require.Len(t, listed, 2)
	require.Nil(t, listed[0].Fields)

	overseer := principal.Principal{Kind: principal.Officer, Account: "acc-boss", Desk: "tha-supervisor", Agency: "tha-msdhs", Role: casework.RoleSupervisor, Country: "THA"}
	for name, ctx := range map[string]context.Context{
		"a colleague": theirs(t), "a supervisor": principal.With(t.Context(), overseer), "no officer": principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}),
	} {
		for _, account := range []casework.AccountID{"acc-screener", "acc-other", "acc-boss"} {
			found, err := w.Front.Drafts(ctx, account, "/page")
			require.NoError(t, err)
			require.Empty(t, found, name)
			listed, err := w.Front.ListDrafts(ctx, account)
			require.NoError(t, err)
			require.Empty(t, listed, name)
			n, err := w.Front.DeleteDrafts(ctx, account, "")
			require.NoError(t, err)
			require.Zero(t, n, name)
		}
	}
	require.Empty(t, pgtest.NewSearch(dbtest.Typed).Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app")), "the operator reads nothing of it")

	// A row that is given to another account, or another form, does not open.
	w.Super(t, `update app.drafts set account = 'acc-other' where ref = 'd2'`)
	_, err = w.Front.Drafts(theirs(t), "acc-other", "/page")
	require.ErrorIs(t, err, seal.ErrMoved)
	require.Positive(t, sealed.Sealed["drafts.body"])

	// In the name of another account nothing is written.
	_, err = w.Front.SaveDraft(theirs(t), dbtest.DraftOf("d9", "/page/x", "", dbtest.Day), 9)
	require.ErrorContains(t, err, "sqlstate 42501")
}

func TestADraftExpires(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	_, err := w.Front.SaveDraft(mine(t), dbtest.DraftOf("d1", "/page/open", "", dbtest.Day), 9)
	require.NoError(t, err)
	w.Set(dbtest.Day.Add(24 * time.Hour))
	found, err := w.Front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Empty(t, found)
	require.NoError(t, w.Front.SweepIdentity(principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}), dbtest.Day.Add(24*time.Hour), dbtest.Day))
	require.Equal(t, 1, w.Count(t, "app.drafts"), "at the moment of its end it is there still")
	w.Set(dbtest.Day.Add(25 * time.Hour))
	require.NoError(t, w.Front.SweepIdentity(principal.With(t.Context(), principal.Principal{Kind: principal.SignIn}), dbtest.Day.Add(25*time.Hour), dbtest.Day))
	require.Zero(t, w.Count(t, "app.drafts"))

	w.Super(t, `insert into app.case_keys (subject, wrapped, kek, version, made_at, rotated_at) values ('drafts/2026-03-02', repeat('x', 200)::bytea, 'x', 1, '2026-03-02', '2026-03-02')`)
	for before, keys := range map[time.Time][]seal.Subject{dbtest.Day.AddDate(0, 0, 1): nil, dbtest.Day.AddDate(0, 0, 2): {"drafts/2026-03-02"}} {
		found, err := w.OldKeys(t.Context(), retention.DraftKeys, before, 9)
		require.NoError(t, err)
		require.Equal(t, keys, found, "the key of a day goes when the last draft of the day has expired")
	}
}

func TestAnAccountHasSoManyDrafts(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	for _, form := range []string{"/1", "/2"} {
		_, err := w.Front.SaveDraft(mine(t), dbtest.DraftOf("d"+form, form, "", dbtest.Day), 2)
		require.NoError(t, err)
	}
	_, err := w.Front.SaveDraft(mine(t), dbtest.DraftOf("d3", "/3", "", dbtest.Day), 2)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	_, err = w.Front.SaveDraft(mine(t), dbtest.DraftOf("d4", "/2", "", dbtest.Day), 2)
	require.NoError(t, err, "one that is there can be kept again")
	n, err := w.Front.DeleteDrafts(mine(t), "acc-screener", "/2")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	n, err = w.Front.DeleteDrafts(mine(t), "acc-screener", "")
	require.NoError(t, err)
	require.Equal(t, 1, n)
}

// A draft that an ended session has left waits for its token, and then is the draft of the form.
func TestALeftDraftWaitsForItsToken(t *testing.T) {
	t.Parallel()
	w, _ := drafting(t)
	hash := func(c string) string { return c + "111111111111111111111111111111111111111111111111111111111111111" }
	older, newer := dbtest.DraftOf("d1", "/page/decide", "case-a", dbtest.Day), dbtest.DraftOf("d2", "/page/decide", "case-a", dbtest.Day.Add(time.Minute))
	newer.TokenHash, newer.ExpiresAt = hash("a"), newer.KeptAt.Add(time.Hour)
	newer.Fields = record.Fields{"words": {"newer"}}
	for _, d := range []record.Draft{older, newer} {
		_, err := w.Front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
	}
	listed, err := w.Front.ListDrafts(mine(t), "acc-screener")
	require.NoError(t, err)
	require.Len(t, listed, 1)
	for _, wrong := range []struct {
		ctx     context.Context
		account casework.AccountID
		hash    string
	}{{mine(t), "acc-screener", hash("b")}, {theirs(t), "acc-other", hash("a")}, {theirs(t), "acc-screener", hash("a")}} {
		found, err := w.Front.ClaimDraft(wrong.ctx, wrong.account, wrong.hash, dbtest.Day.Add(24*time.Hour))
		require.NoError(t, err)
		require.False(t, found)
	}
	found, err := w.Front.ClaimDraft(mine(t), "acc-screener", hash("a"), dbtest.Day.Add(48*time.Hour))
	require.NoError(t, err)
	require.True(t, found)
	now, err := w.Front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, now, 1)
	require.Equal(t, "newer", now[0].Fields.Get("words"))
	require.Equal(t, newer.KeptAt.Add(24*time.Hour), now[0].ExpiresAt)
	found, err = w.Front.ClaimDraft(mine(t), "acc-screener", hash("a"), dbtest.Day.Add(48*time.Hour))
	require.NoError(t, err)
	require.False(t, found, "the token is used once")

	// The hour passes.
	late := dbtest.DraftOf("d3", "/page/ask", "case-a", dbtest.Day)
	late.TokenHash, late.ExpiresAt = hash("c"), dbtest.Day.Add(time.Hour)
	_, err = w.Front.SaveDraft(mine(t), late, 9)
	require.NoError(t, err)
	w.Set(dbtest.Day.Add(time.Hour))
	found, err = w.Front.ClaimDraft(mine(t), "acc-screener", hash("c"), dbtest.Day.Add(48*time.Hour))
	require.NoError(t, err)
	require.False(t, found)
}

// The draft of a form about a case is unreadable and gone once the case is erased.
func TestADraftGoesWithItsCase(t *testing.T) {
	t.Parallel()
	w, sealed := drafting(t)
	for _, d := range []record.Draft{dbtest.DraftOf("d1", "/page/decide", "case-a", dbtest.Day), dbtest.DraftOf("d2", "/page/open", "", dbtest.Day)} {
		_, err := w.Front.SaveDraft(mine(t), d, 9)
		require.NoError(t, err)
	}
	require.NoError(t, sealed.Destroy(t.Context(), "case/case-a"))
	found, err := w.Front.Drafts(mine(t), "acc-screener", "/page")
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "/page/open", found[0].Form)
	require.NoError(t, w.StripCase(t.Context(), "case-a", dbtest.Day))
	require.Equal(t, 1, w.Count(t, "app.drafts"))
	require.Equal(t, 1, w.Count(t, "app.drafts where case_ref is null"))
}

package retentiondb_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// grown fills every table that is purged row by row with rows that expired long ago, with rows that expired
// recently, and with rows that have not expired.
func grown(t *testing.T, w *dbtest.Env) {
	t.Helper()
	hash := func(letter string) string { return `repeat('` + letter + `', 64)` }
	account := func(id, active, disabled string) string {
		return `insert into app.accounts (id, desk, agency, roles, active, disabled_at) values ('` + id + `', 'desk-x', 'agency-x', '{registrar}', ` + active + `, ` + disabled + `)`
	}
	session := func(id, letter, ends, ended string) string {
		return `insert into app.sessions (id, token_hash, account, role, method, device, created_at, seen_at, ends_at, ended_at) values ('` + id + `', ` + hash(letter) +
			`, 'acc-in', 'registrar', 'passkey', 'phone', '2019-12-01', '2019-12-01', ` + ends + `, ` + ended + `)`
	}
	admission := func(id, letter, expires string) string {
		return `insert into app.admissions (id, kind, token_hash, desk, agency, roles, account, made_by, made_at, expires_at, ready) values ('` + id + `', 'invitation', ` + hash(letter) +
			`, 'd', 'a', '{registrar}', '', '', '2019-12-01', ` + expires + `, true)`
	}
	w.Super(t,
		`insert into app.agencies (id, name, country) values ('agency-x', '', 'THA')`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('desk-x', 'agency-x', 'shelter', '', 'THA', '', 'Asia/Bangkok')`,
		account("acc-in", "true", "null"), account("acc-back", "true", "'2020-01-01'"), account("acc-out", "false", "'2020-01-01'"), account("acc-late", "false", "'2026-03-01'"),
		session("old", "1", "'2020-01-01'", "null"), session("ended", "2", "'2030-01-01'", "'2020-01-01'"), session("live", "3", "'2030-01-01'", "null"),
		admission("old", "1", "'2020-01-01'"), admission("live", "2", "'2030-01-01'"),
	)
	for _, when := range []struct{ id, at string }{{"old", "2020-01-01"}, {"live", "2030-01-01"}} {
		w.Super(t,
			`insert into app.sign_ins (state_hash, browser_hash, nonce_hash, verifier, provider, return_path, began_at, expires_at) values ('`+when.id+`', '', '', '', '', '', '2019-12-01', '`+when.at+`')`,
			`insert into app.ceremonies (id_hash, purpose, session, account, admission, state, expires_at) values ('`+when.id+`', 'sign_in', '', '', '', '', '`+when.at+`')`,
			`insert into app.handovers (code_hash, session, redirect, challenge, expires_at) values ('`+when.id+`', 'live', '', '', '`+when.at+`')`,
			`insert into app.selections (id, account, list, query, items, made_at, expires_at) values ('`+when.id+`', 'acc-in', 'cases', '', '{}', '2019-12-01', '`+when.at+`')`,
			`insert into app.logout_tokens (token_hash, expires_at) values ('`+when.id+`', '`+when.at+`')`,
			`insert into app.wordings (id, account, desk, language, text_key, form, body, compared, release, proposed_at)
				values ('`+strings.ReplaceAll(when.id, "-", "")+`', 'acc-in', 'desk-x', 'my', 'nav.cases', '', '', '0123456789abcdef', '', '`+when.at+`')`,
			`insert into app.drafts (ref, account, form, page, body, made_at, kept_at, expires_at) values ('`+when.id+`', 'acc-in', '/`+when.id+`', '/', '', timestamptz '`+when.at+`' - interval '1 day', timestamptz '`+when.at+`' - interval '1 day', '`+when.at+`')`,
			`insert into app.attempts (kind, who, failures, last_at, next_at) values ('sign_in', '`+when.id+`', 1, '`+when.at+`', '`+when.at+`')`,
		)
	}
	for _, id := range []string{"acc-in", "acc-back", "acc-out", "acc-late"} {
		w.Super(t,
			`insert into app.passkeys (id, account, label, added_at, credential, public_key, count, synced, transports) values ('`+id+`', '`+id+`', 'phone', '2019-12-01', '`+id+`', '', 0, false, '{}')`,
			`insert into app.saved_views (id, account, desk, shared, list, name, query, saved_at) values
				('`+strings.ReplaceAll(id, "-", "")+`0', '`+id+`', 'desk-x', false, 'cases', '', '', '2019-12-01'), ('`+strings.ReplaceAll(id, "-", "")+`1', '`+id+`', 'desk-x', true, 'cases', '', '', '2019-12-01')`,
			`insert into app.account_settings (account, desk, keys, language, stand_in, changed_at) values ('`+id+`', 'desk-x', true, '', '', '2019-12-01')`,
			`insert into app.recovery_codes (account, code_hash, made_at) values ('`+id+`', `+hash("4")+`, '2019-12-01')`,
			`insert into app.account_links (issuer, subject_hash, account, linked_at) values ('https://idp', '`+id+`', '`+id+`', '2019-12-01')`,
		)
	}
}

// Exactly the items that are counted as old are purged, and only once.
func TestPurging(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	ctx := t.Context()
	grown(t, w)
	w.Super(t, `update app.notices set sent_at = '2020-01-01'`)
	notices := w.Count(t, "app.notices")
	require.Positive(t, notices)
	long, today := time.Date(2019, 6, 1, 0, 0, 0, 0, time.UTC), dbtest.Day.AddDate(0, 0, -1)
	for kind, want := range map[retention.Kind]int{
		retention.SentNotices: notices, retention.RefusedWords: 0, retention.EndedSignIns: 3, retention.BegunSignIns: 5, retention.Failures: 1, retention.OldPasskeys: 4, retention.Drafts: 1, retention.Wordings: 1,
	} {
		young, err := w.Old(ctx, kind, long)
		require.NoError(t, err)
		require.Zero(t, young.Count, "%s", kind)
		found, err := w.Old(ctx, kind, today)
		require.NoError(t, err)
		require.Equal(t, want, found.Count, "%s", kind)
		done := 0
		for n := 1; n > 0; done += n { // a little at a time
			n, err = w.Purge(ctx, kind, today, 2)
			require.NoError(t, err)
			require.LessOrEqual(t, n, 2, "%s", kind)
		}
		require.Equal(t, want, done, "%s", kind)
	}
	for table, left := range map[string]int{
		"notices": 0, "sessions": 1, "admissions": 1, "sign_ins": 1, "ceremonies": 1, "handovers": 1, "logout_tokens": 1, "attempts": 1, "drafts": 1, "wordings": 1,
		"passkeys": 3, "recovery_codes": 3, "accounts": 4, "selections": 1, "account_settings": 3,
		"saved_views":   7, // what an account shared is the desk's
		"account_links": 4, // a disabled user who comes back from the provider is still known, and still disabled
	} {
		require.Equal(t, left, w.Count(t, "app."+table), "%s", table)
	}
	require.Equal(t, 3, w.Count(t, "app.passkeys where account in ('acc-in', 'acc-back', 'acc-late')"), "who is in, or in again, or out since yesterday, keeps them")
	for _, kind := range []retention.Kind{retention.CaseAdult, retention.Audit, retention.ListRows, retention.Journeys, retention.DraftKeys, retention.WordingKeys, "everything"} {
		_, err := w.Purge(ctx, kind, dbtest.Day, 1)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), "%s is never purged row by row", kind)
	}
}

// A rule that is far too short, by mistake or on purpose, reaches nothing that is in use.
func TestARuleDoesNotReachWhatIsInUse(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	grown(t, w)
	ctx := t.Context()
	future := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, kind := range []retention.Kind{retention.EndedSignIns, retention.BegunSignIns, retention.Failures, retention.OldPasskeys, retention.Drafts} {
		_, err := w.Purge(ctx, kind, future, 1000)
		require.NoError(t, err)
	}
	for table, left := range map[string]int{
		"sessions": 1, "admissions": 1, "sign_ins": 1, "ceremonies": 1, "handovers": 1, "logout_tokens": 1, "attempts": 1, "drafts": 1, "passkeys": 3, "recovery_codes": 3,
	} {
		require.Equal(t, left, w.Count(t, "app."+table), "%s", table)
	}
}

// The data of a journey are purged when no passenger of it has a file any longer, and not before.
func TestAJourneyIsKeptAsLongAsAnybodysFile(t *testing.T) {
	t.Parallel()
	w := dbtest.On(t, pgtest.New(t, postgres.Migrate))
	box := dbtest.Vault(t, w, sealtest.NewKEK(t, "test"), dbtest.KeyLog(t))
	w.Store = w.Open(t, w.DB.WorkerDSN, box)
	w.Front = w.OpenAs(t, w.DB.APIDSN, box, principal.Principal{})
	dbtest.TellAll(t, w, &dbtest.Marker{})
	ctx := t.Context()
	w.Super(t, `update app.movements set ended_at = '2020-01-01'`)
	journeys := w.Count(t, "app.movements")
	require.Positive(t, journeys)
	require.Positive(t, w.Count(t, "app.passengers"))
	found, err := w.OldKeys(ctx, retention.Journeys, dbtest.Day, 10)
	require.NoError(t, err)
	require.Empty(t, found, "somebody who was on it has a file")
	w.Super(t, `update app.cases set erased_at = '2021-01-01' where ref in (select case_ref from app.passengers)`)
	found, err = w.OldKeys(ctx, retention.Journeys, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), 10)
	require.NoError(t, err)
	require.Empty(t, found, "it has not been over for so long")
	old, err := w.Old(ctx, retention.Journeys, dbtest.Day)
	require.NoError(t, err)
	found, err = w.OldKeys(ctx, retention.Journeys, dbtest.Day, 10)
	require.NoError(t, err)
	require.Len(t, found, old.Count)
	require.Equal(t, []seal.Subject{"movement/move-1"}, found)
	require.NoError(t, box.Destroy(ctx, found...))
	gone, err := w.Movement(ctx, "move-1")
	require.NoError(t, err)
	require.True(t, gone.Erased)
	found, err = w.OldKeys(ctx, retention.Journeys, dbtest.Day, 10)
	require.NoError(t, err)
	require.Empty(t, found, "only once")
}

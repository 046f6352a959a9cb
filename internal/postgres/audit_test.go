package postgres_test

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

func looked(ref casework.Ref) audit.Event {
	return audit.Event{
		Action: audit.Action(policy.ShowCase), Subject: audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, Session: "s-1",
		Classes: []policy.Class{policy.Identity, policy.Narrative}, Purpose: policy.ForIdentification, Outcome: audit.Allowed,
	}.By(dbtest.Screener())
}

type eventRow struct {
	Account string `db:"account"`
	Action  string `db:"action"`
	Kind    string `db:"subject_kind"`
	Ref     string `db:"subject_ref"`
	Seq     int64  `db:"seq"`
	Code    string `db:"code"`
	Key     string `db:"key"`
}

func eventsOf(tb testing.TB, w *dbtest.Env) (out []eventRow) {
	tb.Helper()
	db := w.Behind(tb)
	require.NoError(tb, db.SelectContext(tb.Context(), &out,
		`select account, action, subject_kind, subject_ref, seq, code, key from app.audit_events order by id`))
	return out
}

// Every write adds its audit event in the same transaction, once.
func TestEveryChangeLeavesATrace(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.OpenOperation(t, "op-1")
	_, err := w.SaveList(t.Context(), record.List{Ref: "list-1", Operation: "op-1", Name: "x", Hash: dbtest.Zeros(), At: dbtest.Day, By: dbtest.Screener(), Key: "list-1"}, roster.List{})
	require.NoError(t, err)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	w.Write(t, first, clocks...) // again, because the answer was lost
	w.Write(t, dbtest.Decided(first, first.Opened[0], casework.Refer))
	require.NoError(t, w.WriteMovement(t.Context(), dbtest.Planned("move-1", "plan-1")))
	require.NoError(t, w.WriteMovement(t.Context(), dbtest.Planned("move-1", "plan-1")))

	by := "acc-screener"
	require.Equal(t, []eventRow{
		{by, "record.operation", "operation", "op-1", 1, "open", audit.KeyHash("open-op-1")},
		{by, "record.list", "list", "list-1", 0, "", audit.KeyHash("list-1")},
		{by, "record.case", "case", "case-a", 1, "open", audit.KeyHash("open-case-a")},
		{by, "record.case", "case", "case-a", 2, "decide", audit.KeyHash("decide-2")},
		{by, "record.movement", "movement", "move-1", 1, "plan", audit.KeyHash("plan-1")},
	}, eventsOf(t, w))
	require.Equal(t, 5, w.Count(t, "app.audit_pending"), "each waits for its place in the tree")
}

func TestReadsAreRecordedAllOrNone(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	require.NoError(t, w.Record(t.Context()))
	require.NoError(t, w.Record(t.Context(), looked("case-a"), looked("case-b")))
	require.Len(t, eventsOf(t, w), 2)

	telling := looked("case-c")
	telling.Code = "Abeba Tesfaye"
	err := w.Record(t.Context(), looked("case-b"), telling)
	require.ErrorIs(t, err, audit.ErrNotCodes)
	require.NotContains(t, err.Error(), "Abeba")
	require.Len(t, eventsOf(t, w), 2, "none of them")
}

// Not even the role that owns the table changes, drops or empties what was logged.
func TestTheLogIsOnlyAddedTo(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	require.NoError(t, w.Record(t.Context(), looked("case-a")))
	owner, err := sql.Open("postgres", w.DB.DSN)
	require.NoError(t, err)
	defer func() { _ = owner.Close() }()
	for _, attempt := range []string{
		`update app.audit_events set account = 'somebody-else'`, `delete from app.audit_events`, `truncate app.audit_events`,
		`delete from app.audit_events where false`,
	} {
		_, err := owner.ExecContext(t.Context(), attempt)
		require.ErrorContains(t, err, "only added to", attempt)
	}
	require.Len(t, eventsOf(t, w), 1)
}

// The API's role adds events in the name of the user, reads only those that are for that user, and
// cannot write to the tree. The auditor's role reads the log, and nothing else.
func TestRowSecurityOfTheLog(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	w.PlaceDesks(t, casework.DeskRegistrar, "tha-msdhs", "THA", "x")
	w.PlaceDesks(t, casework.DeskRegistrar, "tha-other", "THA", "y")
	w.PlaceDesks(t, casework.DeskConsulate, "ken-mofa", "KEN", "z")
	her := dbtest.Officer(dbtest.Screener(), "THA")
	asHer := principal.With(t.Context(), her)
	require.NoError(t, w.Front.Record(asHer, looked("case-a"), looked("case-b")))
	forged := looked("case-a")
	forged.Account = "somebody-else"
	require.ErrorContains(t, w.Front.Record(asHer, forged), "42501", "in another's name")
	require.ErrorContains(t, w.Front.Record(t.Context(), looked("case-a")), "42501", "as nobody")

	notary, _ := newNotary(t)
	placed, err := w.Front.Place(asHer, notary, 10)
	require.NoError(t, err)
	require.Zero(t, placed.Events, "for the API nothing waits")
	auditor := w.OpenAs(t, w.DB.AuditDSN, seal.Disabled{}, principal.Principal{})
	require.ErrorContains(t, auditor.Record(t.Context(), looked("case-a")), "42501")

	api, err := sql.Open("postgres", w.DB.APIDSN)
	require.NoError(t, err)
	defer func() { _ = api.Close() }()
	seen := func(role casework.Role, desk casework.DeskID, agency casework.AgencyID, country casework.Country) (n int) {
		tx, err := api.BeginTx(t.Context(), nil)
		require.NoError(t, err)
		defer func() { _ = tx.Rollback() }()
		_, err = tx.ExecContext(t.Context(), `select set_config('app.kind', 'officer', true), set_config('app.account', 'x', true),
			set_config('app.desk', $1, true), set_config('app.agency', $2, true), set_config('app.role', $3, true), set_config('app.country', $4, true)`,
			desk, agency, role, country)
		require.NoError(t, err)
		require.NoError(t, tx.QueryRowContext(t.Context(), `select count(*) from app.audit_events`).Scan(&n))
		return n
	}
	require.Zero(t, seen(casework.RoleScreener, "tha-screener", "tha-msdhs", "THA"), "who looks does not see who looked")
	require.Equal(t, 3, seen(casework.RoleDPO, "x", "tha-msdhs", "THA"), "what the own agency did")
	require.Equal(t, 2, seen(casework.RoleDPO, "x", "tha-other", "THA"), "what was done to a case of the state")
	require.Zero(t, seen(casework.RoleDPO, "x", "ken-mofa", "KEN"))
	require.Equal(t, 3, seen("auditor", "y", "tha-other", "THA"), "of the agency that leads referrals")
	require.Zero(t, seen("auditor", "z", "ken-mofa", "KEN"), "of a ministry that has looked at nothing")
	for _, statement := range []string{
		`update app.audit_events set account = ''`, `delete from app.audit_events`, `truncate app.audit_events`, `delete from app.audit_pending`,
		`insert into app.audit_leaves (leaf, event, hashes, signature) values (0, 1, '\x', '\x')`,
		`insert into app.audit_heads (size, signed, at) values (1, '', now())`, `alter table app.audit_events disable trigger all`,
	} {
		_, err := api.ExecContext(t.Context(), statement)
		require.ErrorContains(t, err, "(42501)", statement)
	}
	var n int
	other, err := sql.Open("postgres", w.DB.AuditDSN)
	require.NoError(t, err)
	defer func() { _ = other.Close() }()
	require.NoError(t, other.QueryRowContext(t.Context(), `select count(*) from app.audit_events`).Scan(&n))
	require.Equal(t, 3, n)
	require.ErrorContains(t, other.QueryRowContext(t.Context(), `select count(*) from app.cases`).Scan(&n), "(42501)")
}

// The program and the database hash a reference that was refused in the same way, so that the
// requests for a case can be found.
func TestAskedForInVain(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []string{"c7m2k9x4pq", "A_b-9"} {
		var hash string
		require.NoError(t, w.Behind(t).QueryRowContext(t.Context(), `select app.asked_hash($1)`, ref).Scan(&hash))
		require.Equal(t, audit.AskedHash(ref), hash)
	}
}

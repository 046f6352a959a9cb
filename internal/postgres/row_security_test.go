package postgres_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
)

// withoutRowSecurity lists the tables without row-level security, each with the reason.
func withoutRowSecurity() map[string]string {
	return map[string]string{
		"agencies":          "offices, of which every officer may know",
		"desks":             "offices, of which every officer may know",
		"corridor_versions": "published rules",
		"goose_db_version":  "which migrations have run",
	}
}

// byRole lists the protected tables whose policies depend only on the role, not on the principal.
func byRole() map[string]string {
	return map[string]string{
		"case_keys": "keys are looked up in the middle of other work; the data that they open have row-level security",
		"accounts":  "the owner's hand writes the first ones",
	}
}

// apiWrites is all that the API's role may write, and how: i, u and d for the whole row, U for some columns.
func apiWrites() map[string]string {
	return map[string]string{
		"commands": "iU", "lists": "iU", "list_rows": "iU", "list_answers": "i", "receipts": "IU", "case_keys": "i", "drafts": "iUd", "sheets": "iU", "sheet_items": "iU", "batches": "iU", "batch_items": "iU",
		"accounts": "iu", "saved_views": "iUd", "selections": "i", "wordings": "i", "account_settings": "iu", "audit_events": "i", "audit_cosignatures": "i",
		"notices": "iU", "file_reads": "iU", "reading_reviews": "iU",
	}
}

// A new table without row-level security fails here, and so does a right that is not in the list.
func TestEveryTableHasRowSecurity(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var tables []struct {
		Name     string `db:"name"`
		Kind     string `db:"kind"`
		Secured  bool   `db:"secured"`
		Policies int    `db:"policies"`
		Public   int    `db:"public"`
		SignIn   bool   `db:"sign_in"`
		Writes   string `db:"writes"`
		Reads    bool   `db:"reads"`
		Truncate bool   `db:"truncates"`
	}
	require.NoError(t, db.SelectContext(t.Context(), &tables, `select c.relname as name, c.relkind as kind, c.relrowsecurity and c.relforcerowsecurity as secured,
		(select count(*) from pg_policy p where p.polrelid = c.oid) as policies,
		(select count(*) from pg_policy p where p.polrelid = c.oid and 0 = any (p.polroles)) as public,
		coalesce((select bool_and(pg_get_expr(p.polqual, p.polrelid) = '(app.asker_kind() = ''door''::text)') from pg_policy p
			where p.polrelid = c.oid and 'homeward_api'::regrole = any (p.polroles)), false) as sign_in,
		case when has_table_privilege('homeward_api', c.oid, 'insert') then 'i' when has_any_column_privilege('homeward_api', c.oid, 'insert') then 'I' else '' end ||
		case when has_table_privilege('homeward_api', c.oid, 'update') then 'u' when has_any_column_privilege('homeward_api', c.oid, 'update') then 'U' else '' end ||
		case when has_table_privilege('homeward_api', c.oid, 'delete') then 'd' else '' end as writes,
		has_table_privilege('temporal', c.oid, 'select') as reads,
		has_table_privilege('homeward_api', c.oid, 'truncate') or has_table_privilege('homeward_worker', c.oid, 'truncate') as truncates
		from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind not in ('i', 'S', 't') order by 1`))
	require.Greater(t, len(tables), 30)
	seen := map[string]bool{}
	for _, table := range tables {
		seen[table.Name] = true
		require.Equal(t, "r", table.Kind, "%s is not an ordinary table: add here how it is protected", table.Name)
		reason, free := withoutRowSecurity()[table.Name]
		if free {
			require.NotEmpty(t, reason)
			require.False(t, table.Secured, "%s has row-level security now: take it off the list", table.Name)
		} else {
			require.True(t, table.Secured, "%s has no wall: see the head of migrations/00011_walls.sql", table.Name)
			require.Positive(t, table.Policies, table.Name)
		}
		require.Zero(t, table.Public, "%s: a policy for everybody is one for roles that nobody thought of", table.Name)
		if !table.SignIn { // tables that only the API uses, while no user is known
			require.Equal(t, apiWrites()[table.Name], table.Writes, "what the API may write of %s", table.Name)
		}
		require.False(t, table.Reads, "%s: Temporal's role reads it", table.Name)
		require.False(t, table.Truncate, table.Name)
	}
	for _, list := range []map[string]string{withoutRowSecurity(), byRole(), apiWrites()} {
		for name := range list {
			require.True(t, seen[name], "%s is no table", name)
		}
	}
}

// A policy that shows the API a table asks first whether the principal is an officer, or the sign-in:
// a new policy may not forget it.
func TestEveryPolicyAsksWhoAsks(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var policies []struct {
		Name string `db:"name"`
		Asks string `db:"asks"`
	}
	require.NoError(t, db.SelectContext(t.Context(), &policies, `select p.polrelid::regclass || ' ' || p.polname as name,
		coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as asks
		from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'app'::regnamespace and 'homeward_api'::regrole = any (p.polroles)
		and c.relname <> 'case_keys'`)) // these have a separate pool, without a principal
	require.Greater(t, len(policies), 30)
	for _, p := range policies {
		require.Regexp(t, `^\(+app\.asker_kind\(\) = (ANY|'officer'|'door')`, p.Asks, "%s", p.Name)
	}
}

// A function with the owner's rights passes row-level security: each is known, has a fixed search
// path, and can be called only by the roles that it is granted to.
func TestFunctionsThatPassRowSecurityAreKnown(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var functions, open []string
	require.NoError(t, db.SelectContext(t.Context(), &functions, `select proname from pg_proc where pronamespace = 'app'::regnamespace and prosecdef order by 1`))
	known := []string{"any_let_in", "asked_case", "asker_cares", "asker_leads", "audit_queue", "batches_pending", "carries_ours", "case_outside", "counted_cases", "counted_tasks", "count_cases", "count_tasks", "counts", "is_case", "keeps_out", "let_in", "let_in_by_name"}
	for _, name := range functions {
		require.Contains(t, known, name, "%s runs with the owner's rights: say here that it may", name)
	}
	require.Subset(t, functions, known)
	require.NoError(t, db.SelectContext(t.Context(), &open, `select proname from pg_proc where pronamespace = 'app'::regnamespace
		and prosecdef and not coalesce(proconfig, '{}') @> '{"search_path=\"\""}' order by 1`))
	require.Empty(t, open, "their names are looked up where the caller says")
	var others []string
	require.NoError(t, db.SelectContext(t.Context(), &others, `select p.proname || ' for ' || r.rolname from pg_proc p, pg_roles r
		where p.pronamespace = 'app'::regnamespace and p.prorettype <> 'trigger'::regtype and r.rolname in ('temporal', 'homeward_audit')
		and has_function_privilege(r.rolname, p.oid, 'execute') order by 1`))
	require.Empty(t, others)
}

// The API's role may not write a case in any way, with any principal.
func TestTheAPICannotWriteCases(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	dbtest.TellAll(t, w, &dbtest.Marker{})
	api, err := sql.Open("postgres", w.DB.APIDSN)
	require.NoError(t, err)
	t.Cleanup(func() { _ = api.Close() })
	var tables []string
	require.NoError(t, w.Behind(t).SelectContext(t.Context(), &tables, `select tablename from pg_tables where schemaname = 'app' order by 1`))
	tried := 0
	for _, table := range tables {
		writes, there := apiWrites()[table]
		if !there && ofSignIn(t, w, table) {
			continue
		}
		var column string
		require.NoError(t, w.Behind(t).GetContext(t.Context(), &column, `select attname from pg_attribute where attrelid = ('app.' || $1)::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`, table))
		for right, statement := range map[string]string{
			"i": `insert into app.` + table + ` default values`, "u": `update app.` + table + ` set ` + column + ` = ` + column,
			"d": `delete from app.` + table, "t": `truncate app.` + table,
		} {
			if !strings.Contains(strings.ToLower(writes), right) {
				tried++
				requireDenied(t, api, statement)
			}
		}
	}
	require.Greater(t, tried, 100)
	for _, statement := range []string{ // where it writes some columns, it writes no others
		`update app.commands set account = account`, `update app.commands set args = args`, `update app.commands set words = words`,
		`insert into app.receipts (case_ref, task, delivered_at) values ('case-a', 'screening#1', now())`, `update app.receipts set delivered_at = now()`,
		`update app.notices set desk = desk`, `update app.notices set climbs_at = null`,
	} {
		requireDenied(t, api, statement)
	}
	for _, table := range []string{
		"cases", "people", "people_index", "case_changes", "facts", "consents", "waivers", "holds", "tasks", "decisions", "documents",
		"timeline", "plans", "scores", "contacts", "contact_tries", "movements", "passengers", "operations", "case_parts", "case_access",
		"deletions",
	} {
		require.Empty(t, apiWrites()[table], "%s is the worker's to write", table)
	}
}

// ofSignIn reports whether a table is used only by the API, for sign-in.
func ofSignIn(t *testing.T, w *dbtest.Env, table string) (yes bool) {
	t.Helper()
	require.NoError(t, w.Behind(t).GetContext(t.Context(), &yes, `select coalesce(bool_and(pg_get_expr(p.polqual, p.polrelid) = '(app.asker_kind() = ''door''::text)'), false)
		from pg_policy p where p.polrelid = ('app.' || $1)::regclass and 'homeward_api'::regrole = any (p.polroles)`, table))
	return yes
}

// requireDenied tries a statement as every kind of principal.
func requireDenied(t *testing.T, pool *sql.DB, statement string) {
	t.Helper()
	for _, kind := range []string{"officer", "procedure", "door", ""} {
		tx, err := pool.BeginTx(t.Context(), nil)
		require.NoError(t, err)
		_, err = tx.ExecContext(t.Context(), `select set_config('app.kind', $1, true)`, kind)
		require.NoError(t, err)
		_, err = tx.ExecContext(t.Context(), statement)
		require.ErrorContains(t, err, "permission denied", "%s as %s", statement, kind)
		require.NoError(t, tx.Rollback())
	}
}

// Without a principal every table is empty, and so it is with one that the role may not have.
func TestWithoutAPrincipalNothingIsFound(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	dbtest.TellAll(t, w, &dbtest.Marker{})
	behind := w.Behind(t)
	var tables []string
	require.NoError(t, behind.SelectContext(t.Context(), &tables, `select relname from pg_class where relnamespace = 'app'::regnamespace and relrowsecurity order by 1`))
	full := 0
	for name, asker := range map[string]struct{ dsn, kind string }{
		"the API, for nobody": {w.DB.APIDSN, ""}, "the API, for somebody without a desk": {w.DB.APIDSN, "officer"}, "the API, as the procedure": {w.DB.APIDSN, "procedure"},
		"the worker, for nobody": {w.DB.WorkerDSN, ""}, "the worker, as an officer": {w.DB.WorkerDSN, "officer"}, "the worker, at the door": {w.DB.WorkerDSN, "door"},
		"the owner": {w.DB.DSN, ""}, "the auditor": {w.DB.AuditDSN, "procedure"},
	} {
		pool, err := sql.Open("postgres", asker.dsn)
		require.NoError(t, err)
		t.Cleanup(func() { _ = pool.Close() })
		for _, table := range tables {
			if byRole()[table] != "" || strings.HasPrefix(table, "audit_") { // the log is for auditors
				continue
			}
			var there int
			require.NoError(t, behind.GetContext(t.Context(), &there, `select count(*) from app.`+table))
			found, err := countAs(t.Context(), pool, asker.kind, table)
			if err != nil {
				require.ErrorContains(t, err, "permission denied", "%s: %s", name, table)
				continue
			}
			require.Zero(t, found, "%s finds %s", name, table)
			if there > 0 {
				full++
			}
		}
	}
	require.Greater(t, full, 100, "there was something to be found")
}

func countAs(ctx context.Context, pool *sql.DB, kind, table string) (n int, err error) {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, `select set_config('app.kind', $1, true)`, kind); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `select count(*) from app.`+table).Scan(&n)
	return n, err
}

// The roles that the database knows to watch over a state are those of the table of rights.
func TestRowSecurityAppliesOversight(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	of := func(prefixes ...string) func(policy.Action) bool {
		return func(a policy.Action) bool {
			return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(string(a), p) }) &&
				!slices.Contains([]policy.Action{policy.OpenCase, policy.OpenOperation}, a)
		}
	}
	for what, tt := range map[string]struct {
		about     func(policy.Action) bool
		relations []policy.Relation
	}{
		"cases":      {ofCases, []policy.Relation{policy.HostLead}},
		"operations": {of("operation.", "list."), []policy.Relation{policy.HostLead}},
		"movements":  {of("movement."), []policy.Relation{policy.HostCountry, policy.HostLead}},
		"manifests": {func(a policy.Action) bool {
			return slices.Contains([]policy.Action{policy.ShowManifest, policy.IssueTickets, policy.LockManifest}, a)
		}, policy.AllRelations()},
	} {
		var want []casework.Role
		for _, role := range casework.Roles() {
			if what == "movements" && role == casework.RoleImmigration {
				want = append(want, role) // package policy gives them those that carry a person of their own cases
				continue
			}
			if slices.ContainsFunc(policy.Grants(), func(g policy.Grant) bool {
				return slices.Contains(g.Roles, role) && slices.ContainsFunc(g.Actions, tt.about) &&
					slices.ContainsFunc(g.Relations, func(r policy.Relation) bool { return slices.Contains(tt.relations, r) })
			}) {
				want = append(want, role)
			}
		}
		var got []casework.Role
		for _, role := range casework.Roles() {
			yes, err := w.Front.Watches(principal.With(t.Context(), principal.Principal{Kind: principal.Officer, Role: role}), what)
			require.NoError(t, err)
			if yes {
				got = append(got, role)
			}
		}
		require.Equal(t, want, got, "app.watches('%s') in the newest migration about it", what)
	}
}

// ofCases reports whether an action is about an existing case: one that a relation to it allows.
func ofCases(a policy.Action) bool {
	for _, prefix := range []string{"case.", "consent.", "gate.", "task.", "reintegration.", "access.", "erasure."} {
		if strings.HasPrefix(string(a), prefix) {
			// A user who asks for break-glass access gets only what may be known of a case before.
			return a != policy.OpenCase && a != policy.BreakTheGlass && !slices.ContainsFunc(policy.Grants(), func(g policy.Grant) bool {
				return slices.Contains(g.Actions, a) && slices.Contains(g.Relations, policy.Unrelated)
			})
		}
	}
	return false
}

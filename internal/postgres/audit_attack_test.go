package postgres_test

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// logged is a record with a log of 100 events in rows 1 to 100, and heads after 30, 60 and 90.
type logged struct {
	*dbtest.Env
	auditor *postgres.Store // connected as the role that reads the log and nothing else
	notary  *audit.Notary
	secret  string
	kept    []string // what partners have kept
}

func newLogged(t *testing.T) *logged {
	t.Helper()
	l := &logged{Env: dbtest.New(t)}
	l.auditor = l.OpenAs(t, l.DB.AuditDSN, seal.Disabled{}, principal.Principal{})
	l.notary, l.secret = newNotary(t)
	l.add(t, 1, 30)
	l.add(t, 31, 60)
	l.add(t, 61, 90)
	l.add(t, 91, 100)
	rows, err := l.behindSQL(t).QueryContext(t.Context(), `select signed from app.audit_heads where size < 100 order by size`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var signed string
		require.NoError(t, rows.Scan(&signed))
		l.kept = append(l.kept, signed)
	}
	require.NoError(t, rows.Err())
	require.Len(t, l.kept, 3)
	require.True(t, l.check(t).Sound())
	return l
}

func newNotary(tb testing.TB) (*audit.Notary, string) {
	tb.Helper()
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(tb, err)
	n, err := audit.NewNotary(secret)
	require.NoError(tb, err)
	return n, secret
}

// add writes events, gives them their places, and signs a head after all but the last ten.
func (l *logged) add(tb testing.TB, from, to int) {
	tb.Helper()
	var events []audit.Event
	for i := from; i <= to; i++ {
		events = append(events, looked(casework.Ref(fmt.Sprintf("case-%03d", i))))
	}
	require.NoError(tb, l.Record(tb.Context(), events...))
	placed, err := l.Place(tb.Context(), l.notary, 1000)
	require.NoError(tb, err)
	require.Equal(tb, len(events), placed.Events)
	if to < 100 {
		head, err := l.SignHead(tb.Context(), l.notary)
		require.NoError(tb, err)
		require.Equal(tb, int64(to), head.Size)
	}
}

// check verifies the log as an auditor does who has the public key, and perhaps kept heads.
func (l *logged) check(tb testing.TB, kept ...string) audit.Report {
	tb.Helper()
	report, err := audit.Verify(tb.Context(), l.auditor.AuditSource(), audit.Check{Keys: []audit.Key{l.notary.Key()}, Kept: kept})
	require.NoError(tb, err)
	orphans, err := l.auditor.Orphans(tb.Context())
	require.NoError(tb, err)
	report.Findings = append(report.Findings, orphans...)
	for i := range report.Findings {
		require.NotEmpty(tb, report.Findings[i].String())
		report.Findings[i].Current = ""
	}
	return report
}

func (l *logged) behindSQL(tb testing.TB) *sql.DB {
	tb.Helper()
	db, err := sql.Open("postgres", l.DB.SuperuserDSN)
	require.NoError(tb, err)
	db.SetMaxOpenConns(1)
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// attack does as the database's superuser, with all triggers off.
func (l *logged) attack(tb testing.TB, statements ...string) {
	tb.Helper()
	l.Super(tb, append([]string{
		`alter table app.audit_events disable trigger all`, `alter table app.audit_leaves disable trigger all`,
		`alter table app.audit_heads disable trigger all`,
	}, append(statements, `alter table app.audit_events enable trigger all`)...)...)
}

const drop = `delete from app.audit_events where id = 51`

// mend makes the whole tree again from the rows as they are now, like an attacker who can write
// everything in the database and has read this program, but does not have its key. Signatures stay
// with their rows; sign, if it is not nil, makes new ones.
func (l *logged) mend(tb testing.TB, sign func(int64, tlog.Hash) []byte) *audit.Tree {
	tb.Helper()
	db := l.behindSQL(tb)
	type row struct {
		event     int64
		signature []byte
		record    []byte
	}
	var all []row
	for item, err := range l.auditor.AuditSource().Items(tb.Context(), 0) {
		require.NoError(tb, err)
		if item.Leaf != nil && item.Leaf.Record != nil {
			all = append(all, row{item.Leaf.Row, item.Leaf.Signature, item.Leaf.Record})
		}
	}
	exec := func(text string, args ...any) {
		_, err := db.ExecContext(tb.Context(), text, args...)
		require.NoError(tb, err)
	}
	exec(`delete from app.audit_leaves`)
	tree := &audit.Tree{}
	for i, r := range all {
		leaf := tlog.RecordHash(r.record)
		var hashes []byte
		for _, h := range tree.Add(leaf) {
			hashes = append(hashes, h[:]...)
		}
		if sign != nil {
			r.signature = sign(int64(i), leaf)
		}
		exec(`insert into app.audit_leaves (leaf, event, hashes, signature) values ($1, $2, $3, $4)`, i, r.event, hashes, r.signature)
	}
	return tree
}

// Everything that the database's superuser can do to the log is found, and named by the row.
func TestTheSuperuserIsFoundOut(t *testing.T) {
	t.Parallel()
	change := `update app.audit_events set account = 'somebody-else' where id = 17`
	const insert = `insert into app.audit_events (id, at, account, desk, agency, role, session, action, subject_kind, subject_ref, seq, classes,
		purpose, outcome, code, key, commitment) overriding system value select 999, at, 'somebody-else', desk, agency, role, session, action,
		subject_kind, subject_ref, seq, classes, purpose, outcome, code, key, commitment from app.audit_events where id = 50`
	for name, tt := range map[string]struct {
		attack func(*testing.T, *logged)
		want   []audit.Finding
	}{
		"changes a row": {
			func(t *testing.T, l *logged) { t.Helper(); l.attack(t, change) },
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"changes what was shown": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `update app.audit_events set classes = '{C}' where id = 17`)
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"changes the time by a microsecond": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `update app.audit_events set at = at + interval '1 microsecond' where id = 17`)
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"moves a text into the next column": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `alter table app.audit_events drop constraint audit_events_codes`,
					`update app.audit_events set account = account || E'\ndesk ' || desk, desk = '' where id = 17`)
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"says it was written in another form": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `update app.audit_events set form = 2 where id = 17`)
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"changes a row and repairs its hash": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, change)
				for item, err := range l.auditor.AuditSource().Items(t.Context(), 16) {
					require.NoError(t, err)
					leaf := tlog.RecordHash(item.Leaf.Record)
					_, err = l.behindSQL(t).ExecContext(t.Context(), `update app.audit_leaves set hashes = $1 where leaf = 16`, leaf[:])
					require.NoError(t, err)
					break
				}
			},
			[]audit.Finding{{Kind: audit.Rewritten, To: 30}, {Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"changes a row and repairs all hashes": {
			func(t *testing.T, l *logged) { t.Helper(); l.attack(t, change); l.mend(t, nil) },
			[]audit.Finding{{Kind: audit.Rewritten, To: 30}, {Kind: audit.Changed, Leaf: 16, Row: 17}},
		},
		"drops a row": {
			func(t *testing.T, l *logged) { t.Helper(); l.attack(t, drop) },
			[]audit.Finding{{Kind: audit.Dropped, Leaf: 50, Row: 51}},
		},
		"drops a row and its leaf": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, drop, `delete from app.audit_leaves where event = 51`)
			},
			[]audit.Finding{{Kind: audit.Dropped, Leaf: 50, To: 51, Row: 50}},
		},
		"drops a row and repairs all hashes": {
			func(t *testing.T, l *logged) { t.Helper(); l.attack(t, drop); l.mend(t, nil) },
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Dropped, Leaf: 50, To: 51, Row: 50}},
		},
		"drops the place of a row": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `delete from app.audit_leaves where event = 51`)
			},
			[]audit.Finding{{Kind: audit.Dropped, Leaf: 50, To: 51, Row: 50}, {Kind: audit.Orphaned, Leaf: -1, Row: 51}},
		},
		"puts a row in": {
			func(t *testing.T, l *logged) { t.Helper(); l.attack(t, insert) },
			[]audit.Finding{{Kind: audit.Orphaned, Leaf: -1, Row: 999}},
		},
		"puts a row in and repairs all hashes": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, insert,
					`create table public.moved as select leaf, event, hashes, signature from app.audit_leaves where leaf >= 50`, `delete from app.audit_leaves where leaf >= 50`,
					`insert into app.audit_leaves select leaf + 1, event, hashes, signature from public.moved`,
					`insert into app.audit_leaves select 50, 999, hashes, signature from app.audit_leaves where leaf = 49`)
				l.mend(t, nil)
			},
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Inserted, Leaf: 50, Row: 999}},
		},
		"changes the newest row, which no head counts yet": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `update app.audit_events set outcome = 'denied' where id = 100`)
				l.mend(t, nil)
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 99, Row: 100}},
		},
		"cuts off the end": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `delete from app.audit_events where id > 80`, `delete from app.audit_leaves where leaf >= 80`)
			},
			[]audit.Finding{{Kind: audit.CutOff, Leaf: 80, To: 90, Row: 80}},
		},
		"empties everything but the heads": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `truncate app.audit_events`, `truncate app.audit_leaves`)
			},
			[]audit.Finding{{Kind: audit.CutOff, To: 90}},
		},
		"takes a row from the queue": {
			func(t *testing.T, l *logged) {
				t.Helper()
				require.NoError(t, l.Record(t.Context(), looked("case-101")))
				l.attack(t, `delete from app.audit_pending`)
			},
			[]audit.Finding{{Kind: audit.Orphaned, Leaf: -1, Row: 101}},
		},
		"drops a row that waits": {
			func(t *testing.T, l *logged) {
				t.Helper()
				require.NoError(t, l.Record(t.Context(), looked("case-101")))
				l.attack(t, `delete from app.audit_events where id = 101`)
			},
			[]audit.Finding{{Kind: audit.Lost, Leaf: -1, Row: 101}},
		},
		"changes a head": {
			func(t *testing.T, l *logged) {
				t.Helper()
				l.attack(t, `update app.audit_heads set signed = replace(signed, E'\n60\n', E'\n61\n') where size = 60`)
			},
			[]audit.Finding{{Kind: audit.BadHead, Leaf: 60, Row: 60}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLogged(t)
			tt.attack(t, l)
			require.Equal(t, tt.want, l.check(t).Findings)
		})
	}
}

// An attacker who replaces the heads signs with another key.
func TestHeadsOfAnotherKey(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	theirs, _ := newNotary(t)
	l.attack(t, `update app.audit_events set account = 'somebody-else' where id = 17`, `delete from app.audit_heads`)
	l.mend(t, func(index int64, leaf tlog.Hash) []byte {
		signature, err := theirs.SignLeaf(index, leaf)
		require.NoError(t, err)
		return signature
	})
	_, err := l.SignHead(t.Context(), theirs)
	require.NoError(t, err)
	report := l.check(t)
	require.Contains(t, report.Findings, audit.Finding{Kind: audit.BadHead, Leaf: 100, Row: 100})
	require.Contains(t, report.Findings, audit.Finding{Kind: audit.Changed, Leaf: 16, Row: 17})
	require.Zero(t, report.Signed.Size)
}

// An older state in place of the newer one is valid in itself. A user who kept a head finds it, and
// so does the notary, which does not sign another history: not even a new one, after a start, if its
// newest head was kept outside the database.
func TestAnOlderStateIsFoundByAKeptHead(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	kept := l.kept[2]
	back := []string{
		`delete from app.audit_events where id > 50`, `delete from app.audit_leaves where leaf >= 50`, `delete from app.audit_heads where size > 50`,
	}
	l.attack(t, back...)
	require.True(t, l.check(t).Sound())
	require.True(t, l.check(t, l.kept[0]).Sound())
	require.Equal(t, []audit.Finding{{Kind: audit.RolledBack, Leaf: 50, To: 90, Row: 50}}, l.check(t, kept).Findings)

	again, err := audit.NewNotary(l.secret)
	require.NoError(t, err)
	require.NoError(t, again.Keep(kept, nil))
	for _, n := range []*audit.Notary{l.notary, again} {
		_, err = l.SignHead(t.Context(), n)
		require.ErrorIs(t, err, audit.ErrForked)
	}

	// The log is written on, past where it was: now it is another history.
	l.add(t, 151, 199)
	_, err = l.SignHead(t.Context(), l.notary)
	require.ErrorIs(t, err, audit.ErrForked)
	forgetful, err := audit.NewNotary(l.secret)
	require.NoError(t, err)
	_, err = l.SignHead(t.Context(), forgetful)
	require.NoError(t, err)
	require.True(t, l.check(t).Sound())
	require.Equal(t, []audit.Finding{{Kind: audit.Forked, Leaf: 30, To: 90}}, l.check(t, kept).Findings)
}

func TestAnEventThatWaitsTooLong(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	require.NoError(t, l.Record(t.Context(), looked("case-101")))
	require.True(t, l.check(t).Sound())
	l.Set(dbtest.Day.Add(6 * time.Minute))
	require.Equal(t, []audit.Finding{{Kind: audit.Unplaced, Leaf: -1, Row: 101}}, l.check(t).Findings)
}

var _ audit.Source = auditdb.Source{}

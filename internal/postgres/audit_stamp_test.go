package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// An attacker who inserts a row as the program does, with its entry in the queue, has no stamp for it;
// nor for a row that is changed before it has its place, nor for one that is inserted a second time.
func TestAnEventWithoutAStampGetsNoPlace(t *testing.T) {
	t.Parallel()
	const columns = `at, account, desk, agency, role, session, action, subject_kind, subject_ref, seq, classes, purpose, outcome, code, key, commitment`
	const put = `insert into app.audit_events (` + columns + `, stamp) select `
	const other = `at, 'somebody-else', desk, agency, role, session, action, subject_kind, subject_ref, seq, classes, purpose, outcome, code, key, commitment`
	for name, tt := range map[string]struct {
		record bool // one of our events waits at the same time, in row 101
		attack []string
		placed int
	}{
		"puts a row in":                       {false, []string{put + other + `, '' from app.audit_events where id = 50`}, 0},
		"with the stamp of another":           {false, []string{`drop index app.audit_events_stamp`, put + other + `, stamp from app.audit_events where id = 50`}, 0},
		"a second time":                       {false, []string{`drop index app.audit_events_stamp`, put + columns + `, stamp from app.audit_events where id = 50`}, 0},
		"with a stamp that is made up":        {false, []string{put + other + `, repeat('ab', 32) from app.audit_events where id = 50`}, 0},
		"in nobody's name":                    {false, []string{put + strings.Replace(other, "somebody-else", "", 1) + `, '' from app.audit_events where id = 50`}, 0},
		"beside one of ours":                  {true, []string{put + other + `, '' from app.audit_events where id = 50`}, 1},
		"changes a row before it has a place": {true, []string{`update app.audit_events set account = 'somebody-else' where id = 101`}, 0},
		"takes the stamp away":                {true, []string{`update app.audit_events set stamp = '' where id = 101`}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLogged(t)
			if tt.record {
				require.NoError(t, l.Record(t.Context(), looked("case-101")))
			}
			l.Super(t, `alter table app.audit_events disable trigger audit_refuse`)
			l.Super(t, tt.attack...)
			placed, err := l.Place(t.Context(), l.notary, 1000)
			require.NoError(t, err)
			require.Len(t, placed.Rejected, 1)
			require.Equal(t, tt.placed, placed.Events)
			again, err := l.Place(t.Context(), l.notary, 1000)
			require.NoError(t, err)
			require.Empty(t, again.Rejected, "it is reported once")
			_, err = l.SignHead(t.Context(), l.notary)
			require.NoError(t, err)
			l.Set(dbtest.Day.Add(24 * time.Hour))
			require.Equal(t, []audit.Finding{{Kind: audit.Unplaced, Leaf: -1, Row: placed.Rejected[0]}}, l.check(t).Findings)
		})
	}
}

// The operator of the installation invites the first officers without the keys: such an event has no
// stamp, names no account that did it, and is about accounts only.
func TestTheOperatorNeedsNoStamp(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	operator, err := postgres.Open(postgres.Options{DSN: l.DB.APIDSN, As: principal.Principal{Kind: principal.SignIn}, Box: seal.Disabled{}, Now: time.Now, NewRef: func() casework.Ref { return "" }})
	require.NoError(t, err)
	t.Cleanup(func() { _ = operator.Close() })
	invited := looked("")
	invited.Account, invited.Desk, invited.Agency, invited.Role, invited.Classes, invited.Purpose = "", "", "", "", nil, ""
	invited.Action, invited.Subject = "identity.invitation", audit.Subject{Kind: audit.OfAccount}
	accused := looked("case-102")
	require.NoError(t, operator.Record(t.Context(), invited, accused))
	placed, err := l.Place(t.Context(), l.notary, 1000)
	require.NoError(t, err)
	require.Equal(t, 1, placed.Events)
	require.Equal(t, []int64{102}, placed.Rejected, "what tells of an officer has one")
}

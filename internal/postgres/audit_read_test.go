package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// Reads, search results, refusals and grants of access are listed once each, in pages, and without other
// cases.
func TestWhoLookedAtACase(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskRegistrar, "tha-other", "THA", "tha-dpo")
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	glass := dbtest.Next(first, casework.KindBreakGlass)
	w.Write(t, glass)
	refused := looked("case-a")
	refused.Outcome, refused.Subject.Ref, refused.Classes, refused.Purpose = audit.Denied, audit.AskedHash("case-a"), nil, ""
	elsewhere := refused
	elsewhere.Subject.Ref = audit.AskedHash("case-b")
	require.NoError(t, w.Record(t.Context(), looked("case-a"), looked("case-b"), refused, elsewhere))

	protection := casework.Actor{Account: "acc-dpo", Desk: "tha-dpo", Agency: "tha-other", Role: casework.RoleDPO}
	asked := principal.With(t.Context(), dbtest.Officer(protection, "THA"))
	page, err := w.Front.AuditEvents(asked, record.AuditFilter{Case: "case-a", Looks: true})
	require.NoError(t, err)
	require.Len(t, page.Rows, 3)
	require.Equal(t, audit.Denied, page.Rows[0].Outcome)
	require.Equal(t, []policy.Class{policy.Identity, policy.Narrative}, page.Rows[1].Classes)
	require.Equal(t, string(casework.KindBreakGlass), page.Rows[2].Code)
	require.Nil(t, page.Rows[0].Leaf)

	all, err := w.Front.AuditEvents(asked, record.AuditFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Len(t, all.Rows, 4, "with the opening")
	var rows []int64
	filter := record.AuditFilter{Case: "case-a", Page: record.Page{Limit: 3}}
	for {
		page, err := w.Front.AuditEvents(asked, filter)
		require.NoError(t, err)
		for _, r := range page.Rows {
			rows = append(rows, r.Row)
		}
		if filter.Page.After = page.Next; page.Next == nil {
			break
		}
	}
	require.Len(t, rows, 4)
	for i := range rows[1:] {
		require.Less(t, rows[i+1], rows[i])
	}

	none, err := w.Front.AuditEvents(principal.With(t.Context(), dbtest.Officer(protection, "KEN")), record.AuditFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Empty(t, none.Rows, "another state's officer")
	narrow, err := w.Front.AuditEvents(asked, record.AuditFilter{Outcome: audit.Denied, Account: "acc-screener", Agency: "tha-msdhs", From: dbtest.Day, Before: dbtest.Day.Add(time.Hour)})
	require.NoError(t, err)
	require.Len(t, narrow.Rows, 1)
	_, err = w.Front.AuditEvents(asked, record.AuditFilter{Page: record.Page{After: &record.Cursor{ID: "x"}}})
	require.Equal(t, fault.Malformed, fault.CodeOf(err))
}

func TestHeadsAndProofsAreRead(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	asked := principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	newest, err := l.Front.AuditHead(asked, 0)
	require.NoError(t, err)
	require.Equal(t, int64(90), newest.Size)
	head, err := l.notary.Key().Open(newest.Signed)
	require.NoError(t, err)
	earlier, err := l.Front.AuditHead(asked, 30)
	require.NoError(t, err)
	from, err := l.notary.Key().Open(earlier.Signed)
	require.NoError(t, err)
	_, err = l.Front.AuditHead(asked, 31)
	require.Equal(t, fault.NotFound, fault.CodeOf(err))

	proof, err := l.Front.ProveContinues(asked, 30, 90)
	require.NoError(t, err)
	require.True(t, head.Continues(from, proof))
	leaf, proof, err := l.Front.ProveLeaf(asked, 90, 17)
	require.NoError(t, err)
	require.True(t, head.HasLeaf(17, leaf, proof))
	event := looked("case-018")
	event.At = dbtest.Day
	require.Equal(t, event.Leaf(), leaf)
	_, _, err = l.Front.ProveLeaf(asked, 101, 17)
	require.ErrorIs(t, err, audit.ErrRange)
	_, err = l.Front.ProveContinues(asked, 30, 101)
	require.ErrorIs(t, err, audit.ErrRange)
	_, err = l.Front.ProveContinues(asked, 0, 90)
	require.ErrorIs(t, err, audit.ErrRange)
}

// A witness signs once, for its own agency, and all callers see its signature with the head.
func TestACountersignatureIsKept(t *testing.T) {
	t.Parallel()
	l := newLogged(t)
	secret, public, err := audit.NewWitness("msdhs.example")
	require.NoError(t, err)
	witnesses, err := audit.ReadWitnesses(strings.NewReader("tha-msdhs " + public))
	require.NoError(t, err)
	c, err := audit.ParseCountersigner(secret, func() time.Time { return dbtest.Day })
	require.NoError(t, err)
	signed, err := c.Countersign(l.notary.Key(), l.kept[2])
	require.NoError(t, err)
	_, by, err := audit.Cosignatures(l.notary.Key(), signed, witnesses)
	require.NoError(t, err)

	hers := principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	for range 2 {
		require.NoError(t, l.Front.Countersign(hers, 90, by[0]))
	}
	newest, err := l.Front.AuditHead(hers, 0)
	require.NoError(t, err)
	require.Equal(t, signed, newest.Signed)
	report, err := audit.Verify(t.Context(), l.auditor.AuditSource(), audit.Check{Keys: []audit.Key{l.notary.Key()}, Witnesses: witnesses})
	require.NoError(t, err)
	require.True(t, report.Sound())
	require.Equal(t, int64(90), report.Countersigned.Size)

	foreign := by[0]
	foreign.Witness.Agency = "idn-mofa"
	require.ErrorContains(t, l.Front.Countersign(hers, 60, foreign), "42501", "for another agency")
	require.ErrorContains(t, l.Front.Countersign(hers, 61, by[0]), "audit_cosignatures_size_fkey", "there is no such head")
}

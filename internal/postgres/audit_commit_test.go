package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// The log has a decision as a commitment that reveals nothing, and that matches only the original decision.
func TestADecisionIsCommittedTo(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	second := dbtest.Decided(first, first.Opened[0], casework.Refer)
	second.Decisions[0].At = second.Decisions[0].At.Add(123456789 * time.Nanosecond)
	w.Stored(t, second.Key, dbtest.OfCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide}, record.Words{Text: "she was sold twice"})
	w.Write(t, second)

	found, err := w.CheckDecisions(t.Context(), "case-a")
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, 1, w.Count(t, "app.audit_events where commitment <> ''"))
	require.Equal(t, 1, w.Count(t, "app.commitments"))

	for name, attack := range map[string][2]string{
		"by whom":    {`update app.decisions set account = 'somebody-else'`, `update app.decisions set account = 'acc-screener'`},
		"the answer": {`update app.decisions set step = 'triage'`, `update app.decisions set step = 'screening'`},
		"when":       {`update app.decisions set at = at + interval '1 second'`, `update app.decisions set at = at - interval '1 second'`},
	} {
		w.Super(t, attack[0])
		found, err = w.CheckDecisions(t.Context(), "case-a")
		require.NoError(t, err)
		require.Equal(t, []audit.Finding{{Kind: audit.Unmatched, Leaf: -1, Row: 2}}, found, name)
		w.Super(t, attack[1])
	}
	w.Super(t, `alter table app.audit_events disable trigger all`, `delete from app.audit_events where seq = 2`)
	found, err = w.CheckDecisions(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []audit.Finding{{Kind: audit.Unlogged, Leaf: -1}}, found)
}

package postgres_test

import (
	"flag"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// events is the length of the verified log: `go test -bench VerifyLog -benchtime 1x
// ./internal/postgres -args -events 1000000`.
var events = flag.Int("events", 2_000, "how many events the benchmark's log has")

// fillLog writes a log of events and gives each its place, with a head after every thousand.
func fillLog(tb testing.TB, w *dbtest.Env, n *audit.Notary, count int) {
	tb.Helper()
	w.Super(tb, fmt.Sprintf(`insert into app.audit_events (at, account, desk, agency, role, session, action, subject_kind, subject_ref, seq, classes,
		purpose, outcome, code, key, commitment) select '2026-03-02 01:30:00+00'::timestamptz + n * interval '1 second', 'acc-' || n %% 97, 'tha-screener',
		'tha-msdhs', 'screener', 's-1', 'case.show', 'case', 'case-' || n, 0, '{C,D}', 'identification', 'allowed', '', '', ''
		from generate_series(1, %d) n`, count))
	for left := count; left > 0; {
		placed, err := w.Place(tb.Context(), n, 1000)
		require.NoError(tb, err)
		require.Positive(tb, placed.Events)
		left -= placed.Events
		_, err = w.SignHead(tb.Context(), n)
		require.NoError(tb, err)
	}
}

// BenchmarkVerifyLog verifies a log in the database, from the tree to the last stray event.
func BenchmarkVerifyLog(b *testing.B) {
	w := dbtest.New(b)
	notary, _ := newNotary(b)
	fillLog(b, w, notary, *events)
	auditor := w.OpenAs(b, w.DB.AuditDSN, seal.Disabled{}, principal.Principal{})
	b.ResetTimer()
	for b.Loop() {
		report, err := audit.Verify(b.Context(), auditor.AuditSource(), audit.Check{Keys: []audit.Key{notary.Key()}})
		require.NoError(b, err)
		require.True(b, report.Sound())
		require.Equal(b, int64(*events), report.Leaves)
		orphans, err := auditor.Orphans(b.Context())
		require.NoError(b, err)
		require.Empty(b, orphans)
	}
	b.ReportMetric(float64(*events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkPlace places a thousand events in the tree and signs them.
func BenchmarkPlace(b *testing.B) {
	w := dbtest.New(b)
	notary, _ := newNotary(b)
	all := make([]audit.Event, 1000)
	for i := range all {
		all[i] = looked("case-a")
	}
	for b.Loop() {
		b.StopTimer()
		require.NoError(b, w.Record(b.Context(), all...))
		b.StartTimer()
		_, err := w.Place(b.Context(), notary, 1000)
		require.NoError(b, err)
	}
}

// BenchmarkTraceOfARead measures the cost of recording a read: reading a case, and the same with its event;
// a page of fifty cases with their events. The server of the tests does not wait for the disk.
func BenchmarkTraceOfARead(b *testing.B) {
	w := dbtest.New(b)
	first, clocks := dbtest.Opened("case-a")
	_, err := w.WriteChange(b.Context(), first, clocks)
	require.NoError(b, err)
	her := principal.With(b.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	page := make([]audit.Event, 50)
	for i := range page {
		page[i] = looked(casework.Ref(fmt.Sprintf("case-%d", i)))
	}
	for name, trace := range map[string][]audit.Event{"none": nil, "one": {looked("case-a")}, "fifty": page} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := w.Front.Case(her, "case-a")
				require.NoError(b, err)
				require.NoError(b, w.Front.Record(her, trace...))
			}
		})
	}
}

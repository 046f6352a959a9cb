package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// BenchmarkCaseList reads a page of fifty of three hundred cases in four ways, alternating: as a superuser
// without row-level security from an unsealed record, which is the baseline; from the sealed record; with
// row-level security; and with both, as in production.
func BenchmarkCaseList(b *testing.B) {
	clearly, sealed := listed(b, seal.Clear{}), listed(b, sealtest.New(b))
	ways := []struct {
		name  string
		store *postgres.Store
		spent time.Duration
	}{
		{name: "bare", store: clearly.Open(b, clearly.DB.SuperuserDSN, seal.Clear{})},
		{name: "sealed", store: sealed.Open(b, sealed.DB.SuperuserDSN, sealed.box)},
		{name: "row-security", store: clearly.Front},
		{name: "both", store: sealed.Front},
	}
	ctx := principal.With(b.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	wanted := record.CaseFilter{Scope: &record.CaseScope{Desks: []casework.DeskID{"tha-screener"}}, Page: record.Page{Limit: 50}}
	for b.Loop() {
		for i := range ways {
			begun := time.Now()
			got, err := ways[i].store.Cases(ctx, wanted)
			ways[i].spent += time.Since(begun)
			require.NoError(b, err)
			require.Len(b, got.Rows, 50)
		}
	}
	for _, way := range ways[1:] {
		b.ReportMetric(float64(way.spent)/float64(ways[0].spent), way.name+"/bare")
	}
}

// listed is a record of three hundred cases, with what it was sealed by.
func listed(tb testing.TB, box seal.Box) *listedEnv {
	tb.Helper()
	w := dbtest.NewWith(tb, box)
	for i := range 300 {
		c, clocks := dbtest.Opened(casework.Ref(fmt.Sprintf("case-%d", i)))
		w.Write(tb, c, clocks...)
	}
	w.Super(tb, `analyze`)
	return &listedEnv{w, box}
}

type listedEnv struct {
	*dbtest.Env
	box seal.Box
}

package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// BenchmarkTheWall reads a page of fifty cases behind the wall and, in turn, as a superuser for
// whom there is none; the ratio of the two is what the wall costs.
func BenchmarkTheWall(b *testing.B) {
	w := newWorld(b)
	for i := range 300 {
		c, clocks := opened(casework.Ref(fmt.Sprintf("case-%d", i)))
		w.write(b, c, clocks...)
	}
	w.super(b, `analyze`)
	free := w.openAs(b, w.db.SuperuserDSN, seal.Clear{}, principal.Principal{})
	ctx := principal.With(b.Context(), officer(screener(), "THA"))
	var walled, bare time.Duration
	page := func(s *postgres.Store, spent *time.Duration) {
		begun := time.Now()
		got, err := s.Cases(ctx, record.CaseFilter{Scope: &record.CaseScope{Desks: []casework.DeskID{"tha-screener"}}, Page: record.Page{Limit: 50}})
		*spent += time.Since(begun)
		require.NoError(b, err)
		require.Len(b, got.Rows, 50)
	}
	for b.Loop() {
		page(w.front, &walled)
		page(free, &bare)
	}
	b.ReportMetric(float64(walled)/float64(bare), "walled/bare")
}

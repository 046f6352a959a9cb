package record_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func TestCursorComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := record.Cursor{
			At: time.UnixMicro(rapid.Int64Range(0, 1<<52).Draw(t, "at")).UTC(),
			ID: rapid.StringMatching(`[!-~]{1,60}`).Draw(t, "id"),
		}
		back, err := record.ParseCursor(c.String())
		require.NoError(t, err)
		require.Equal(t, &c, back)
	})
}

func TestNoCursorIsTheFirstPage(t *testing.T) {
	t.Parallel()
	c, err := record.ParseCursor("")
	require.NoError(t, err)
	require.Nil(t, c)
}

func FuzzParseCursor(f *testing.F) {
	f.Add("")
	f.Add(record.Cursor{At: time.UnixMicro(7), ID: "case-1"}.String())
	f.Add("!!")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := record.ParseCursor(text)
		if err != nil {
			require.Equal(t, fault.Malformed, fault.CodeOf(err))
			if len(text) > 12 {
				require.NotContains(t, err.Error(), text)
			}
			return
		}
		if c != nil {
			require.Equal(t, text, c.String())
		}
	})
}

func TestPageSize(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ limit, want int }{
		"none":     {0, record.DefaultLimit},
		"negative": {-1, record.DefaultLimit},
		"some":     {7, 7},
		"too many": {100000, record.MaxLimit},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, record.Page{Limit: tt.limit}.Size())
		})
	}
}

func TestPersonalDataDoesNotPrint(t *testing.T) {
	t.Parallel()
	const mark = "Zzyzx"
	values := map[string]any{
		"person":   record.Person{Name: mark},
		"pointer":  &record.Person{Name: mark},
		"document": record.Document{Number: mark},
		"words":    record.Words{Text: mark, Opening: &record.Opening{Person: record.Person{Name: mark}}},
		"opening":  record.Opening{Person: record.Person{Name: mark}},
		"row":      record.ListRow{Raw: []string{mark}},
		"plan":     record.Plan{Text: mark},
		"detail":   record.CaseDetail{Person: &record.Person{Name: mark}},
		"entry":    record.TimelineEntry{Words: mark},
		"decision": record.Decision{Words: mark},
		"list":     record.ListSummary{List: record.List{Name: mark}},
		"raid":     record.OperationRow{Operation: record.Operation{Words: mark}},
		"planned":  record.PlanRow{Plan: record.Plan{Text: mark}},
		"score":    record.Score{Answers: map[string]string{"q": mark}},
	}
	for name, v := range values {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			slog.New(slog.NewJSONHandler(&log, nil)).Info("seen", slog.Any("v", v))
			require.NotContains(t, log.String(), mark)
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				require.NotContains(t, fmt.Sprintf(verb, v), mark, verb)
			}
		})
	}
}

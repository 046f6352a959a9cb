package dbtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
)

// ReadAll reads everything that can be read, and gives it as JSON, which leaves nothing out.
func ReadAll(t *testing.T, w *postgres.Store) string {
	t.Helper()
	ctx := t.Context()
	var out strings.Builder
	say := func(v any, err error) {
		t.Helper()
		require.NoError(t, err)
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(append(raw, 10))
	}
	say(w.Case(ctx, "case-a"))
	say(w.Case(ctx, "case-0001"))
	say(w.CaseState(ctx, "case-a"))
	say(w.Timeline(ctx, record.TimelineFilter{Case: "case-a", Page: record.Page{Limit: record.MaxLimit}}))
	say(w.Facts(ctx, "case-a"))
	say(w.Consents(ctx, "case-a"))
	say(w.Waivers(ctx, "case-a"))
	say(w.Holds(ctx, "case-a"))
	say(w.Grants(ctx, record.GrantFilter{To: "ngo"}))
	say(w.Decisions(ctx, "case-a"))
	say(w.Reintegration(ctx, "case-a"))
	say(w.Contact(ctx, "case-a"))
	say(w.IdentityVersions(ctx, "case-a"))
	for seq := range 40 { // the change in which the order was proposed
		say(w.OrderText(ctx, "case-a", casework.Key(fmt.Sprintf("%s-%d", casework.KindOrder, seq))))
	}
	say(w.Tasks(ctx, record.TaskFilter{Case: "case-a"}))
	say(w.Tasks(ctx, record.TaskFilter{Case: "case-a", Status: record.TaskDecided}))
	say(w.Task(ctx, "case-a", "determination#1"))
	say(w.Commands(ctx, record.CommandFilter{}))
	say(w.SavedViews(ctx, record.CaseList, "acc-screener", "tha-screener"))
	say(w.Wordings(ctx, record.WordingFilter{}))
	say(w.ReadingReviews(ctx, 9))
	say(w.Operation(ctx, "op-1"))
	say(w.List(ctx, "list-1"))
	say(w.ListRows(ctx, record.ListRowFilter{List: "list-1"}))
	say(w.WaitingRows(ctx, "list-1", 0, 9))
	say(w.Movement(ctx, "move-1"))
	say(w.MovementTimeline(ctx, "move-1", false, record.Page{}))
	say(w.PassengerPlaces(ctx, "case-a"))
	say(w.FairOrders(ctx, "move-1"))
	say(w.Erasure(ctx, "erase-1"))
	say(w.Notices(ctx, record.NoticeFilter{}))
	say(w.TakePending(ctx, 10, time.Second, time.Second))
	return out.String()
}

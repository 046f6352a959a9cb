package api_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// told fills the record with notices about the case of the sample: one to each of these desks, and to roles of the
// caseworker's desk.
func told(t *testing.T, h *testAPI) {
	t.Helper()
	m := h.memory()
	for _, n := range []record.Notice{
		{Kind: "emergency", Desk: "tha-caseworker-maesot", Case: caseRef, From: "tha-shelter-maesot"},
		{Kind: "access_given", Desk: "tha-caseworker-maesot", Case: caseRef},
		{Kind: "task_opened", Desk: "tha-caseworker-maesot", Case: caseRef, Task: "fear_of_return#1"},
		{Kind: "emergency", Desk: "tha-caseworker-maesot", Role: casework.RoleSupervisor, Case: caseRef},
		{Kind: "recall_and_delete", Desk: "ken-mission-bangkok", Case: caseRef},
		{Kind: "emergency", Desk: "tha-caseworker-maesot", Case: "c0000000zz"},
		{Kind: "movement_cancelled", Desk: "tha-caseworker-maesot", Movement: moveRef, From: "tha-transport-maesot"},
	} {
		n.CreatedAt = noon.Add(-time.Hour)
		m.SeedNotice(n)
	}
	h.fake.notices = func(f record.NoticeFilter) (record.Notices, error) { return m.Notices(context.Background(), f) }
	h.fake.readNotices = func(r record.Reading) ([]record.Notice, error) { return m.ReadNotices(context.Background(), r) }
}

type noticeLine struct {
	ID, Kind, From, Case, Task, Movement string
	Urgent                               bool
	DueAt                                *time.Time `json:"due_at"`
	ReadAt                               *time.Time `json:"read_at"`
	ReadBy                               string     `json:"read_by"`
}

func notices(h *testAPI, path, who string) (out []noticeLine) {
	h.tb.Helper()
	var page struct{ Items []noticeLine }
	h.ok(http.StatusOK, get(path).as(who)).into(&page)
	return page.Items
}

// A desk gets its own notices, of cases that the officer may see, and to the officer's role.
func TestNoticesOfADesk(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	told(t, h)
	kinds := func(path, who string) (out []string) {
		for _, n := range notices(h, path, who) {
			out = append(out, n.Kind)
		}
		return out
	}
	require.Equal(t, []string{"movement_cancelled", "task_opened", "access_given", "emergency"}, kinds("/notices", caseworker))
	require.Equal(t, []string{"movement_cancelled", "access_given", "emergency"}, kinds("/notices?unread=true", caseworker), "a request stands in the inbox")
	require.Equal(t, []string{"movement_cancelled", "emergency"}, kinds("/notices?unread=true&urgent=true", caseworker))
	require.Empty(t, notices(h, "/notices", "ken-mission-bangkok consular_officer"), "the mission of another state has no part in the case")
	require.Empty(t, notices(h, "/notices", supervisor), "another desk")
	h.refused(http.StatusForbidden, "denied", get("/notices").as(auditor))
	all := notices(h, "/notices", caseworker)
	require.Equal(t, "fear_of_return.1", all[1].Task)
	require.Equal(t, "tha-transport-maesot", all[0].From)
	require.Equal(t, "tha-shelter-maesot", all[3].From, "the caseworker sees the whole case")
	require.Equal(t, noon.Add(time.Hour), *all[3].DueAt)
}

// A reading keeps the first reader, and sent again it has the same answer; the log has who has read.
func TestANoticeIsReadOnce(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	told(t, h)
	all := notices(h, "/notices?unread=true", caseworker)
	path, key := "/notices/"+all[2].ID+"/read", uuid.NewString()
	first := h.ok(http.StatusOK, post(path, nil).with("Idempotency-Key", key).as(caseworker))
	var read noticeLine
	first.into(&read)
	require.Equal(t, noon, *read.ReadAt)
	require.NotEmpty(t, read.ReadBy)
	again := h.ok(http.StatusOK, post(path, nil).with("Idempotency-Key", key).as(caseworker))
	require.Equal(t, string(first.raw), string(again.raw))
	other := h.ok(http.StatusOK, post(path, nil).as(caseworker))
	require.Equal(t, string(first.raw), string(other.raw), "another key changes nothing")
	h.refused(http.StatusUnprocessableEntity, "key_reused", post("/notices/"+all[1].ID+"/read", nil).with("Idempotency-Key", key).as(caseworker))
	h.refused(http.StatusBadRequest, "no_key", post(path, nil).as(caseworker).without("Idempotency-Key"))
	require.Len(t, notices(h, "/notices?unread=true", caseworker), 2)

	hidden := h.refused(http.StatusNotFound, "not_found", post(path, nil).as(consul))
	never := h.refused(http.StatusNotFound, "not_found", post("/notices/999999/read", nil).as(consul))
	hidden.RequestID, never.RequestID = "", ""
	require.Equal(t, never, hidden, "the notice of another desk is like one that never was")
}

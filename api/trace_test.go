package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
)

// allowed lists the fields that a log line of a request may have.
var allowed = []string{"time", "level", "msg", "request", "method", "route", "status", "code", "took", "case", "account", "cause", "type", "stack"}

// There is one log line for each request, with the listed fields and no others.
func TestWhatIsLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(caseworker))
	h.do(get("/cases/" + mark).as(caseworker))
	h.do(newRequest(mark, "/cases", nil).as(caseworker))
	h.do(get("/cases?stage="+mark).as(caseworker).with("User-Agent", mark).with("X-Request-Id", mark))
	h.do(post("/cases", m{"host": mark}).as(registrar))
	lines := strings.Split(strings.TrimSpace(h.logs.String()), "\n")
	require.Len(t, lines, 5)
	for i, line := range lines {
		var fields map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &fields))
		require.Equal(t, "request", fields["msg"])
		for name := range fields {
			require.Contains(t, allowed, name)
		}
		require.Equal(t, i == 0, fields["case"] == string(caseRef))
	}
	require.NotContains(t, h.logs.String(), mark)
	require.Contains(t, lines[0], `"account":"dev-1"`)
	require.Contains(t, lines[0], `"route":"/cases/:case"`)
}

// The answer to an internal error says nothing about its cause.
func TestInternalErrorsAreNotShown(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.theCase = func(casework.Ref) (record.CaseDetail, error) { panic(mark) }
	p := h.refused(http.StatusInternalServerError, "unknown", get("/cases/c7m2k9x4pq").as(caseworker))
	require.Equal(t, "something went wrong on our side; it is safe to try again with the same key", p.Detail)
	h.fake.theCase = func(casework.Ref) (record.CaseDetail, error) {
		return record.CaseDetail{}, fmt.Errorf("find case: %w", errors.New(mark))
	}
	h.refused(http.StatusInternalServerError, "unknown", get("/cases/c7m2k9x4pq").as(caseworker))
	h.fake.theCase = func(casework.Ref) (record.CaseDetail, error) {
		return record.CaseDetail{}, fmt.Errorf("find case: %w", context.DeadlineExceeded)
	}
	h.refused(http.StatusServiceUnavailable, "unavailable", get("/cases/c7m2k9x4pq").as(caseworker))
	h.commands.do = func(r command.Request) (command.Result, error) {
		return command.Result{Target: r.Target, State: record.CommandSettled, Answer: json.RawMessage(`{"seq":"` + mark + `"}`)}, nil
	}
	h.refused(http.StatusInternalServerError, "unknown", post("/operations", m{"host": "THA"}).as(lead))
	logged := h.logs.String()
	require.NotContains(t, logged, mark)
	require.Contains(t, logged, "fmt.wrapError < errors.errorString", "the way of an error is told by its types")
	require.Contains(t, logged, "request panicked")
}

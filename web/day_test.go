package web_test

import (
	"errors"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// reads returns the words of a page.
func (a answer) reads() string {
	return strings.Join(strings.Fields(tagged.ReplaceAllString(headed.ReplaceAllString(html.UnescapeString(string(a.raw)), " "), " ")), " ")
}

func busyDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	again := ofMaeSot(casework.StepSolution, 3*day, 5*day)
	again.Attempt, again.ID = 2, "solution#2"
	still := ofMaeSot(casework.StepRiskAssessment, 10*day, 2*day)
	still.Pause = &casework.Pause{Cause: casework.CauseBorderClosed, Since: noon.Add(-day), By: casework.Actor{Desk: "tha-caseworker-maesot"}}
	d.given("case-late", ofMaeSot(casework.StepFearOfReturn, 8*day, -4*day))
	d.given("case-today", ofMaeSot(casework.StepFearOfReturn, day, 2*time.Hour))
	d.given("case-week", ofMaeSot(casework.StepFearOfReturn, day, 3*day), ofKenya(casework.StepVerifyNationality, 12*day, -2*day))
	d.given("case-again", again)
	d.given("case-still", still, ofKenya(casework.StepVerifyNationality, 2*day, 8*day))
	d.given("case-free", ofMaeSot(casework.StepFearOfReturn, time.Hour, 0))
	return d
}

func TestMyDay(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	a := d.serve(page(http.MethodGet, "/day", nil).as(caseworker))
	require.Equal(t, http.StatusOK, a.StatusCode, "%s", a.raw)
	source, words := string(a.raw), a.reads()
	late, today := strings.Index(source, `href="/desk/cases/case-late/tasks/fear_of_return.1?queue=now"`), strings.Index(source, `href="/desk/cases/case-today/tasks/fear_of_return.1?queue=now"`)
	require.Positive(t, late)
	require.Greater(t, today, late, "what is overdue comes first")
	require.Equal(t, 1, strings.Count(source, `class="primary`), "one primary button")
	require.Contains(t, words, "Overdue by 3 working days")
	require.Contains(t, words, "Due in 2 hours")
	require.Contains(t, words, "Asked once more")
	require.Contains(t, words, "Embassy of Kenya, Bangkok")
	require.Contains(t, words, "2 requests")
	require.Contains(t, words, "1 overdue")
	require.NotContains(t, source, "case-free", "nothing hurries it")
	require.Contains(t, source, `href="/desk/approvals"`, "a caseworker is the second person for another corridor")
}

// The number of each tile, and of each chip, is the number of rows that it leads to.
func TestNumbersOpenTheirRows(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	for path, want := range map[string]int{"/day": 5, "/inbox": 8} {
		a := d.serve(page(http.MethodGet, path, nil).as(caseworker))
		found := numbered.FindAllStringSubmatch(string(a.raw), -1)
		require.Len(t, found, want, path)
		for _, m := range found {
			number := m[2]
			if number == "" {
				number = m[3]
			}
			list := d.serve(page(http.MethodGet, m[1], nil).as(caseworker))
			require.Equal(t, http.StatusOK, list.StatusCode, m[1])
			rows := strings.Count(string(list.raw), `<th scope="row"`)
			require.Equal(t, number, itoa(rows), m[1])
		}
	}
}

func TestEmptyDay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	at := func(caller string) string { return d.serve(page(http.MethodGet, "/day", nil).as(caller)).reads() }
	require.Contains(t, at(caseworker), "Your desk has not been asked anything yet", "nothing yet")
	d.given("case-free", ofMaeSot(casework.StepFearOfReturn, time.Hour, 0))
	require.Contains(t, at(caseworker), "Nothing is overdue and nothing is due today", "nothing left")
	require.Contains(t, d.serve(page(http.MethodGet, "/inbox?queue=returned", nil).as(caseworker)).reads(), "There is nothing in this queue", "nothing matches")
	require.Contains(t, d.serve(page(http.MethodGet, "/inbox?desk=tls-caseworker-dili", nil).as(caseworker)).reads(), "it is not for your role to see", "not theirs")
	require.Contains(t, at("tha-coordination auditor"), "Your role has no inbox here", "not theirs at all")

	d.store.tasks = func(f record.TaskFilter) error {
		if f.Returned {
			return fault.New(fault.Unavailable, "the record is away")
		}
		return nil
	}
	require.Contains(t, at(caseworker), "This part could not be read just now", "could not be read")
	require.Contains(t, at(caseworker), "Nothing is overdue", "and the rest is there")
	require.Contains(t, d.logs.String(), "unavailable", "the operator can find it")
	d.store.tasks = func(record.TaskFilter) error { return errors.New("the record is gone") }
	a := d.serve(page(http.MethodGet, "/day", nil).as(caseworker))
	require.Equal(t, http.StatusInternalServerError, a.StatusCode)
	require.Contains(t, string(a.raw), "<h1>")
}

func TestInbox(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	at := func(path string) answer { return d.serve(page(http.MethodGet, path, nil).as(caseworker)) }
	require.Contains(t, at("/inbox?queue=still").reads(), "Stands still: The border is closed")
	others := at("/inbox?queue=others")
	require.Contains(t, others.reads(), "Embassy of Kenya, Bangkok")
	require.NotContains(t, string(others.raw), `class="primary`, "another desk answers")
	require.Contains(t, at("/inbox?desk=ken-mission-bangkok").reads(), "Inbox of my desk")
	require.Equal(t, at("/inbox").reads(), at("/inbox?queue=king").reads(), "an unknown queue is all of them")
	require.Equal(t, http.StatusBadRequest, at("/inbox?cursor=king").StatusCode)
	require.Equal(t, http.StatusSeeOther, d.serve(page(http.MethodGet, "/inbox", nil)).StatusCode)

	for i := range 30 {
		d.given(casework.Ref("case-more-"+itoa(i+10)), ofMaeSot(casework.StepFearOfReturn, day, 3*day))
	}
	first := at("/inbox?queue=week")
	require.Contains(t, first.reads(), "25 shown, more follow")
	next := nexted.FindStringSubmatch(string(first.raw))
	require.Len(t, next, 2)
	second := at(strings.ReplaceAll(next[1], "&amp;", "&"))
	require.Contains(t, second.reads(), "7 shown")
	require.Contains(t, second.reads(), "To the first page")
	require.Contains(t, string(second.raw), `href="/inbox?queue=week"`, "the queue stays chosen")
}

func TestNumbersHaveAnEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for i := range 60 {
		d.given(casework.Ref("case-"+itoa(i+10)), ofMaeSot(casework.StepFearOfReturn, 8*day, -4*day))
	}
	require.Contains(t, d.serve(page(http.MethodGet, "/day", nil).as(caseworker)).reads(), "first 10 of 50+")
}

package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func TestCases(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	at := func(query string) answer {
		a := d.serve(page(http.MethodGet, "/desk/cases"+query, nil).as(caseworker))
		require.Equal(t, http.StatusOK, a.StatusCode, query)
		return a
	}
	rows := func(query string) []string {
		var out []string
		for _, m := range rowed.FindAllStringSubmatch(string(at(query).raw), -1) {
			out = append(out, m[1])
		}
		return out
	}
	all := at("").reads()
	require.Contains(t, all, "Shown: 6 of 6.")
	require.Contains(t, all, "The newest case comes first.")
	require.Contains(t, all, "Nationality verification")
	require.Contains(t, all, "Embassy of Kenya, Bangkok")
	require.Contains(t, all, "Overdue by 3 working days")
	require.Contains(t, all, "No clock is running")

	require.ElementsMatch(t, []string{"case-late", "case-week"}, rows("?clock=overdue"))
	require.ElementsMatch(t, []string{"case-today", "case-again"}, rows("?clock=week"), "the earliest that is due counts")
	require.Len(t, rows("?origin=KEN"), 6)
	require.Empty(t, rows("?origin=IDN"))
	require.Empty(t, rows("?stage=transport"))
	require.Empty(t, rows("?minor=yes"))
	require.Empty(t, rows("?state=ended"))
	require.Len(t, rows("?state=all"), 6)
	require.Equal(t, http.StatusUnprocessableEntity, d.serve(page(http.MethodGet, "/desk/cases?origin=king", nil).as(caseworker)).StatusCode, "an unknown code is an error, and not all cases")

	both := at("?stage=rescue&clock=overdue")
	require.Contains(t, string(both.raw), `<option value="rescue" selected>`)
	require.Contains(t, string(both.raw), `href="/desk/cases?clock=overdue"`, "a chip removes one filter")
	require.Contains(t, string(both.raw), `href="/desk/cases?stage=rescue"`)
	none := at("?origin=IDN").reads()
	require.Contains(t, none, "No case matches these filters")
	require.Contains(t, none, "From Indonesia", "the filters that are on are named where nothing is shown too")
	require.Contains(t, none, "Shown: 0 of 6.")
}

// A reference that was typed in capitals leads to the page of its case, and a filter that names no desk is an error.
func TestAnAddressInCapitalsAndOneOfNoDesk(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	a := d.serve(page(http.MethodGet, "/desk/cases/CASE-Late/history?cursor=X", nil).as(caseworker))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "/desk/cases/case-late/history?cursor=X", a.Header.Get("Location"))
	require.Equal(t, http.StatusUnprocessableEntity, d.serve(page(http.MethodGet, "/inbox?desk=tha-nowhere", nil).as(caseworker)).StatusCode)
}

func TestCasesArePaged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for i := range 30 {
		d.given(casework.Ref("case-"+itoa(i+10)), ofMaeSot(casework.StepFearOfReturn, day, 3*day))
	}
	first := d.serve(page(http.MethodGet, "/desk/cases?clock=week", nil).as(caseworker))
	require.Contains(t, first.reads(), "25 shown, more follow")
	next := nexted.FindStringSubmatch(string(first.raw))
	require.Len(t, next, 2)
	second := d.serve(page(http.MethodGet, strings.ReplaceAll(next[1], "&amp;", "&"), nil).as(caseworker))
	require.Contains(t, second.reads(), "5 shown")
	require.Contains(t, string(second.raw), `<option value="week" selected>`, "the filter stays")
}

func TestNoCases(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	at := func(caller string) answer { return d.serve(page(http.MethodGet, "/desk/cases", nil).as(caller)) }
	require.Contains(t, at(caseworker).reads(), "Your desk has no part in a case yet")
	d.given("case-free", ofMaeSot(casework.StepFearOfReturn, time.Hour, 0))
	require.Contains(t, at("tls-caseworker-dili caseworker").reads(), "Your desk has no part in a case yet", "of others' cases nothing is told")
	d.store.tasks = func(record.TaskFilter) error { return fault.New(fault.Unavailable, "the record is away") }
	require.Equal(t, http.StatusServiceUnavailable, at(caseworker).StatusCode)
}

// No page has a name of a person, or their case, in its title.
func TestTitlesHaveNoNames(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	for path, title := range map[string]string{"/day": "My day", "/inbox?queue=others": "Inbox", "/desk/cases?clock=overdue": "Cases"} {
		a := d.serve(page(http.MethodGet, path, nil).as(caseworker))
		require.Contains(t, string(a.raw), "<title>"+title+" · Homeward</title>", path)
		require.Equal(t, "no-store", a.Header.Get("Cache-Control"), path)
	}
}

// Help is about the desk and the role of the user, for every kind of desk that there is.
func TestHelp(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	words := s.serve(page(http.MethodGet, "/help", nil).as("ken-mission-bangkok consular_officer")).reads()
	require.Contains(t, words, "Nationality verification")
	require.NotContains(t, words, "Fear of return")
	require.Contains(t, words, "Silence never closes a case")
	require.Contains(t, s.serve(page(http.MethodGet, "/help", nil).as("tha-coordination national_coordinator")).reads(), "Closure of the case")
}

// The list names the next closed gate of a case, and leads to what is missing there.
func TestCasesNameTheNextGate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Open("case-new", "tha-ken", time.Hour)
	a := o.get("/desk/cases", caseworker).status(http.StatusOK).says("Stage and next gate", "Next gate:", "not met")
	link := regexp.MustCompile(`href="(/desk/cases/case-new)#(blocked-G\d\d)"`).FindStringSubmatch(string(a.raw))
	require.Len(t, link, 3)
	o.get(link[1], caseworker).says(`id="` + link[2] + `"`)
	o.get("/desk/cases", otherConsul).never("case-new")
}

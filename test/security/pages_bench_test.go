package security_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// benchCases is how many cases the registrar's desk has to deal with while the pages are timed.
const benchCases = 120

// beside is a page and the requests to the API that give a program what the page gives an officer.
type beside struct {
	name, page string
	api        []string
}

// BenchmarkPagesBesideTheAPI compares the server's time for each main page with the time of the requests to
// the API which give the same, in one installation with a real PostgreSQL: the registrar's desk has 120 open
// requests. Pages and requests take turns. It reports the median of each, in milliseconds, and their ratio.
//
//	go test -run '^$' -bench PagesBesideTheAPI -benchtime 40x ./test/security
func BenchmarkPagesBesideTheAPI(b *testing.B) {
	h := enter(b)
	refs := h.crowd(b)
	var list wire.TaskPage
	h.send(b, get("/tasks?limit=25").as(registrar)).into(b, &list)
	require.NotEmpty(b, list.Items)
	one := list.Items[0]
	of, task := "/cases/"+string(one.Case), "/cases/"+string(one.Case)+"/tasks/"+one.Name
	week := "/tasks?limit=50&due_before=" + time.Now().Add(7*24*time.Hour).UTC().Format(time.RFC3339)
	numbers := []string{
		"/tasks?limit=50&overdue=true", week, "/tasks?limit=50", "/tasks?limit=50&paused=true", "/tasks?limit=50&claimed=mine", "/tasks?limit=50&claimed=nobody",
	}
	waits := []string{"/cases?limit=25"}
	for _, ref := range refs[:25] {
		waits = append(waits, "/cases/"+string(ref)+"/waiting")
	}
	for _, pair := range []beside{
		{"my_day", "/day", append([]string{"/cases?limit=50", "/whoami"}, numbers...)},
		{"inbox", "/inbox", append([]string{"/tasks?limit=25"}, numbers...)},
		{"cases", "/desk/cases", waits},
		{"case", "/desk" + of, []string{of, of + "/waiting", of + "/gates", of + "/timeline?limit=20"}},
		{"task", "/desk" + task, []string{of, task, "/tasks?limit=50"}},
	} {
		b.Run(pair.name, func(b *testing.B) { h.timed(b, pair) })
	}
}

// crowd opens cases of people with different names, whose registration the registrar's desk is asked for.
func (h *installation) crowd(b *testing.B) []casework.Ref {
	b.Helper()
	refs := make([]casework.Ref, benchCases)
	var all sync.WaitGroup
	slots := make(chan struct{}, 4)
	for i := range refs {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			m := otherMarks()
			m.all["name"] = marked{fmt.Sprintf("Crowd %c%c Person", 'A'+i/26, 'a'+i%26), m.all["name"].class}
			refs[i] = h.opens(b, m, "adult", "").ref
		})
	}
	all.Wait()
	return refs
}

// timed asks for a page and for its requests in turns.
func (h *installation) timed(b *testing.B, pair beside) {
	b.Helper()
	page := get(pair.page).with("Accept", "text/html,application/xhtml+xml").with("Sec-Fetch-Site", "same-origin").as(registrar)
	var pages, api []time.Duration
	for b.Loop() {
		began := time.Now()
		a := h.send(b, page)
		pages = append(pages, time.Since(began))
		require.Equal(b, http.StatusOK, a.status, "%s: %.300s", pair.page, a.body)
		began = time.Now()
		for _, path := range pair.api {
			a := h.send(b, get(path).as(registrar))
			require.Equal(b, http.StatusOK, a.status, "%s: %.300s", path, a.body)
		}
		api = append(api, time.Since(began))
	}
	ms := func(all []time.Duration) float64 {
		slices.Sort(all)
		return float64(all[len(all)/2]) / float64(time.Millisecond)
	}
	b.ReportMetric(0, "ns/op") // the time of a round says nothing
	b.ReportMetric(ms(pages), "page-ms")
	b.ReportMetric(ms(api), "api-ms")
	b.ReportMetric(ms(pages)/ms(api), "ratio")
}

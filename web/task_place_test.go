package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	toTask     = regexp.MustCompile(`href="(/desk/cases/[^"]+/tasks/[^"]+)"`)
	toNeighbor = regexp.MustCompile(`rel="(prev|next)" href="([^"]+)"`)
)

// neighbors are the paths of the tasks before and after one, by rel.
func (a answer) neighbors() map[string]string {
	out := map[string]string{}
	for _, m := range toNeighbor.FindAllStringSubmatch(string(a.raw), -1) {
		out[m[1]] = html.UnescapeString(m[2])
	}
	return out
}

// queueOf makes an office whose consulate has six requests.
func queueOf(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.Ask("r0000000000000aa", "tha-ken", 30*24*time.Hour)
	o.Ask("r0000000000000bb", "tha-ken", 2*24*time.Hour)
	return o
}

// The next and the previous task are those of the queue from which a task was opened, in its order.
func TestNextAndPreviousFollowTheQueue(t *testing.T) {
	t.Parallel()
	o := queueOf(t)
	inbox := o.get("/inbox", consul).status(http.StatusOK)
	var rows []string
	for _, m := range toTask.FindAllStringSubmatch(string(inbox.raw), -1) {
		if path := html.UnescapeString(m[1]); len(rows) == 0 || rows[len(rows)-1] != path {
			rows = append(rows, path)
		}
	}
	require.Len(t, rows, 6, "two requests in each of three cases")
	for i, row := range rows {
		require.Contains(t, row, "?queue=all")
		a := o.get(row, consul).status(http.StatusOK).says("Request "+itoa(i+1)+" of 6", "Back to the queue")
		near := a.neighbors()
		bare := func(path string) string { before, _, _ := strings.Cut(path, "?"); return before }
		if i > 0 {
			require.Equal(t, bare(rows[i-1]), bare(near["prev"]), row)
		} else {
			require.Empty(t, near["prev"])
		}
		if i < 5 {
			require.Equal(t, bare(rows[i+1]), bare(near["next"]), row)
			require.Contains(t, near["next"], "at="+itoa(i+2))
		} else {
			require.Empty(t, near["next"])
		}
	}
	o.get(verify, consul).status(http.StatusOK).never("Back to the queue")
	o.get(verify+"?queue=returned", consul).status(http.StatusOK).says("Back to the queue").never("Request 1 of")
	require.Contains(t, string(o.get(verify+"?queue=nonsense&at=-3", consul).status(http.StatusOK).raw), `href="/inbox"`)
	o.get(verify+"?desk=tls-caseworker-dili", consul).status(http.StatusOK).never("Request 1 of")
}

// After an answer the officer is led to the one that has moved up to its place in the queue.
func TestAnAnswerLeadsToTheNextInItsQueue(t *testing.T) {
	t.Parallel()
	o := queueOf(t)
	first := html.UnescapeString(toTask.FindStringSubmatch(string(o.get("/inbox", consul).raw))[1])
	second := o.get(first, consul).neighbors()["next"]
	require.Contains(t, second, "at=2")
	a := o.get(second, consul).status(http.StatusOK)
	third := a.neighbors()["next"]
	path, query, _ := strings.Cut(second, "?")
	form := a.form(path + "/decide?" + html.EscapeString(query))
	a = o.post(path+"/decide?"+query, consul, with(form, "outcome", "insufficient", "reasons", "No record with this number."))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, "%s", a.text())
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, path, to.Path)
	require.Equal(t, "all", to.Query().Get("queue"))
	require.Equal(t, "2", to.Query().Get("at"))
	require.NotEmpty(t, to.Query().Get("sent"))
	require.NotEmpty(t, third)
	require.Contains(t, string(o.get(to.String(), consul).status(http.StatusOK).raw), html.EscapeString(strings.Split(third, "?")[0]))
}

// An address with a place holds codes and numbers only.
func TestAPlaceHoldsNoPerson(t *testing.T) {
	t.Parallel()
	d := busyDesk(t)
	for _, path := range []string{"/day", "/inbox", "/inbox?queue=others", "/inbox?desk=ken-mission-bangkok"} {
		found := toTask.FindAllStringSubmatch(string(d.serve(page(http.MethodGet, path, nil).as(caseworker)).raw), -1)
		require.NotEmpty(t, found, path)
		for _, m := range found {
			require.Regexp(t, `^/desk/cases/[a-z0-9-]+/tasks/[a-z_]+\.\d+\?(queue=[a-z]+|desk=[a-z-]+)$`, html.UnescapeString(m[1]), path)
		}
	}
}

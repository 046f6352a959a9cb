package pages_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/usecasetest"
)

// inboxRow is a row of a list of tasks.
type inboxRow struct {
	Ref, Path, Text string
	Past            bool
}

// bare is the path of the task of a row, without the queue.
func bare(path string) string {
	out, _, _ := strings.Cut(path, "?")
	return out
}

// rows are the rows of the list of tasks that is open.
func (p *person) rows() []inboxRow {
	p.tb.Helper()
	return run[[]inboxRow](p.tab, "rows.js")
}

// openQueue serves a site on which three people wait for their consulate for too long, each with two
// requests, and one person has just come. The overdue requests are a queue of their own.
func openQueue(tb testing.TB) (*site, *usecasetest.Office) {
	tb.Helper()
	o := usecasetest.New(tb, time.Now())
	for i, one := range []struct {
		ref    casework.Ref
		waited time.Duration
	}{{"q3m2k9x4aa", 20 * day}, {"q1m2k9x4bb", 16 * day}, {"q2m2k9x4cc", 13 * day}, {"q0m2k9x4dd", day}} {
		o.Ask(one.ref, "tha-ken", one.waited)
		o.Record.Put(one.ref, record.Person{Name: []string{"Achieng", "Naliaka", "Wairimu", "Zuhura"}[i], Nationality: "KEN"})
	}
	return openSiteOn(tb, o.Service), o
}

// hasPlace requires where in its queue the task is that is open, and which are before and after it.
func (p *person) hasPlace(says, before, after string) {
	p.tb.Helper()
	require.Contains(p.tb, p.reads(), says)
	for rel, want := range map[string]string{"prev": before, "next": after} {
		at := p.evaluates(`document.querySelector("nav.place a[rel=` + rel + `]")?.getAttribute("href") ?? ""`)
		require.Equal(p.tb, bare(want), bare(at), rel)
		require.True(p.tb, at == "" || strings.Contains(at, "queue=now"), "%s stays in the queue", at)
	}
}

// answers answers the request that is open with its first outcome.
func (p *person) answers(path string) {
	p.tb.Helper()
	p.evaluates(`document.querySelector("#form-answer [name=outcome], form[action*='/decide'] [name=outcome]").click()`)
	p.clicks(`form[action*="/decide"] button.primary`, path)
	p.awaits("Recorded")
}

// A consul clears the queue of what is overdue one by one. Previous and next are those of the queue in its
// order; the way on names the request that it leads to; a page keeps its request; and what was answered stays
// in the list, greyed and with its answer, until the list is opened again.
func TestAConsulClearsAnInboxOneByOne(t *testing.T) {
	t.Parallel()
	site, office := openQueue(t)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	p.goes("/inbox?queue=now")
	rows := p.rows()
	require.Len(t, rows, 6, "two requests of each of the three who have waited too long")
	p.clicks(`tbody tr:nth-child(2) td.act a`, bare(rows[1].Path))
	p.hasPlace("Request 2 of 6", rows[0].Path, rows[2].Path)
	p.clicks(`nav.place a[rel=next]`, bare(rows[2].Path))
	p.hasPlace("Request 3 of 6", rows[1].Path, rows[3].Path)
	p.clicks(`nav.place a:not([rel])`, "/inbox")
	require.Equal(t, "?queue=now", p.evaluates("location.search"), "opening a request changes no filter")
	require.Equal(t, rows, p.rows(), "and no order")

	p.clicks(`tbody tr:nth-child(2) td.act a`, bare(rows[1].Path))
	order := append(append([]inboxRow{}, rows[1:]...), rows[0])
	for i, row := range order {
		require.Equal(t, bare(row.Path), p.evaluates("location.pathname"))
		p.answers(bare(row.Path))
		require.Contains(t, p.reads(), row.Ref, "the page of a request stays its page")
		if i == len(order)-1 {
			break
		}
		onward := p.evaluates(`document.querySelector("p.next a").innerText.replace(/\s+/g, " ")`)
		require.Regexp(t, "^Open the next one: .+, "+order[i+1].Ref+"$", onward)
		if i < 2 { // the second has the same deadline as the one after it
			p.keepsWhatWasAnswered(append(rows[:1:1], rows[i+1:]...), 1)
			p.goes(order[i+1].Path)
			continue
		}
		p.clicks("p.next a.secondary", bare(order[i+1].Path))
		require.Contains(t, p.reads(), order[i+1].Ref)
	}
	p.goes("/inbox?queue=now")
	require.Empty(t, p.evaluates(`document.querySelector("table.tasks") ?? ""`))
	p.sound(english())
	require.Len(t, office.Commands.Sent(), 6, "each answer is sent once")
	p.goes("/inbox")
	left := p.rows()
	require.NotEmpty(t, left)
	for _, row := range left {
		require.False(t, row.Past)
	}
}

// keepsWhatWasAnswered goes to the inbox, in which the row that was answered stays in its place, and opens
// it again, without it.
func (p *person) keepsWhatWasAnswered(rows []inboxRow, answered int) {
	p.tb.Helper()
	p.clicks("p.next a.quiet", "/inbox")
	require.Equal(p.tb, "now", p.evaluates(`new URLSearchParams(location.search).get("queue")`), "the queue is as it was")
	require.Len(p.tb, p.rows(), len(rows))
	for i, row := range p.rows() {
		require.Equal(p.tb, rows[i].Ref, row.Ref)
		require.Equal(p.tb, bare(rows[i].Path), bare(row.Path))
		require.Equal(p.tb, i == answered, row.Past)
		if row.Past {
			require.Contains(p.tb, row.Text, "Answered: ")
		}
	}
	p.sound(english())
	p.accessible()
	p.keepPicture("inbox-answered")
	p.goes("/inbox?queue=now")
	for _, row := range p.rows() {
		require.NotEqual(p.tb, bare(rows[answered].Path), bare(row.Path), "the list was opened again")
	}
}

package pages_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/web/words"
)

// filtered is a filter of the inbox: the requests whose reference begins so.
const filtered = "/inbox?ref=k"

func english() words.Language { return words.Choose("en", "") }

// chosen are the rows that are ticked, by what they would send.
func (p *person) chosen() []string {
	p.tb.Helper()
	var out []string
	require.NoError(p.tb, json.Unmarshal([]byte(p.evaluates(`JSON.stringify([...document.querySelectorAll("input.tick:checked")].map((box) => box.value))`)), &out))
	return out
}

// returns goes back to the list and waits until it is there.
func (p *person) returns() {
	p.tb.Helper()
	p.evaluates("history.back()") // chromedp waits for a loading that a page from the cache does not have
	p.arrives("/inbox")
	require.Equal(p.tb, "?ref=k", p.evaluates("location.search"), "the filter is as it was")
}

// reloads opens the list again, with what has come and gone meanwhile.
func (p *person) reloads() {
	p.tb.Helper()
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Reload()))
	p.arrives("/inbox")
}

// leaves lets a colleague answer the request of a row.
func leaves(t *testing.T, o *usecasetest.Office, row string) {
	t.Helper()
	items, err := selection.Parse([]string{row})
	require.NoError(t, err)
	step, _, _ := strings.Cut(string(items[0].Task), "#")
	outcome := map[casework.Step]casework.Outcome{casework.StepVerifyNationality: casework.Confirmed, casework.StepEmbassyCommitment: casework.Committed}[casework.Step(step)]
	o.Settle(items[0].Case, 0, casework.Step(step), outcome, casework.RoleConsul)
}

// ticking opens a filtered list, ticks two of its rows, and opens the request of another row.
func ticking(t *testing.T, script bool) (p *person, o *usecasetest.Office, ticked []string) {
	t.Helper()
	site, o, _ := openMission(t, 12)
	p = chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	if !script {
		p.hasNoScript()
	}
	p.goes(filtered)
	for _, row := range []string{"5", "8"} {
		require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("#row-"+row))))
	}
	ticked = p.chosen()
	require.Len(t, ticked, 2)
	return p, o, ticked
}

// opens opens the request of a row of the list.
func (p *person) opens(row string) {
	p.tb.Helper()
	path := p.evaluates(`document.querySelector("tbody tr:nth-child(` + row + `) td.act a").pathname`)
	p.clicks("tbody tr:nth-child("+row+") td.act a", path)
}

// A list that is returned to has the same place, the same filter and ticks at the same people. A request that
// came meanwhile moves none, and the number of those that have left is shown.
func TestTicksStayWithTheirPeople(t *testing.T) {
	t.Parallel()
	p, office, ticked := ticking(t, true)
	require.Contains(t, p.reads(), "Ticked: 2.")
	p.evaluates(`document.querySelector("tbody tr:nth-child(9) td.act a").scrollIntoView()`)
	scrolled := p.evaluates("Math.round(scrollY)")
	require.NotEqual(t, "0", scrolled)
	p.opens("9")
	p.returns()
	require.Equal(t, ticked, p.chosen())
	require.Eventually(t, func() bool { return p.evaluates("Math.round(scrollY)") == scrolled }, 15*time.Second, 30*time.Millisecond, "the same place")

	first := p.rows()[0].Ref
	p.opens("9")
	office.Ask("k999m2k9x4", "tha-ken", 30*day) // it has waited longest, and so comes first
	p.returns()
	require.Equal(t, ticked, p.chosen())
	p.reloads()
	require.Equal(t, "k999m2k9x4", p.rows()[0].Ref)
	require.NotEqual(t, first, p.rows()[0].Ref)
	require.Equal(t, ticked, p.chosen(), "another row is on top, and the ticks have stayed with their people")
	require.NotContains(t, p.reads(), "No longer in this list")

	p.opens("9")
	leaves(t, office, ticked[0])
	p.returns()
	p.reloads()
	require.Equal(t, ticked[1:], p.chosen())
	p.awaits("Ticked before: 2. No longer in this list: 1.")
	p.sound(english())
	p.accessible()
	p.keepPicture("ticks-left")
}

// Without the script no row is ticked by going back that was not ticked before, also if a request has come meanwhile.
func TestABrowserMovesNoTick(t *testing.T) {
	t.Parallel()
	p, office, ticked := ticking(t, false)
	p.opens("10")
	office.Ask("k999m2k9x4", "tha-ken", 30*day)
	p.returns()
	require.Subset(t, append(ticked, ""), append(p.chosen(), ""), "a tick is where it was, or nowhere")
	p.reloads()
	require.Equal(t, "k999m2k9x4", p.rows()[0].Ref)
	require.Empty(t, p.chosen())
}

// A bulk act with nothing ticked gives an error that has the focus and says what to do.
func TestABulkActWithNothingTicked(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			site, office, _ := openMission(t, 3)
			p := b.person(t, screen{name: "phone", width: 360, height: 760, scheme: "light"}, "en", site.address)
			p.isIn("consul-kenya")
			if !script {
				p.hasNoScript()
			}
			p.goes(filtered)
			p.clicks("button[name=act]", "/inbox")
			p.awaits("Tick at least one row")
			require.Eventually(t, func() bool { return p.focused("id") == "problems" }, 15*time.Second, 30*time.Millisecond, "the error has the focus")
			require.Equal(t, "k", p.evaluates(`new URLSearchParams(location.search).get("ref")`))
			p.sound(english())
			if script { // axe-core waits by timers, which do not run without script
				p.accessible()
			}
			require.Empty(t, office.Commands.Sent())
		})
	}
}

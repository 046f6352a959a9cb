package pages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/web/words"
)

const verifying = casework.TaskID("verify_nationality#1")

// colleague is another officer of the Kenyan mission.
func colleague() casework.Actor {
	return casework.Actor{Account: "dev-2", Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul}
}

// openMission serves a site on which the Kenyan mission is asked who a number of people are.
func openMission(tb testing.TB, people int) (*site, *usecasetest.Office, []casework.Ref) {
	tb.Helper()
	o := usecasetest.New(tb, time.Now())
	var refs []casework.Ref
	for i := range people {
		ref := casework.Ref(fmt.Sprintf("k%03dm2k9x4", i))
		o.Ask(ref, "tha-ken", time.Duration(people-i)*time.Hour+day)
		born := civil.Date{Year: 1985 + i%9, Month: 5, Day: 17}
		o.Record.Put(ref, record.Person{
			Name: fmt.Sprintf("Achieng Otieno %d", i), Nationality: "KEN", DocumentNumber: fmt.Sprintf("KE50%02d", i), Birth: birth.Date{Readings: []birth.Reading{{From: born, To: born}}},
		})
		refs = append(refs, ref)
	}
	return openSiteOn(tb, o.Service), o, refs
}

// exceptions makes six of the people exceptions, each by another rule.
func exceptions(o *usecasetest.Office, refs []casework.Ref) {
	by := colleague()
	for i, cmd := range []casework.Command{
		{Kind: casework.KindClaim, By: by, Task: verifying},
		{Kind: casework.KindPause, By: by, Task: verifying, Cause: casework.CauseMission},
		{Kind: casework.KindAsk, By: by, Task: verifying, Reasoned: true},
		{Kind: casework.KindDecide, By: by, Task: verifying, Outcome: casework.Insufficient, Reasoned: true},
	} {
		o.Do(refs[i], 0, cmd)
	}
	o.Record.Put(refs[4], record.Person{Name: "Neema", Nationality: "TZA"})
	o.Record.Put(refs[5], record.Person{Name: "Atieno", Nationality: "KEN", Birth: birth.Date{AsWritten: "2012", Readings: []birth.Reading{{From: civil.Date{Year: 2012, Month: 1, Day: 1}, To: civil.Date{Year: 2012, Month: 12, Day: 31}}}}})
}

// changes changes a request without leaving anything else behind.
func changes(o *usecasetest.Office, ref casework.Ref) {
	for _, kind := range []casework.Kind{casework.KindClaim, casework.KindRelease} {
		o.Do(ref, 0, casework.Command{Kind: kind, By: colleague(), Task: verifying})
	}
}

// opensSheet goes from the inbox to a sheet of the verifications, and returns its path.
func (p *person) opensSheet() string {
	p.tb.Helper()
	p.goes("/inbox")
	p.clicks(`a[href="/desk/sheets"]`, "/desk/sheets")
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(`form:has(input[value="verify_nationality"]) button`))))
	var at string
	require.Eventually(p.tb, func() bool {
		var err error
		at, err = chromedp.Run(p.ctx, chromedp.Location())
		return err == nil && strings.Contains(at, "/desk/sheets/")
	}, 15*time.Second, 20*time.Millisecond)
	path := strings.TrimPrefix(at, p.address)
	p.arrives(path)
	return path
}

// ticked is how many requests of a sheet are ticked; 0 while the page is loading.
func (p *person) ticked() int {
	p.tb.Helper()
	n, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`document.readyState === "complete" ? document.querySelectorAll("input[name=tick]:checked").length : 0`))
	if err != nil {
		return 0
	}
	return n
}

// A consul answers 9 of 17 alike requests at once, by the keyboard alone in a browser that runs no
// script. Seven leave the sheet, each by another rule, and one that changes while she looks is refused.
// No more than ten at once are hers alone; the story of a batch of sixty has the second person.
func TestABatchOfAlikeRequests(t *testing.T) {
	t.Parallel()
	site, office, refs := openMission(t, 17)
	exceptions(office, refs)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(t, err)
	sheet := p.opensSheet()
	changes(office, refs[6])
	p.goes(sheet)
	p.sound(words.Choose("en", ""))
	text := p.reads()
	for _, rule := range []string{
		"10 requests can be answered here", "7 requests leave the sheet", "A colleague at your desk is working on it", "Its clock stands still", "Your desk has asked another desk",
		"It was asked before and has come back", "Two records of who she is do not agree", "She is a child, or may be one", "It has changed since you saw it",
	} {
		require.Contains(t, text, rule)
	}
	require.Zero(t, p.ticked(), "nothing is ticked before she ticks it")

	// A request is opened from its row, and the ticks are there on return.
	p.tabs("Tick all of them")
	p.keys(kb.Enter)
	require.Eventually(t, func() bool { return p.ticked() == 10 }, 15*time.Second, 30*time.Millisecond)
	opened := refs[7]
	p.tabs("Open, " + string(opened))
	p.keys(kb.Enter)
	p.arrives("/desk/cases/" + string(opened) + "/tasks/verify_nationality.1")
	p.tabs("Back to the sheet")
	p.keys(kb.Enter)
	p.arrives(sheet)
	require.Equal(t, 10, p.ticked())
	require.Contains(t, p.reads(), "Opened")

	for range 200 {
		if p.press(kb.Tab); p.focused("name") == "outcome" {
			break
		}
	}
	p.keys(" ")
	p.tabs("Review what is ticked")
	p.keys(kb.Enter)
	p.arrives(sheet + "/confirm")
	p.sound(words.Choose("en", ""))
	require.Contains(t, p.reads(), "(ten)")
	p.keepPicture("sheet-confirm-keyboard-en")
	changes(office, refs[12]) // while she looks
	p.tabs("Confirm these 10 answers")
	p.keys(kb.Enter)
	p.arrives(sheet)
	p.sound(words.Choose("en", ""))
	text = p.reads()
	for _, said := range []string{"Asked for 10", "Recorded 9", "Refused 1", "Waiting 0", "Try the 1 again", string(refs[12]) + " Achieng Otieno 12 born 1988-05-17 document KE5012 Refused It has changed since you saw it"} {
		require.Contains(t, strings.Join(strings.Fields(text), " "), said)
	}
	require.Len(t, office.Commands.Sent(), 9, "each is sent once, and the changed one is not")
	recorded := 0
	for _, ref := range refs {
		state := office.State(ref)
		if s, ok := state.Settlement(casework.StepVerifyNationality); ok && s.Outcome == casework.Confirmed {
			recorded++
		}
	}
	require.Equal(t, 9, recorded)

	// The refused one is taken again, after it was looked at.
	p.tabs("Try the 1 again")
	p.keys(kb.Enter)
	require.Eventually(t, func() bool { return p.says("1 request leaves the sheet") }, 15*time.Second, 30*time.Millisecond)
	p.tabs("Open, " + string(refs[12]))
	p.keys(kb.Enter)
	p.arrives("/desk/cases/" + string(refs[12]) + "/tasks/verify_nationality.1")
	p.tabs("Back to the sheet")
	p.keys(kb.Enter)
	require.Eventually(t, func() bool { return p.says("1 request can be answered here") }, 15*time.Second, 30*time.Millisecond)
}

// The pages of a sheet, on every screen and in every language.
func TestEverySheetPage(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	for _, l := range words.Languages() {
		t.Run(l.Code, func(t *testing.T) {
			site, office, refs := openMission(t, 9)
			exceptions(office, refs)
			p := b.person(t, desktop(), l.Code, site.address)
			p.isIn("consul-kenya")
			seen := func(what string) {
				t.Helper()
				p.looksEverywhere(l, "sheet-"+what)
				p.sits(desktop())
			}
			sheet := p.opensSheet()
			seen("marks")
			p.goes(sheet)
			p.clicks(`button[value=all]`, sheet)
			require.Eventually(t, func() bool { return p.ticked() == 3 }, 15*time.Second, 30*time.Millisecond)
			require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(`input[value=confirmed]`))))
			p.clicks(`button[value=review]`, sheet+"/confirm")
			seen("confirm")
			changes(office, refs[6])
			p.goes(sheet + "/confirm")
			p.clicks(`form[action$="/confirm"] button`, sheet)
			seen("results")
			p.clicks(`button[value=review]`, p.opensSheet())
			require.Eventually(t, func() bool { return p.focused("id") == "problems" && p.at() != "" }, 15*time.Second, 30*time.Millisecond, "the summary has the focus")
			p.forgets("Failed to load resource")
			seen("wrong")
		})
	}
}

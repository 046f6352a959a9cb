package pages_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/words"
)

// seenPage is a page in one state.
type seenPage struct {
	name  string // of its pictures
	route string // its address in the table of routes; "" for the path
	path  string
	// opens goes to a page whose address is made on the way; nil for one that has a path.
	opens func(p *person)
	// refused is true of a page that refuses, or of which there is none.
	refused bool
}

// workPages are the pages on which officers work, by the account that opens them; a number after it only
// divides many pages, so that they are looked at side by side.
func workPages() map[string][]seenPage {
	acts := ofCase + "/acts"
	return map[string][]seenPage{
		"caseworker": {
			{name: "day", path: "/day"},
			{name: "inbox", path: "/inbox"},
			{name: "inbox-others", path: "/inbox?queue=others"},
			{name: "inbox-empty", path: "/inbox?queue=mine"},
			{name: "cases", route: "/desk/cases", path: "/desk/cases"},
			{name: "cases-filtered", path: "/desk/cases?clock=overdue"},
			{name: "cases-none", path: "/desk/cases?stage=closed"},
			{name: "case", route: "/desk/cases/:case", path: ofCase},
			{name: "consents", route: "/desk/cases/:case/consents", path: ofCase + "/consents"},
			{name: "access", route: "/desk/cases/:case/access", path: ofCase + "/access"},
			{name: "history", route: "/desk/cases/:case/history", path: ofCase + "/history"},
		},
		"caseworker 2": {
			{name: "acts", route: "/desk/cases/:case/acts", path: acts},
			{name: "events", route: "/desk/cases/:case/acts/report", path: acts + "/report"},
			{name: "death", route: "/desk/cases/:case/acts/report/:event", path: acts + "/report/death"},
			{name: "superseded", path: acts + "/report/decision_superseded"},
			{name: "correct", route: "/desk/cases/:case/acts/correct", path: "/desk/cases/" + string(halfWaived) + "/acts/correct"},
			{name: "case-corrected", path: "/desk/cases/" + string(halfWaived)},
			{name: "approve-correction", route: "/desk/approvals/cases/:case/:number", path: "/desk/approvals/cases/" + string(halfWaived) + "/2"},
			{name: "give", route: "/desk/cases/:case/acts/give_access", path: acts + "/give_access"},
			{name: "end", route: "/desk/cases/:case/acts/end_access/:grant", path: acts + "/end_access/1"},
			{name: "exclude", route: "/desk/cases/:case/acts/exclude", path: acts + "/exclude"},
			{name: "readmit", route: "/desk/cases/:case/acts/readmit/:exclusion", path: acts + "/readmit/1"},
			{name: "end-order", route: "/desk/cases/:case/acts/end_order", path: acts + "/end_order"},
			{name: "fear", path: fearOfTwo},
			{name: "endings", path: "/desk/endings"},
			{name: "told", path: "/desk/told"},
			{name: "emergency", path: "/desk/emergency"},
			{name: "reading-none", path: "/desk/reading"},
			{name: "drafts", path: "/drafts"},
			{name: "search", path: "/desk/search"},
			{name: "contact", route: "/desk/cases/:case/contact", path: ofCase + "/contact"},
			{name: "no-return", route: "/desk/cases/:case/return", path: ofCase + "/return"},
			{name: "selected", route: "/desk/selected/:selection", opens: freezes},
			{name: "preview", opens: previews},
			{name: "help", path: "/help"},
			{name: "components", path: "/components"},
			{name: "words", path: "/desk/words?of=cases"},
			{name: "wording", route: "/desk/words/:language/:text/:form", path: "/desk/words/my/cases.next_gate/single"},
			{name: "gone", path: "/desk/cases/c00000none", refused: true},
			{name: "not-mine", path: "/desk/movements", refused: true},
		},
		"registrar":  {{name: "open", path: "/desk/cases/open"}, {name: "upload", path: "/desk/lists"}, {name: "search-registrar", path: "/desk/search"}},
		"supervisor": {{name: "order", route: "/desk/cases/:case/acts/order", path: acts + "/order"}, {name: "waive", route: "/desk/cases/:case/acts/waive", path: "/desk/cases/c0000000bb/acts/waive"}, {name: "erase", route: "/desk/cases/:case/acts/erase", path: acts + "/erase?basis=retention_reached"}, {name: "erase-why", path: acts + "/erase"}},
		"coordinator": {
			{name: "approvals", path: "/desk/approvals"},
			{name: "approve-list", route: "/desk/approvals/lists/:list", path: "/desk/approvals/lists/" + string(aList)},
			{name: "approve-resume", route: "/desk/approvals/operations/:operation", path: "/desk/approvals/operations/" + string(toResume)},
		},
		"movement-approver": {
			{name: "approvals-movement", path: "/desk/approvals"},
			{name: "approve-cancel", route: "/desk/approvals/movements/:movement", path: "/desk/approvals/movements/" + string(toCancel)},
		},
		"data-protection": {{name: "approve-reading", route: "/desk/approvals/reading/:review", path: "/desk/approvals/reading/" + string(aReading)}, {name: "approve-erasure", route: "/desk/approvals/erasures/:erasure", path: "/desk/approvals/erasures/" + string(anErasure)}},
		"transport":       {{name: "movements", path: "/desk/movements"}, {name: "movement", route: "/desk/movements/:movement", path: "/desk/movements/" + string(aMovement)}, {name: "roll", route: "/desk/movements/:movement/list", path: "/desk/movements/" + string(aMovement) + "/list"}},
		"escort":          {{name: "roll-call", path: "/desk/movements/" + string(onManifest) + "/list"}},
		"panel-chair":     {{name: "panel", path: "/desk/cases/c0000000ee/tasks/determination.1"}},
		"consul-kenya": {
			{name: "inbox-consul", path: "/inbox"},
			{name: "case-consul", path: ofCase},
			{name: "task", route: "/desk/cases/:case/tasks/:task", path: verify},
			{name: "task-in-queue", path: verify + "?queue=all"},
			{name: "alike", path: "/desk/sheets"},
			{name: "sheet", route: "/desk/sheets/:sheet", opens: func(p *person) { p.opensSheet() }},
			{name: "no-acts", path: acts},
		},
		"consul-kenya 2": {{name: "approve-batch", route: "/desk/approvals/batches/:batch", opens: opensBatch}},
		"receiving-ngo": {
			{name: "visits", path: "/desk/visits?show=all"},
			{name: "visits-due", path: "/desk/visits"},
			{name: "visit", route: "/desk/cases/:case/tasks/:task/visit", path: "/desk/cases/c0000000ff/tasks/follow_up~3m.1/visit"},
			{name: "return", path: "/desk/cases/c0000000dd/return"},
			{name: "contact-not-asked", path: "/desk/cases/c0000000ff/contact"},
			{name: "plan", route: "/desk/cases/:case/return/plan", path: "/desk/cases/c0000000cc/return/plan"},
			{name: "return-begins", path: "/desk/cases/c0000000cc/return"},
		},
	}
}

// accountPages are the pages of the own account, and those before signing in.
func accountPages() []string {
	return []string{"/account", "/account/sessions", "/account/passkeys", "/account/prove", "/account/desk", "/account/settings", "/invitation"}
}

// freezes chooses all cases under a filter.
func freezes(p *person) {
	p.tb.Helper()
	p.goes("/desk/cases")
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("button[name=all]"))))
	p.awaitsPath("/desk/selected/")
}

// opensBatch opens the batch that waits for a second person.
func opensBatch(p *person) {
	p.tb.Helper()
	p.goes("/desk/approvals")
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(`a[href^="/desk/approvals/batches/"]`))))
	p.awaitsPath("/desk/approvals/batches/")
}

// previews ticks a case and asks what taking its requests on would do.
func previews(p *person) {
	p.tb.Helper()
	p.goes("/desk/cases")
	p.evaluates(`document.querySelector("input.tick:checked") ?? document.querySelector("input.tick").click()`)
	p.clicks("button[name=act]", "/desk/selected")
}

// elsewhere are the routes of pages that have no entry in the lists, with the reason.
func elsewhere() map[string]string {
	return map[string]string{
		"/": "it redirects", "/signin/:provider": "it redirects", identity.CallbackPath: "it redirects", "/account/prove/agency": "it redirects", "/static/:name": "a file",
		"/signin": "TestEveryAccountPage", "/signin/cli": "TestTheCommandLineIsLetIn", "/desk/sheets/:sheet/confirm": "TestEverySheetPage",
		"/desk/lists/:list": "not in a browser yet: web/list_test.go",
	}
}

// A page that no test opens can be broken for every reader without a failure.
func TestEveryPageIsOpened(t *testing.T) {
	t.Parallel()
	site, _ := openDesk(t)
	var known []string
	for _, pages := range workPages() {
		for _, one := range pages {
			known = append(known, one.route, bare(one.path))
		}
	}
	known = append(known, accountPages()...)
	for _, r := range site.routes {
		if r.Method == http.MethodGet && elsewhere()[r.Path] == "" {
			require.Contains(t, known, r.Path, "no test opens this page in a browser: put it into workPages")
		}
	}
	for path := range elsewhere() {
		require.True(t, slices.ContainsFunc(site.routes, func(r httpserver.Route) bool { return r.Path == path }), "%s is no page", path)
	}
}

// Every page on which officers work, on every screen, in every language, light, dark and in forced colours;
// and with every text doubled, on the narrowest screen that is supported (WCAG 2.2, 1.4.10) and on a desk.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	site, office := openEverything(t)
	b := chromium(t)
	for by, pages := range workPages() {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			account, _, _ := strings.Cut(by, " ")
			p := b.lasting(t, desktop(), "en", site.address, 8*patience)
			p.isIn(account)
			for _, l := range words.Languages() {
				p.speaks(l.Code)
				for _, one := range pages {
					p.opensPage(one)
					p.looksEverywhere(l, one.name)
				}
			}
		})
	}
	t.Cleanup(func() { require.Len(t, office.Commands.Sent(), 2+commandsOfProposals, "looking does nothing") })
}

// opensPage opens a page in its state.
func (p *person) opensPage(one seenPage) {
	p.tb.Helper()
	if one.opens != nil {
		one.opens(p)
		return
	}
	p.goes(one.path)
	if one.refused {
		p.forgets("Failed to load resource")
	}
	p.atPath(one.path)
}

// atPath requires that a path was not left for another one.
func (p *person) atPath(path string) {
	p.tb.Helper()
	require.True(p.tb, strings.HasSuffix(p.evaluates("location.pathname"), bare(path)), "%s leads to %s", path, p.evaluates("location.pathname"))
}

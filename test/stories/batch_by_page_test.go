package stories_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// alike are the requests of the batch: so many are answered at once, and so many more are exceptions.
const (
	alike   = 53
	unalike = 7
)

// TestABatchOfSixtyByPage: the Lao mission is asked who sixty people are. Seven of the requests leave the sheet by
// a rule. The consul confirms the other 53 at once, in a browser, and sends the confirmation twice at the same
// moment: each request is recorded once.
func TestABatchOfSixtyByPage(t *testing.T) {
	s := begin(t)
	people := make([]*survivor, alike+unalike)
	t.Run("sixty people", func(t *testing.T) {
		for i := range people {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				people[i] = (&story{t: t, site: s.site, watch: newWatch(t)}).isOfLaos(i)
			})
		}
	})
	for i, her := range people {
		require.NotNil(t, her)
		her.story = s
		her.leavesTheSheet(i)
	}
	consul := s.sits(chromium(t), s.at("lao-mission-bangkok"))
	consul.goes("/desk/sheets")
	sheet := consul.presses(`form:has(input[value="verify_nationality"]):has(input[value="tha-lao"]) button`, `^/desk/sheets/[^/]+$`)
	people[alike+unalike-1].isChanged()
	page := consul.again(sheet)
	require.Contains(t, page, "53 requests can be answered here")
	require.Contains(t, page, "7 requests leave the sheet")
	for _, rule := range []string{
		"A colleague at your desk is working on it", "Its clock stands still", "Your desk has asked another desk", "It was asked before and has come back",
		"It has changed since you saw it",
	} {
		require.Contains(t, page, rule)
	}
	consul.presses(`button[value=all]`, "^"+sheet+"$")
	require.Equal(t, alike, consul.counts("input[name=tick]:checked"))
	consul.ticks(`input[name=outcome][value=confirmed]`)
	consul.presses(`button[value=review]`, "^"+sheet+"/confirm$")
	require.Contains(t, consul.reads(), "53 (fifty-three)")
	require.Contains(t, consul.reads(), "a second officer of the desk has to agree to this set")
	consul.sendsTwice(`form[action$="/confirm"]`)
	require.Contains(t, consul.again(sheet), "These answers wait for a second officer")
	s.aColleagueAgrees(s.at("lao-mission-bangkok"))

	page = consul.again(sheet)
	for _, said := range []string{`Asked for\s*53`, `Recorded\s*53`, `Refused\s*0`, `Waiting\s*0`} {
		require.Regexp(t, said, page)
	}
	for i, her := range people {
		want, confirmed := 1, 0 // that which came back was answered once, before the batch
		if i < unalike-1 && i != returned || i == alike+unalike-1 {
			want = 0
		}
		for _, line := range her.lines(casework.EntryDecided) {
			if line.Step == string(casework.StepVerifyNationality) {
				confirmed++
			}
		}
		require.Equal(t, want, confirmed, "person %d", i)
	}
}

// aColleagueAgrees: one batch of the consul's desk waits. The consul cannot agree to it; a colleague looks at exactly
// these answers and agrees, twice.
func (s *story) aColleagueAgrees(consul officer) {
	s.t.Helper()
	ctx, colleague := s.t.Context(), consul.colleague()
	waiting, err := s.as(colleague).ListBatches(ctx)
	s.fine(err)
	require.Len(s.t, waiting.Items, 1)
	seen, err := s.as(colleague).ShowBatch(ctx, waiting.Items[0].Ref)
	s.fine(err)
	require.Len(s.t, seen.Items, alike)
	agreement := wire.BatchAgreement{Digest: seen.Batch.Digest}
	_, err = s.as(consul).AgreeBatch(ctx, once(), seen.Batch.Ref, agreement)
	s.refused(err, fault.Denied)
	for range 2 {
		done, err := s.as(colleague).AgreeBatch(ctx, once(), seen.Batch.Ref, agreement)
		s.fine(err)
		require.Equal(s.t, record.BatchAgreed, done.Batch.State)
	}
}

// returned is the exception whose request was answered before and has come back.
const returned = 3

// isOfLaos opens the case of a person from Laos and brings it to where the mission is asked who she is.
func (s *story) isOfLaos(i int) *survivor {
	s.t.Helper()
	her := s.opens("bangkok", wire.CaseOpening{
		Host: "THA", Origin: "LAO", Custodian: "state", Age: "adult", Person: wire.PersonInput{Name: fmt.Sprintf("Keo Batch %d", i), Nationality: "LAO"},
	})
	her.isRegistered()
	her.knows(her.caseworker.desk, "needs_met", "yes")
	her.decides(casework.StepFearOfReturn, casework.No, because("asked twice, with an interpreter"), knowing("interpreter", "ok", "lawyer_told", "yes"))
	her.asked(casework.StepVerifyNationality)
	return her
}

// leavesTheSheet makes the request an exception, the first ones each by another rule.
func (her *survivor) leavesTheSheet(i int) {
	her.t.Helper()
	if i >= unalike-1 {
		return
	}
	task, consul := her.asked(casework.StepVerifyNationality)
	colleague := consul.colleague()
	as := her.as(colleague)
	var receipt wire.Receipt
	var err error
	switch i {
	case 0, 4, 5:
		receipt, err = as.ClaimTask(her.t.Context(), once(), her.ref, task.Name)
	case 1:
		receipt, err = as.PauseTask(her.t.Context(), once(), her.ref, task.Name, wire.PauseRequest{Cause: casework.CauseMission})
	case 2:
		receipt, err = as.AskAtTask(her.t.Context(), once(), her.ref, task.Name, wire.Question{Question: "Which village?"})
	case returned:
		her.decides(casework.StepVerifyNationality, casework.Insufficient, by(colleague), because("no record with this number"))
		return
	}
	her.settled(colleague, receipt, err)
}

// isChanged: a colleague takes the request on and gives it back. Nothing else is left of it.
func (her *survivor) isChanged() {
	her.t.Helper()
	task, consul := her.asked(casework.StepVerifyNationality)
	colleague := consul.colleague()
	receipt, err := her.as(colleague).ClaimTask(her.t.Context(), once(), her.ref, task.Name)
	her.settled(colleague, receipt, err)
	receipt, err = her.as(colleague).ReleaseTask(her.t.Context(), once(), her.ref, task.Name)
	her.settled(colleague, receipt, err)
}

// presses presses a button and waits for another page, whose path matches.
func (w *window) presses(selector, arrives string) string {
	w.t.Helper()
	w.does(`(() => { document.documentElement.dataset.sent = "yes"; document.querySelector(` + "`" + selector + "`" + `).click(); return ""; })()`)
	path, want := "", regexp.MustCompile(arrives)
	w.until(selector+" leads on", func() bool {
		at, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.readyState === "complete" && document.documentElement.dataset.sent !== "yes" ? location.pathname : ""`))
		path = at
		return err == nil && at != ""
	})
	require.Regexp(w.t, want, path, "%s", w.reads())
	return path
}

// ticks ticks a box or a circle.
func (w *window) ticks(selector string) {
	w.t.Helper()
	w.does(`(() => { document.querySelector(` + "`" + selector + "`" + `).checked = true; return ""; })()`)
}

// sendsTwice sends a form twice at the same moment, and wants both to be answered.
func (w *window) sendsTwice(selector string) {
	w.t.Helper()
	answers := w.does(`(() => {
		const form = document.querySelector(` + "`" + selector + "`" + `);
		const send = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin"}).then((a) => a.status + " " + new URL(a.url).pathname);
		return Promise.all([send(), send()]).then((all) => all.join("|"));
	})()`)
	first, second, _ := strings.Cut(answers, "|")
	require.Regexp(w.t, `^200 /desk/sheets/[^/]+$`, first)
	require.Equal(w.t, first, second, "both get the same answer")
}

// does runs a script in the page and returns what it says.
func (w *window) does(script string) string {
	w.t.Helper()
	said, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	require.NoError(w.t, err, url.PathEscape(script))
	return said
}

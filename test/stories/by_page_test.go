package stories_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// answersByPage has an officer answer the open request of a step on its page.
func (her *survivor) answersByPage(w *window, step casework.Step, outcome casework.Outcome, more ...fill) {
	her.t.Helper()
	task, _ := her.asked(step)
	path := her.path() + "/tasks/" + url.PathEscape(task.Name)
	w.goes(path)
	w.sends(path+"/decide", "^"+path+"$", append([]fill{{"outcome", string(outcome)}}, more...)...)
}

func (her *survivor) path() string { return "/desk/cases/" + string(her.ref) }

// TestACaseworkerBringsHerToASeatByPage goes the way from the rescue to a held seat on the pages, in a
// browser, with the real servers behind them: the registrar opens the case by hand, the caseworker records
// consents and answers, a panel of three decides without seeing each other's votes, the transport desk
// holds a seat. Then she changes her mind, and the page shows what is undone. Desks whose pages have
// tests of their own answer by the API.
func TestACaseworkerBringsHerToASeatByPage(t *testing.T) {
	s := begin(t)
	b := chromium(t)
	her := s.carried("tha", "bangkok")
	registrar, caseworker := s.sits(b, her.registrar), s.sits(b, her.caseworker)

	registrar.goes("/desk/cases/open")
	opened := registrar.sends("/desk/cases/open", `^/desk/cases/[0-9a-z]{8,}$`, fill{"host", "THA"}, fill{"origin", "MMR"}, fill{"custodian", "not_asked"},
		fill{"told_of_purpose", "yes"}, fill{"age", "adult"}, fill{"name", "Aye Test " + time.Now().Format("150405.000000")}, fill{"languages", "Burmese, Shan"}, fill{"remark", "Came with two bags."})
	her.ref = casework.Ref(strings.TrimPrefix(opened, "/desk/cases/"))
	require.Contains(t, registrar.reads(), "Burmese, Shan")

	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed)
	her.answersByPage(registrar, casework.StepRegister, casework.Registered, fill{"fact.age", "adult"})
	caseworker.goes(her.path() + "/consents")
	consents := []fill{{"mode", "thumbprint"}, {"language", "my"}}
	for _, one := range []string{"C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11"} {
		consents = append(consents, fill{"consent", one})
	}
	caseworker.sends("/consents/give", "/consents$", consents...)
	her.answersByPage(caseworker, casework.StepFearOfReturn, casework.No, fill{"reasons", "Asked twice, with an interpreter."}, fill{"fact.interpreter", "ok"}, fill{"fact.lawyer_told", "yes"})
	her.decides(casework.StepScreening, casework.Refer)
	her.isFoundByPage(b)

	her.knows(her.caseworker.desk, "information_given", "yes")
	her.answersByPage(caseworker, casework.StepRiskAssessment, casework.Low, fill{"reasons", "Her family waits for her."})
	her.answersByPage(caseworker, casework.StepSolution, casework.Return)
	her.isCleared()

	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 50, 48*time.Hour)
	booking := s.sits(b, flight.booking)
	booking.opensUntil("/desk/movements/"+string(flight.ref), string(her.ref))
	booking.sends("/hold", "^/desk/movements/"+string(flight.ref)+"$", fill{"case", string(her.ref)}, fill{"together", "alone"})
	caseworker.opensUntil(her.path(), "Bangkok, Don Mueang (THDMK)")
	page := caseworker.reads()
	require.Contains(t, page, "Yangon (MMRGN)")
	require.Regexp(t, `Seat\s*Held`, page)

	caseworker.goes(her.path() + "/consents")
	caseworker.sends("/consents/preview", "/consents/preview$", fill{"consent", "C9"})
	require.Contains(t, caseworker.reads(), "The held seat. The movement takes it back and confirms.")
	caseworker.sends("/consents/withdraw", "/consents$", fill{"words", "She wants to stay with her sister."})
	caseworker.opensUntil(her.path(), "The held seatUndone")
	booking.opensUntil("/desk/movements/"+string(flight.ref), "0 of 50 taken")
}

// again opens a page and returns its text.
func (w *window) again(path string) string {
	w.goes(path)
	return w.reads()
}

// isFoundByPage: three members of three agencies vote on the page of the panel, the chair last. No one
// sees a vote or its reasons before having voted.
func (her *survivor) isFoundByPage(b browser) {
	her.t.Helper()
	const reasons = "Indicators weighed one by one by "
	for n, agency := range []casework.AgencyID{"tha-police", "tha-labour", "tha-social"} {
		task, member := her.asked(casework.StepDetermination)
		member.agency, member.account = agency, "page-panel-"+string(agency)
		if n == 2 {
			member.role = casework.RolePanelChair
		}
		w := her.sits(b, member)
		path := her.path() + "/tasks/" + url.PathEscape(task.Name)
		before := w.again(path)
		if n > 0 {
			require.NotContains(her.t, before, reasons, "the reasons of the others are unseen")
			require.Contains(her.t, before, "You see the votes of the others as soon as you have voted")
			require.Contains(her.t, before, "the vote of the chair")
		}
		w.sends(path+"/decide", "^"+path+"$", fill{"outcome", "victim"}, fill{"reasons", reasons + string(agency)})
		if after := w.again(path); n == 1 {
			require.Contains(her.t, after, reasons+"tha-police", "after the own vote the others' are read")
		}
	}
}

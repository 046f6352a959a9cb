package stories_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// visits records a visit of the schedule on its page, and is led to the page of her return.
func (her *survivor) visits(w *window, visit string, fields ...fill) {
	her.t.Helper()
	task, _ := her.asked(casework.FollowUp(visit))
	path := her.path() + "/tasks/" + url.PathEscape(task.Name) + "/visit"
	w.goes(path)
	w.sends(path, "^"+her.path()+"/return$", fields...)
}

// counts returns how many elements of the page a selector finds.
func (w *window) counts(selector string) int {
	w.t.Helper()
	n, err := chromedp.Run(w.ctx, chromedp.Evaluate[int]("document.querySelectorAll("+quoted(selector)+").length"))
	require.NoError(w.t, err)
	return n
}

// TestAnNGOReceivesAndVisitsHerByPage is the time after the return on the pages, in a browser, with the real
// servers behind them. The receiving agency accepts her before she travels. After her arrival the organisation
// that supports her calls her, agrees with her how she may be contacted, makes a plan with her, misses her once,
// and visits her three times with the questionnaire. The page of her return then shows the answers as a table
// and as charts.
func TestAnNGOReceivesAndVisitsHerByPage(t *testing.T) {
	s := begin(t)
	b := chromium(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.decides(casework.StepVerifyNationality, casework.Confirmed)
	her.hasLeave()
	receiver := s.sits(b, s.at("mmr-receiving"))
	her.isExpectedByPage(receiver)
	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 50, underway)
	flight.becomes(flight.holds(her), "held", her)
	flight.fliesByPage(b, her)

	_, helper := her.asked(casework.StepSafetyCall)
	ngo := s.sits(b, helper)
	ngo.opensUntil("/desk/visits?show=all", string(her.ref))
	her.answersByPage(ngo, casework.StepSafetyCall, casework.Safe, fill{"reasons", "She is with her sister."})
	her.agreesContactByPage(ngo)

	ngo.goes(her.path() + "/return/plan")
	ngo.sends("/return/plan", "^"+her.path()+"/return$", fill{"outcome", "agreed"}, fill{"dimension", "economic"}, fill{"dimension", "social"},
		fill{"text", "To live from her own work."}, fill{"item.1.kind", "training"}, fill{"item.1.text", "A course in tailoring"})
	ngo.opensUntil(her.path()+"/return", "A course in tailoring")

	her.visits(ngo, "1w", fill{"outcome", "missed"}, fill{"tried", "phone"}, fill{"tried", "message"}, fill{"reasons", "No answer all day."})
	ngo.opensUntil(her.path()+"/return", "Tried: by phone and by message")
	require.Contains(t, ngo.reads(), "Missed: to be tried again")
	for _, visit := range []struct{ name, income, food string }{{"1w", "poor", "often"}, {"1m", "fair", "sometimes"}, {"3m", "good", "rarely"}} {
		her.visits(ngo, visit.name, fill{"outcome", "reached"}, fill{"reached", "phone"}, fill{"q.income", visit.income}, fill{"q.food", visit.food},
			fill{"q.borrowing", "declined"}, fill{"q.work", "unknown"}, fill{"rest", "not_asked"})
	}
	her.looksUntil("three visits are on record", func() bool {
		after, err := s.as(helper).ShowReintegration(t.Context(), her.ref)
		her.fine(err)
		return len(after.Scores) == 3
	})
	page := ngo.again(her.path() + "/return")
	for _, row := range []string{"1 week", "1 month", "3 months", "2 of "} {
		require.Contains(t, page, row)
	}
	for _, value := range []string{"25", "50", "75"} {
		require.Regexp(t, `\b`+value+`\b`, page, "the table has the value")
	}
	require.Positive(t, ngo.counts("figure.chart svg title"), "the values are drawn")
	require.Equal(t, ngo.counts("figure.chart svg"), ngo.counts("figure.chart svg desc"), "each chart says its values in words")
	require.NotContains(t, page, "+95 9 555 010", "her number is on no page that was not asked why")
}

// hasLeave: she has the papers to leave and is fit to travel.
func (her *survivor) hasLeave() {
	her.t.Helper()
	her.decides(casework.StepTravelDocument, casework.Issued, until(her.in(300)), document("QV4471902"))
	her.decides(casework.StepExitPermit, casework.Granted, until(her.in(30)))
	her.decides(casework.StepFineWaiver, casework.NotDue)
	her.decides(casework.StepFitToTravel, casework.Fit)
}

// isExpectedByPage: the receiving agency accepts her on the page of its task, and names who meets her.
func (her *survivor) isExpectedByPage(receiver *window) {
	her.t.Helper()
	her.knows(her.supervisor.desk, "sharing_agreement", "in_force")
	her.asked(casework.StepReception)
	require.Contains(her.t, receiver.again("/inbox"), string(her.ref), "her reception is in the inbox")
	her.answersByPage(receiver, casework.StepReception, casework.Accepted, fill{"fact.pick_up_named", "yes"})
	if !her.gate("G18").Open { // some corridors ask for one thing more
		her.knows("mmr-receiving", "bilateral_agreed", "yes")
	}
}

// agreesContactByPage: she says who may contact her, how and when. Her number is shown for a reason only.
func (her *survivor) agreesContactByPage(ngo *window) {
	her.t.Helper()
	path := her.path() + "/contact"
	ngo.goes(path)
	ngo.sends("/contact/agree", "^"+path+"$", fill{"callers", "reintegration"}, fill{"woman", "yes"}, fill{"ways", "phone"}, fill{"times", "morning"},
		fill{"ask_for", "Nilar"}, fill{"say_as", "The tailoring school"}, fill{"phone", "+95 9 555 010"})
	ngo.opensUntil(path, "Only a woman contacts her")
	require.NotContains(her.t, ngo.reads(), "+95 9 555 010")
	ngo.sends("/contact/number", "^"+path+"/number$", fill{"reason", "survivor_request"})
	require.Contains(her.t, ngo.reads(), "+95 9 555 010")
	ngo.opensUntil(her.path()+"/return", "Only a woman contacts her")
}

// in is the instant after so many days.
func (s *story) in(days int) time.Time { return time.Now().Add(time.Duration(days) * day) }

// fliesByPage brings a person who has a seat home on the pages of the passenger list: each desk finds its own act
// there, and the page then says how far she is.
func (m *trip) fliesByPage(b browser, her *survivor) {
	m.t.Helper()
	path, said := "/desk/movements/"+string(m.ref)+"/list", "said."+string(her.ref)
	act := func(by officer, name, before, after string, fields ...fill) {
		m.t.Helper()
		w := her.sits(b, by)
		w.opensUntil(path, before)
		w.sends("/list/"+name, "^"+path+"$", append([]fill{}, fields...)...)
		w.opensUntil(path, after)
	}
	act(m.booking, "ticket", "Seat held", "Has a ticket")
	act(m.approving, "lock", "Has a ticket", "On the manifest", fill{said, "match"})
	her.decides(casework.StepPreEmbarkation, casework.Fit)
	act(m.escort, "board", "On the manifest", "On board", fill{said, "boarded"})
	act(m.escort, "depart", "On board", "Departed")
	act(m.receiving, "arrive", "Departed", "Arrival confirmed", fill{said, "met"})
}

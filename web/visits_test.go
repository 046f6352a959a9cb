package web_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
)

const (
	helper  = "ken-reintegration-desk reintegration_officer"
	visited = casework.Ref("cfollowup10")
	hers    = "+254 700 111 222"
)

// visiting is an office with a visit that is asked for, and its path.
func visiting(t *testing.T) (o *office, path, user string) {
	t.Helper()
	o = newOffice(t)
	path, user, _ = o.asked(casework.FollowUp("3m"), 0)
	require.Equal(t, helper, user)
	o.Record.Put(visited, record.Person{Name: "Wanjiku Njeri", Phone: hers})
	return o, path + "/visit", user
}

// sentWords are the words of the command that was sent last.
func (o *office) sentWords() record.Words {
	o.tb.Helper()
	sent := o.Commands.Sent()
	require.NotEmpty(o.tb, sent)
	return sent[len(sent)-1].Words
}

func TestAVisitIsRecordedWithItsQuestions(t *testing.T) {
	t.Parallel()
	o, path, user := visiting(t)
	a := o.get(path, user).status(http.StatusOK).says("How to reach her safely", "She has not been asked yet", "She prefers not to say", "She does not know", "Not asked").never(" checked", hers, "Wanjiku Njeri</title>")
	require.Less(t, bytes.Index(a.raw, []byte("How to reach her safely")), bytes.Index(a.raw, []byte(`name="outcome"`)), "the rules come first")
	form := a.form(path)
	typed := maps.Clone(form)
	with(typed, "outcome", "missed", "q.income", "good", "reasons", "She was at work.")
	o.post(path, user, typed).status(http.StatusUnprocessableEntity).says(
		"Something has to be corrected first", "she was not reached", "Choose what was tried", `value="good" checked`, "She was at work.").never(hers)
	with(form, "outcome", "reached", "tried", "phone", "reached", "visit", "next.day", "27", "next.month", "3", "next.year", "2027", "next_way", "visit",
		"q.income", "good", "q.debt", "declined", "q.food", "unknown", "q.work", "not_asked")
	o.post(path, user, maps.Clone(form)).status(http.StatusUnprocessableEntity).says("questions have no answer", `value="good" checked`)
	o.post(path, user, with(form, "rest", "not_asked")).status(http.StatusSeeOther)
	words := o.sentWords()
	require.Equal(t, record.ContactTry{Tried: []record.Way{record.ByPhone}, Reached: record.ByVisit, Next: "2027-03-27", NextWay: record.ByVisit}, *words.Try)
	require.Equal(t, map[string]string{"income": "good", "debt": reintegration.Declined, "food": reintegration.Unknown, "work": reintegration.NotAsked}, words.Score.Answers)
	require.Equal(t, 1, words.Score.Marks.Unknown)
}

// That she was reached says how, and what came of each question.
func TestAVisitThatReachedHerIsFilledIn(t *testing.T) {
	t.Parallel()
	o, path, user := visiting(t)
	a := o.get(path, user).status(http.StatusOK).never("<details open>")
	form := with(a.form(path), "outcome", "reached")
	all, err := reintegration.Shipped()
	require.NoError(t, err)
	questions := all[len(all)-1].Questions
	a = o.post(path, user, maps.Clone(form)).status(http.StatusUnprocessableEntity)
	a.says("<title>Error:", `href="#reached"`, "Choose how she was reached", fmt.Sprintf("%d questions have no answer", len(questions)), "Choose an answer, or that it was not asked.")
	require.Regexp(t, `<li><a href="#q\.[^"]+">\d+ questions have no answer`, string(a.raw), "the line of many questions names none of them")
	require.Equal(t, 1, bytes.Count(a.raw, []byte(`<li><a href="#q.`)), "the questions have one line of the summary")
	require.GreaterOrEqual(t, bytes.Count(a.raw, []byte("<details open>")), len(reintegration.Dimensions()), "the questions are seen")
	require.Empty(t, o.Commands.Sent())
	with(form, "reached", "phone")
	for _, q := range questions[1:] {
		form.Set("q."+q.ID, reintegration.NotAsked)
	}
	o.post(path, user, maps.Clone(form)).status(http.StatusUnprocessableEntity).says("One question has no answer", `href="#q.`+questions[0].ID+`"`)
	o.post(path, user, with(form, "q."+questions[0].ID, reintegration.Declined)).status(http.StatusSeeOther)
	require.Len(t, o.sentWords().Score.Answers, len(questions))
}

func TestAMissedVisitSaysWhatWasTried(t *testing.T) {
	t.Parallel()
	o, path, user := visiting(t)
	form := with(o.get(path, user).status(http.StatusOK).form(path), "outcome", "missed", "tried", "phone")
	form.Add("tried", "message")
	o.post(path, user, form).status(http.StatusSeeOther)
	o.get("/desk/cases/"+string(visited)+"/return", user).status(http.StatusOK).says("Missed: to be tried again", "Tried: by phone and by message", "After 3 attempts at one visit")
}

func TestTheListOfVisitsShowsTheSafeWayFirst(t *testing.T) {
	t.Parallel()
	o, path, user := visiting(t)
	o.get("/desk/visits?show=all", user).status(http.StatusOK).says("Follow-up visit three months after arrival", "She has not been asked yet", `href="`+path+`"`).never(hers)
	o.get("/desk/visits", caseworker).status(http.StatusOK).says("Your desk makes none")
}

// The number is on no page but the answer to the form that says why.
func TestANumberIsShownOnlyForAReason(t *testing.T) {
	t.Parallel()
	o, _, _ := visiting(t)
	path, user := "/desk/cases/"+string(visited)+"/contact", caseworker
	a := o.get(path, user).status(http.StatusOK).never(hers)
	agree := a.form(path + "/agree")
	with(agree, "callers", "caseworker", "woman", "yes", "ask_for", "Njeri", "say_as", "The school", "times", "morning")
	o.post(path+"/agree", user, agree).status(http.StatusUnprocessableEntity).says("Choose how she may be contacted", `value="Njeri"`)
	with(agree, "ways", "phone")
	o.post(path+"/agree", user, agree).status(http.StatusSeeOther)
	o.get(path, user).status(http.StatusOK).says("Only a woman contacts her", "Njeri", "in the morning").never(hers)
	o.post(path+"/number", user, url.Values{}).status(http.StatusUnprocessableEntity).says("Choose why you need the number").never(hers)
	o.post(path+"/number", user, with(url.Values{}, "reason", "survivor_request")).status(http.StatusOK).says(hers, "after one minute", `data-vanish="60"`, `http-equiv="refresh"`)
	events := o.Audit.Events()
	require.Equal(t, audit.Action(policy.RevealNumber), events[len(events)-1].Action)
	require.Equal(t, policy.ForHerRequest, events[len(events)-1].Purpose)
	o.get("/desk/cases/"+string(visited), user).status(http.StatusOK).never(hers)
}

// An empty form agrees nothing. That she wants no contact is chosen, and is another thing than not asked.
func TestNoContactIsChosen(t *testing.T) {
	t.Parallel()
	o, _, _ := visiting(t)
	path := "/desk/cases/" + string(visited) + "/contact"
	a := o.get(path, caseworker).status(http.StatusOK).says("She has not been asked yet").never(" checked")
	empty := a.form(path + "/agree")
	before := len(o.Commands.Sent())
	o.post(path+"/agree", caseworker, maps.Clone(empty)).status(http.StatusUnprocessableEntity).says("<title>Error:", `href="#callers"`, "Say whether and how she may be contacted")
	both := maps.Clone(empty)
	both["callers"] = []string{"caseworker", "none"}
	o.post(path+"/agree", caseworker, with(both, "ways", "phone")).status(http.StatusUnprocessableEntity).says("Both cannot hold", `value="caseworker" checked`, `value="none" checked`)
	require.Len(t, o.Commands.Sent(), before)
	o.get(path, caseworker).status(http.StatusOK).says("She has not been asked yet")
	o.post(path+"/agree", caseworker, with(empty, "callers", "none")).status(http.StatusSeeOther)
	require.Empty(t, o.sentWords().Contact.Callers)
	o.get(path, caseworker).status(http.StatusOK).says("Do not contact her: she calls", `value="none" checked`).never("She has not been asked yet")
}

func TestAPlanIsRecorded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, user, _ := o.asked(casework.StepPlan, 0)
	path := "/desk/cases/cplan10/return/plan"
	a := o.get(path, user).status(http.StatusOK).never(" checked")
	plan := with(a.form(path), "outcome", "agreed", "text", "A tailoring course.", "item.1.text", "Look for a room")
	o.post(path, user, plan).status(http.StatusUnprocessableEntity).says("Choose at least one part of life", "Choose what kind of thing this is", "A tailoring course.")
	with(plan, "dimension", "social", "item.1.kind", "shelter", "item.1.by.day", "27", "item.1.by.month", "3", "item.1.by.year", "2027")
	o.post(path, user, plan).status(http.StatusSeeOther)
	require.Equal(t, []record.Item{{Kind: "shelter", Text: "Look for a room", By: "2027-03-27"}}, o.sentWords().Plan.Items)
	o.get(path, caseworker).status(http.StatusOK).says("not asked of your desk").never(`name="outcome"`)
}

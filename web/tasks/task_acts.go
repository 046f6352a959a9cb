package tasks

import (
	"net/url"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// actForm is the field that says which of the small forms was sent.
const actForm = "act"

// smallForms are the acts beside the answer that the user may do to an open task as it is now. typed is
// what was typed into one that was refused, nil for none; the others have what was kept of them.
func (s shownTask) smallForms(typed url.Values) []view.SmallForm {
	t := s.task
	may := func(a policy.Action) bool { return slices.Contains(t.May, a) }
	claimed := t.ClaimedBy != nil && t.ClaimedBy.Account == s.User.Actor.Account
	review := t.Step.Base() == casework.StepAccessReview
	words := func(key string) view.Question {
		return view.Question{Name: "words", Kind: view.AskArea, Label: view.Say(key), Readers: s.ReadBy(casework.Entry{Code: casework.EntryTaskPaused, Step: t.Step}), Limit: site.TextLimit}
	}
	readBy := func(key string, q view.Question) view.Question {
		q.Readers = teamReaders(key, t.Step)
		return q
	}
	var out []view.SmallForm
	add := func(allowed bool, name string, questions ...view.Question) {
		if allowed {
			out = append(out, s.smallForm(name, typed, questions))
		}
	}
	add(may(policy.ClaimTask) && t.ClaimedBy == nil && !t.Spec.Quorum, "claim")
	add(may(policy.ReleaseTask) && (claimed || t.ClaimedBy != nil && !t.Spec.Quorum), "release")
	add(claimed && len(s.takers) > 0, "give", s.colleagues())
	asked := s.deskQuestion(t.Askable)
	asked.Answers[0].Text, asked.Hint = view.Say("task.caseworker"), view.Say("task.ask_hint")
	add(may(policy.AskAtTask) && t.Asked == "" && t.For == "" && t.Pause == nil && !review, "ask", asked, s.items(), readBy(readersAsked, words("task.question_text")))
	add(may(policy.PauseTask) && t.Pause == nil && !review, "pause", append(s.PauseQuestions(t.Pauses, site.SentForm{}, nil), words("task.pause_words"))...)
	add(may(policy.ResumeTask) && t.Pause != nil && t.Asked == "", "resume")
	add(may(policy.ReassignTask) && !t.Spec.ByMovement && len(t.Movable) > 0, "reassign", s.deskQuestion(t.Movable), readBy(readersTeam, words("task.move_words")))
	add(may(policy.RecallTask) && recallable(t.Step), "recall", readBy(readersTeam, words("task.recall_words")))
	return out
}

func (s shownTask) smallForm(name string, typed url.Values, questions []view.Question) view.SmallForm {
	out := view.SmallForm{
		ID: name, Action: s.formPath(name), Key: site.NewKey(), Version: s.task.Version,
		Title: view.Named("task.act", name), Hint: view.Text{Key: "task.act." + name + ".hint"}, Submit: view.Text{Key: "task.act." + name + ".do"},
		Danger: name == "recall",
	}
	if typed.Get(actForm) != name {
		typed = s.drafts.Form(out.Action).Values
	}
	out.Open = typed.Get(actForm) == name
	if len(questions) > 0 {
		out.Draft = s.drafts.View(out.Action, "form-"+name, s.task.Version)
	}
	for _, q := range questions {
		q.ID = name + "-" + q.Name
		if out.Open {
			q.Value, q.Date = typed.Get(q.Name), say.DateParts(site.SentForm{Values: typed}, q.Name)
			for i := range q.Answers {
				q.Answers[i].Chosen = slices.Contains(typed[q.Name], q.Answers[i].Value)
			}
		}
		out.Questions = append(out.Questions, q)
	}
	out.Hidden = append(s.seenNow(), view.Field{Name: actForm, Value: name})
	return out
}

// colleagues asks to whom the user gives the claim. A colleague is shown by the code of the account, and with
// until when they are away.
func (s shownTask) colleagues() view.Question {
	out := view.Question{
		Name: fieldAccount, Kind: view.AskSelect, Label: view.Say("task.colleague"), Answers: []view.Answer{{Text: view.Say("task.choose")}},
	}
	for _, one := range s.takers {
		answer := view.Answer{Value: string(one.Account), Plain: string(one.Account)}
		if one.Away != nil {
			answer.Plain, answer.Text = "", view.Say("inbox.handler_away", string(one.Account), s.At(one.Away.Until))
		}
		out.Answers = append(out.Answers, answer)
	}
	return out
}

// items asks which parts of the request are in question: those that the user sees.
func (s shownTask) items() view.Question {
	out := view.Question{Name: fieldItem, Kind: view.AskSeveral, Label: view.Say("task.items"), Hint: view.Say("task.items_hint"), Optional: true}
	for _, one := range casework.Items() {
		if class := say.ItemClass(one); slices.Contains(s.of.Shown, class) {
			out.Answers = append(out.Answers, view.Answer{Value: string(one), Text: view.Named("item", one)})
		}
	}
	return out
}

// deskQuestion is the choice among some desks.
func (s shownTask) deskQuestion(among []casework.DeskID) view.Question {
	of := slices.DeleteFunc(slices.Clone(s.desks), func(d office.Desk) bool { return !slices.Contains(among, d.ID) })
	return view.Question{Name: fieldDesk, Kind: view.AskSelect, Label: view.Say("task.to_desk"), Answers: deskAnswers(of, "", s.task.Desk, "")}
}

// recallable reports whether a request can be taken back at all: a right, an arrival, an attestation and
// a review cannot.
func recallable(step casework.Step) bool {
	switch step.Base() {
	case casework.StepReflection, casework.StepArrival, casework.StepAttest, casework.StepAccessReview:
		return false
	default:
		return true
	}
}

package visits

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// settleVisit records a visit. A form with something to correct, and one that is refused, is shown again
// with all that was typed.
func (p *pages) settleVisit(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, err := p.findVisit(c, user)
	if err != nil {
		return err
	}
	in, wrong := s.read(f)
	if len(wrong) > 0 {
		return p.renderVisit(c, s, f, wrong, http.StatusUnprocessableEntity)
	}
	_, visit, _ := strings.Cut(string(s.task.Step), "/")
	receipt, err := p.Usecases.SettleFollowUp(c.Request().Context(), s.task.Case, visit, f.Key(), in)
	if err == nil {
		return site.SentTo(c, returnPath(s.task.Case), receipt)
	}
	if wrong, ok := refused(err); ok {
		if tooLate(err) {
			form := s.form(f, nil)
			form.Draft.Form = formVisit
			if s.compare, err = s.reader.compare(c, s.of, s.task, *form, s.whyNot(), f); err != nil {
				return err
			}
		}
		return p.renderVisit(c, s, f, wrong, http.StatusConflict)
	}
	return err
}

// read reads the form of a visit.
func (s shownVisit) read(f site.SentForm) (aftercare.SettleFollowUp, say.Wrongs) {
	wrong := say.Wrongs{}
	in := aftercare.SettleFollowUp{
		Version: f.Version(), Outcome: casework.Outcome(f.Get(fieldOutcome)), Facts: say.FactsIn(s.task.Facts, f), Reasons: say.ReadText(f, fieldReasons, wrong),
		Try: s.readTry(f, wrong),
	}
	if !s.task.Spec.Allows(in.Outcome) {
		wrong[fieldOutcome] = view.Say("task.wrong.outcome")
	}
	reached := in.Outcome == casework.Reached
	if in.Try.Reached != "" && !reached {
		wrong[fieldReached] = view.Say("visits.wrong.reached")
	}
	if in.Outcome == casework.Missed && len(in.Try.Tried) == 0 {
		wrong[fieldTried] = view.Say("visits.wrong.tried")
	}
	if reached && in.Try.Reached == "" {
		wrong[fieldReached] = view.Say("visits.wrong.how_reached")
	}
	given, answered := s.readAnswers(f)
	if reached && f.Get(fieldRest) == "" {
		s.unanswered(given, wrong)
	}
	switch {
	case answered && !reached && s.task.Spec.Allows(in.Outcome):
		wrong[fieldOutcome] = view.Say("visits.wrong.answers")
	case answered:
		in.Answers, in.Questionnaire = given, f.Get(fieldQuestionnaire)
		in.QuestionnaireVersion, _ = strconv.Atoi(f.Get(fieldVersion))
	}
	return in, wrong
}

// unanswered marks the questions of a visit that have no answer, where it was not said either that the others were
// not asked.
func (s shownVisit) unanswered(given map[string]string, wrong say.Wrongs) {
	if s.questions == nil {
		return
	}
	for _, q := range s.questions.Questions {
		if given[q.ID] == "" {
			wrong[questionField+q.ID] = view.Say("visits.wrong.question")
		}
	}
}

// readTry reads how she was contacted. A way that is not in the list is left out.
func (s shownVisit) readTry(f site.SentForm, wrong say.Wrongs) record.ContactTry {
	var out record.ContactTry
	for _, way := range record.Ways() {
		if slices.Contains(f.All(fieldTried), string(way)) {
			out.Tried = append(out.Tried, way)
		}
		if f.Get(fieldReached) == string(way) {
			out.Reached = way
		}
		if f.Get(fieldNextWay) == string(way) {
			out.NextWay = way
		}
	}
	if next := s.ReadDate(f, fieldNext, wrong); !next.IsZero() {
		out.Next = s.Day(next).String()
	}
	return out
}

// readAnswers reads the answers to the questions, and reports whether any question was asked.
func (s shownVisit) readAnswers(f site.SentForm) (given map[string]string, asked bool) {
	if s.questions == nil {
		return nil, false
	}
	given = map[string]string{}
	for _, q := range s.questions.Questions {
		code := f.Get(questionField + q.ID)
		if code == "" || !slices.Contains(codesOf(q), code) {
			continue
		}
		given[q.ID] = code
		asked = asked || code != reintegration.NotAsked
	}
	return given, asked
}

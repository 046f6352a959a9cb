package visits

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/web/view"
)

// scored is one visit of the schedule with its score; Why says why it has none.
type scored struct {
	label view.Text
	score *record.ScoreRow
	why   string // "" with a score
}

// toCome reports whether a visit is not over yet, so that it does not count as a gap.
func (s scored) toCome() bool { return s.why == "next" || s.why == "open" }

// scores shows the scores of the visits as a table and as charts.
func (r reader) scores(found aftercare.Reintegration) view.ScorePart {
	if len(found.Scores) == 0 {
		if slices.ContainsFunc(found.FollowUps, func(f aftercare.FollowUp) bool { return f.ScoreRef != "" }) {
			return view.ScorePart{Note: view.Say("visits.scores_withheld")}
		}
		return view.ScorePart{Note: view.Say("visits.no_scores")}
	}
	last := found.Scores[len(found.Scores)-1]
	out := view.ScorePart{Title: view.Say("questionnaire." + last.Marks.Questionnaire)}
	all := scoredVisits(found)
	for _, one := range all {
		out.Rows = append(out.Rows, r.scoreLine(one))
	}
	for len(all) > 0 && all[len(all)-1].toCome() {
		all = all[:len(all)-1]
	}
	for _, one := range all {
		if one.score == nil {
			out.Gaps = append(out.Gaps, view.Say("visits.gap_because", one.label, view.Say("visits.why."+one.why)))
		}
	}
	names := []view.Text{view.Say("visits.score")}
	for _, d := range reintegration.Dimensions() {
		names = append(names, view.Named("dimension", d))
	}
	for i, name := range names {
		var marks []view.Mark
		for _, one := range all {
			mark := view.Mark{Label: one.label}
			if one.score != nil {
				mark.Value, mark.Form = marksOf(one.score.Marks)[i], fmt.Sprintf("%s:%d", one.score.Marks.Questionnaire, one.score.Marks.Version)
			}
			marks = append(marks, mark)
		}
		out.Charts = append(out.Charts, view.Plot("chart-"+strconv.Itoa(i+1), view.Shapes()[i], name, marks, r.Language.Dir == "rtl"))
	}
	return out
}

// scoredVisits lists the visits of the schedule with their newest scores.
func scoredVisits(found aftercare.Reintegration) []scored {
	var out []scored
	for i, visit := range found.Visits {
		one := scored{label: shortText(visit.Step, i)}
		for _, row := range found.Scores {
			if row.Step == visit.Step {
				one.score = &row
			}
		}
		if one.score == nil {
			one.why = whyNot(found, visit.Step)
		}
		out = append(out, one)
	}
	return out
}

// whyNot is the end of the key of the text that says why a visit has no score.
func whyNot(found aftercare.Reintegration, step casework.Step) string {
	f, known := stateOf(found, step)
	switch {
	case !known || f.Status == record.TaskRecalled:
		return "next"
	case f.Status == record.TaskOpen:
		return "open"
	case isLost(found, step):
		return string(casework.LostContact)
	case slices.Contains([]casework.Outcome{casework.Missed, casework.Declined, casework.Reached}, f.Outcome):
		return string(f.Outcome)
	default:
		return "next"
	}
}

// shortText names a visit in a word or two.
func shortText(step casework.Step, i int) view.Text {
	_, name, _ := strings.Cut(string(step), "/")
	if slices.Contains([]string{"1w", "1m", "3m", "6m", "12m"}, name) {
		return view.Say("visits.short." + name)
	}
	return view.Say("visits.short.other", i+1)
}

// marksOf lists the marks of a score: the whole, then each dimension.
func marksOf(s reintegration.Score) []*float64 {
	out := []*float64{s.Composite}
	for _, d := range reintegration.Dimensions() {
		var mark *float64
		for _, m := range s.Dimensions {
			if m.Dimension == d {
				mark = m.Mark
			}
		}
		out = append(out, mark)
	}
	return out
}

func (r reader) scoreLine(one scored) view.ScoreLine {
	if one.score == nil {
		return view.ScoreLine{Visit: one.label, Why: view.Say("visits.why." + one.why)}
	}
	out := view.ScoreLine{
		Visit: one.label, At: r.At(one.score.At), Answered: view.Say("visits.answered_of", one.score.Marks.Answered, one.score.Marks.Questions),
	}
	for _, mark := range marksOf(one.score.Marks) {
		text := "–"
		if mark != nil {
			text = strconv.Itoa(view.Hundred(*mark))
		}
		out.Marks = append(out.Marks, text)
	}
	return out
}

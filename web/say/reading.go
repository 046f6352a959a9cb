package say

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/web/view"
)

// ReadingFacts say who has read how many files of which origin or operation, in which time, and what was said and
// answered about it.
func (r Reader) ReadingFacts(v readings.Review) []view.Fact {
	of := view.Fact{Name: view.Say("reading.of_operation"), Plain: v.Value, Lang: "en"}
	if v.Group == reading.ByOrigin {
		of = view.Fact{Name: view.Say("reading.of_origin"), Plain: r.Country(casework.Country(v.Value))}
		if v.Value == "" {
			of.Value = view.Say("no_value.not_known")
		}
	}
	out := []view.Fact{
		{Name: view.Say("reading.who"), Plain: string(v.By.Account), Lang: "en"},
		{Name: view.Say("reading.at"), Value: view.Say("case.by_role", r.DeskName(v.By.Desk), r.At(v.At))},
		{Name: view.Say("reading.role"), Value: view.Named("role", v.By.Role)},
		of,
		{Name: view.Say("reading.files"), Value: view.Say("reading.files_in", v.Files, int(v.Window/time.Hour))},
		{Name: view.Say("reading.state"), Value: view.Named("reading_state", v.State)},
	}
	if v.Explanation != "" {
		out = append(out, view.Fact{Name: view.Say("reading.explanation"), Plain: v.Explanation})
	}
	if v.Answered != nil && v.AnsweredAt != nil {
		out = append(out, view.Fact{Name: view.Say("reading.answered"), Value: view.Say("case.by_role", r.DeskName(v.Answered.Desk), r.At(*v.AnsweredAt))})
	}
	return out
}

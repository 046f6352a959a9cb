package say

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// factField and the name of a fact are the name of its field.
const factField = "fact."

// FactQuestions are the facts that a desk may state, each with what is on record. Each can be left as it is.
func FactQuestions(specs []casework.FactSpec, known []casework.Fact, f site.SentForm, wrong Wrongs) []view.Question {
	var out []view.Question
	for _, spec := range specs {
		name := factField + string(spec.Name)
		q := view.Question{ID: name, Name: name, Kind: view.AskSelect, Label: factText(spec.Name), Wrong: wrong[name], Optional: true}
		q.Answers = []view.Answer{{Text: view.Say("task.not_stated")}}
		for _, value := range spec.Values {
			q.Answers = append(q.Answers, view.Answer{Value: value, Text: ValueText(spec.Name, value), Chosen: f.Get(name) == value})
		}
		for _, one := range known {
			if one.Name == spec.Name {
				q.Hint = view.Say("task.stated_now", ValueText(one.Name, one.Value))
			}
		}
		out = append(out, q)
	}
	return out
}

// FactsIn reads the facts that a form states. A value that a fact cannot have is left out.
func FactsIn(specs []casework.FactSpec, f site.SentForm) []casework.Statement {
	var out []casework.Statement
	for _, spec := range specs {
		if value := f.Get(factField + string(spec.Name)); slices.Contains(spec.Values, value) {
			out = append(out, casework.Statement{Name: spec.Name, Value: value})
		}
	}
	return out
}

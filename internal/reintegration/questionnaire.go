// Package reintegration computes scores of a survivor's life after her return. A questionnaire is
// versioned data; an answer has a value between 0 and 1 or is "prefer not to say"; a score has a mark
// for each dimension and the number of questions that she answered. The package is pure. A score never
// decides about a service and never closes a case.
package reintegration

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/fault"
)

// Dimension is one part of life after the return (IOM: economic, social, psychosocial).
type Dimension string

// The dimensions.
const (
	Economic     Dimension = "economic"
	Social       Dimension = "social"
	Psychosocial Dimension = "psychosocial"
)

// Dimensions lists them in the order in which they are shown.
func Dimensions() []Dimension { return []Dimension{Economic, Social, Psychosocial} }

// Questionnaire is one version of a questionnaire. A released version never changes.
type Questionnaire struct {
	ID        string     `yaml:"id" json:"id"`
	Version   int        `yaml:"version" json:"version"`
	Title     string     `yaml:"title" json:"title"`
	Source    string     `yaml:"source" json:"source"`
	Verified  bool       `yaml:"verified" json:"verified"` // whether a person has compared it with the published instrument
	Questions []Question `yaml:"questions" json:"questions"`
}

// Question is one question with the answers to choose from.
type Question struct {
	ID        string    `yaml:"id" json:"id"`
	Dimension Dimension `yaml:"dimension" json:"dimension"`
	Weight    float64   `yaml:"weight" json:"weight"`
	Text      string    `yaml:"text" json:"text"`
	Choices   []Choice  `yaml:"choices" json:"choices"`
}

// Choice is one possible answer and its value, from 0 to 1.
type Choice struct {
	Code  string  `yaml:"code" json:"code"`
	Worth float64 `yaml:"worth" json:"worth"`
	Text  string  `yaml:"text" json:"text"`
}

// The answers that every question has beside its choices. They are left out of the score.
const (
	Declined = "declined"  // she prefers not to say
	Unknown  = "unknown"   // she does not know
	NotAsked = "not_asked" // the same as no answer
)

//go:embed questionnaires/*.yaml
var shipped embed.FS

// Shipped returns the questionnaires that are embedded in the program, oldest version first.
func Shipped() ([]Questionnaire, error) {
	names, err := fs.Glob(shipped, "questionnaires/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list questionnaires: %w", err)
	}
	slices.Sort(names)
	out := make([]Questionnaire, 0, len(names))
	for _, name := range names {
		body, err := shipped.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		q, err := Parse(body)
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		out = append(out, q)
	}
	return out, nil
}

// Find returns a version of a questionnaire, the newest one if version is 0, or a fault of code
// NotFound.
func Find(all []Questionnaire, id string, version int) (Questionnaire, error) {
	var found *Questionnaire
	for i := range all {
		if all[i].ID == id && (all[i].Version == version || version == 0 && (found == nil || all[i].Version > found.Version)) {
			found = &all[i]
		}
	}
	if found == nil {
		return Questionnaire{}, fault.New(fault.NotFound, "there is no such questionnaire")
	}
	return *found, nil
}

// Parse parses a questionnaire strictly: an unknown key is an error.
func Parse(body []byte) (Questionnaire, error) {
	var q Questionnaire
	if err := yaml.Unmarshal(body, &q); err != nil {
		return Questionnaire{}, fault.Wrap(err, fault.Malformed, "the questionnaire cannot be read")
	}
	return q, q.check()
}

func (q Questionnaire) check() error {
	if q.ID == "" || q.Version < 1 || len(q.Questions) == 0 || q.Source == "" {
		return fault.New(fault.Invalid, "a questionnaire needs an id, a version, a source and questions")
	}
	seen := make([]string, 0, len(q.Questions))
	for _, question := range q.Questions {
		if question.ID == "" || slices.Contains(seen, question.ID) {
			return fault.New(fault.Invalid, "every question needs an id of its own")
		}
		seen = append(seen, question.ID)
		if !slices.Contains(Dimensions(), question.Dimension) || question.Weight <= 0 || len(question.Choices) < 2 {
			return fault.New(fault.Invalid, "a question needs a known dimension, a weight above 0 and at least two choices")
		}
		for _, c := range question.Choices {
			if c.Code == "" || slices.Contains([]string{Declined, Unknown, NotAsked}, c.Code) || c.Worth < 0 || c.Worth > 1 {
				return fault.New(fault.Invalid, "a choice needs a code and a worth between 0 and 1")
			}
		}
	}
	return nil
}

package reintegration

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// Score is the result of one filled-in questionnaire. A part without answers has no value.
type Score struct {
	Questionnaire string          `json:"questionnaire"`
	Version       int             `json:"version"`
	Composite     *float64        `json:"composite,omitempty"` // 0 to 1
	Dimensions    []DimensionMark `json:"dimensions"`
	Answered      int             `json:"answered"`
	Declined      int             `json:"declined"`
	Unknown       int             `json:"unknown,omitempty"`
	Questions     int             `json:"questions"`
}

// DimensionMark is the mark of one dimension and the number of questions it was computed from.
type DimensionMark struct {
	Dimension Dimension `json:"dimension"`
	Mark      *float64  `json:"mark,omitempty"` // 0 to 1
	Answered  int       `json:"answered"`
	Questions int       `json:"questions"`
}

// Score computes the score of answers, which map question IDs to choice codes. A question without an
// answer counts as not asked. For an unknown question or choice it returns a fault of code Invalid,
// which does not repeat it.
func (q Questionnaire) Score(answers map[string]string) (Score, error) {
	out := Score{Questionnaire: q.ID, Version: q.Version, Questions: len(q.Questions)}
	for id := range answers {
		if !slices.ContainsFunc(q.Questions, func(one Question) bool { return one.ID == id }) {
			return Score{}, fault.New(fault.Invalid, "an answer names a question that is not in the questionnaire")
		}
	}
	var all sum
	for _, dimension := range Dimensions() {
		mark := DimensionMark{Dimension: dimension}
		var part sum
		for _, question := range q.Questions {
			if question.Dimension != dimension {
				continue
			}
			mark.Questions++
			code, given := answers[question.ID]
			if !given || code == NotAsked {
				continue
			}
			if code == Declined {
				out.Declined++
				continue
			}
			if code == Unknown {
				out.Unknown++
				continue
			}
			i := slices.IndexFunc(question.Choices, func(c Choice) bool { return c.Code == code })
			if i < 0 {
				return Score{}, fault.New(fault.Invalid, "an answer is not one of its question's choices")
			}
			part.add(question.Weight, question.Choices[i].Worth)
			all.add(question.Weight, question.Choices[i].Worth)
			mark.Answered++
		}
		mark.Mark = part.mean()
		out.Answered += mark.Answered
		out.Dimensions = append(out.Dimensions, mark)
	}
	out.Composite = all.mean()
	return out, nil
}

// sum accumulates a weighted mean, sum(w*x) / sum(w), over the answered questions.
type sum struct{ weight, worth float64 }

func (s *sum) add(weight, worth float64) { s.weight, s.worth = s.weight+weight, s.worth+weight*worth }

func (s *sum) mean() *float64 {
	if s.weight == 0 {
		return nil
	}
	m := s.worth / s.weight
	return &m
}

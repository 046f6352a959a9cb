package reintegration_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/reintegration"
)

func shipped(tb testing.TB) reintegration.Questionnaire {
	tb.Helper()
	all, err := reintegration.Shipped()
	require.NoError(tb, err)
	q, err := reintegration.Find(all, "homeward-reintegration", 0)
	require.NoError(tb, err)
	return q
}

func TestScore(t *testing.T) {
	t.Parallel()
	q := shipped(t)
	for name, tt := range map[string]struct {
		answers   map[string]string
		composite float64
		none      bool
		answered  int
		declined  int
	}{
		"nothing said":          {none: true},
		"one good answer":       {answers: map[string]string{"housing": "good"}, composite: 0.75, answered: 1},
		"two dimensions":        {answers: map[string]string{"housing": "very_good", "safety": "no"}, composite: 0.5, answered: 2},
		"a refusal is left out": {answers: map[string]string{"housing": "very_good", "debt": reintegration.Declined}, composite: 1, answered: 1, declined: 1},
		"not known, not asked":  {answers: map[string]string{"debt": reintegration.Unknown, "income": reintegration.NotAsked, "housing": "good"}, composite: 0.75, answered: 1},
		"only refusals":         {answers: map[string]string{"debt": reintegration.Declined}, none: true, declined: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := q.Score(tt.answers)
			require.NoError(t, err)
			require.Equal(t, tt.answered, got.Answered)
			require.Equal(t, tt.declined, got.Declined)
			require.Equal(t, 15, got.Questions)
			if tt.none {
				require.Nil(t, got.Composite)
				return
			}
			require.InDelta(t, tt.composite, *got.Composite, 1e-9)
		})
	}
}

func TestScoreRefusesWithoutRepeating(t *testing.T) {
	t.Parallel()
	q := shipped(t)
	for name, answers := range map[string]map[string]string{
		"unknown question": {"Daw Khin Marked": "yes"},
		"unknown choice":   {"housing": "Daw Khin Marked"},
	} {
		_, err := q.Score(answers)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), name)
		require.NotContains(t, err.Error(), "Marked", name)
	}
}

// For any answers, marks are between 0 and 1, a better answer never lowers the composite, and every
// question is answered, declined or not asked.
func TestScoreStaysWithinBounds(t *testing.T) {
	t.Parallel()
	q := shipped(t)
	rapid.Check(t, func(rt *rapid.T) {
		answers := map[string]string{}
		for _, question := range q.Questions {
			codes := []string{"", reintegration.Declined}
			for _, c := range question.Choices {
				codes = append(codes, c.Code)
			}
			if code := rapid.SampledFrom(codes).Draw(rt, question.ID); code != "" {
				answers[question.ID] = code
			}
		}
		got, err := q.Score(answers)
		require.NoError(rt, err)
		require.Equal(rt, len(answers), got.Answered+got.Declined)
		if got.Composite == nil {
			return
		}
		require.True(rt, *got.Composite >= 0 && *got.Composite <= 1)
		for _, question := range q.Questions {
			if code, given := answers[question.ID]; given && code != reintegration.Declined {
				answers[question.ID] = question.Choices[0].Code // the best answer is the first
				better, err := q.Score(answers)
				require.NoError(rt, err)
				require.GreaterOrEqual(rt, *better.Composite+1e-9, *got.Composite)
				return
			}
		}
	})
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"nothing":         "",
		"not yaml":        "\t:",
		"no weight":       "{id: a, version: 1, source: s, questions: [{id: q, dimension: social, choices: [{code: a, worth: 0}, {code: b, worth: 1}]}]}",
		"other dimension": "{id: a, version: 1, source: s, questions: [{id: q, dimension: happy, weight: 1, choices: [{code: a, worth: 0}, {code: b, worth: 1}]}]}",
		"worth above 1":   "{id: a, version: 1, source: s, questions: [{id: q, dimension: social, weight: 1, choices: [{code: a, worth: 0}, {code: b, worth: 2}]}]}",
		"same id twice":   "{id: a, version: 1, source: s, questions: [{id: q, dimension: social, weight: 1, choices: [{code: a, worth: 0}, {code: b, worth: 1}]}, {id: q, dimension: social, weight: 1, choices: [{code: a, worth: 0}, {code: b, worth: 1}]}]}",
	} {
		_, err := reintegration.Parse([]byte(body))
		require.Error(t, err, name)
	}
}

package sheet_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/sheet"
)

// An answer that is about one person is never given to many: one that needs reasons or a document, that
// has gates or a second officer, that a panel or a movement gives, or after which the step is asked again.
func TestWhichAnswersManyRequestsMayHave(t *testing.T) {
	t.Parallel()
	some := 0
	for _, spec := range casework.Specs() {
		for _, o := range sheet.Outcomes(spec.Step) {
			some++
			require.Contains(t, spec.Outcomes, o, spec.Step)
			require.False(t, spec.Quorum || spec.ByMovement || spec.Step == casework.StepTravelDocument, spec.Step)
			for _, g := range spec.Guards {
				require.NotContains(t, g.Outcomes, o, spec.Step)
			}
			for _, single := range [][]casework.Outcome{spec.Reasoned, spec.Repeat, spec.TwoPeople} {
				require.NotContains(t, single, o, spec.Step)
			}
		}
	}
	require.Positive(t, some)
	require.Equal(t, []casework.Outcome{casework.Confirmed, casework.PermanentResident}, sheet.Outcomes(casework.StepVerifyNationality))
	for _, step := range []casework.Step{casework.StepFearOfReturn, casework.StepScreening, casework.StepFitToTravel, casework.StepSolution} {
		require.Empty(t, sheet.Outcomes(step), "%s is asked of each person", step)
	}
}

func TestRequestsOfOneKind(t *testing.T) {
	t.Parallel()
	task := casework.Task{Step: casework.StepExitPermit, Kind: casework.DeskImmigration}
	kind, ok := sheet.Of(task, "tha-ken", 2)
	require.True(t, ok)
	require.Equal(t, sheet.Kind{Step: casework.StepExitPermit, Desk: casework.DeskImmigration, Corridor: "tha-ken", Version: 2}, kind)
	_, ok = sheet.Of(casework.Task{Step: casework.StepScreening}, "tha-ken", 2)
	require.False(t, ok)
}

func TestAConfirmationIsOfTheExactSet(t *testing.T) {
	t.Parallel()
	set := func() sheet.Set {
		return sheet.Set{Sheet: "s1", Outcome: casework.Confirmed, Items: []sheet.Item{{"c1", "verify_nationality#1", 1}, {"c2", "verify_nationality#1", 4}}}
	}
	digest := set().Digest()
	require.Equal(t, digest, set().Digest())
	require.Regexp(t, `^[A-Z2-7]{4}-[A-Z2-7]{4}$`, sheet.Code(digest))
	require.Empty(t, sheet.Code("no digest"))
	for name, change := range map[string]func(*sheet.Set){
		"another sheet":  func(s *sheet.Set) { s.Sheet = "s2" },
		"another answer": func(s *sheet.Set) { s.Outcome = casework.PermanentResident },
		"another end":    func(s *sheet.Set) { s.Until = noon },
		"one more": func(s *sheet.Set) {
			s.Items = append(s.Items, sheet.Item{Case: "c3", Task: "verify_nationality#1", Version: 1})
		},
		"one less":         func(s *sheet.Set) { s.Items = s.Items[:1] },
		"another person":   func(s *sheet.Set) { s.Items[0].Case = "c9" },
		"another request":  func(s *sheet.Set) { s.Items[0].Task = "verify_nationality#2" },
		"another version":  func(s *sheet.Set) { s.Items[1].Version = 5 },
		"another order":    func(s *sheet.Set) { slices.Reverse(s.Items) },
		"moved boundaries": func(s *sheet.Set) { s.Items[0].Case, s.Items[0].Task = "c1v", "erify_nationality#1" },
		"a second later":   func(s *sheet.Set) { s.Until = noon.Add(time.Second) },
	} {
		changed := set()
		change(&changed)
		require.NotEqual(t, digest, changed.Digest(), name)
	}
	item := set().Items[0]
	require.NotEqual(t, item.Key("s1"), item.Key("s2"))
	require.NotEqual(t, item.Key("s1"), set().Items[1].Key("s1"))
}

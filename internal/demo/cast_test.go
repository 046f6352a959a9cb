package demo

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// everyWay are the ways of all groups, and of those whose cases are opened by hand.
func everyWay() []way {
	out := []way{travelling(), home(), reunited(), cleared()}
	for _, n := range newcomers() {
		out = append(out, n.way)
	}
	for _, g := range groups() {
		out = append(out, g.way)
	}
	return out
}

// Each answer must be one that the step has, with reasons and a date where the step asks for them.
func TestEveryAnswerIsOneThatItsStepHas(t *testing.T) {
	t.Parallel()
	for _, w := range everyWay() {
		require.NotEmpty(t, w.name)
		for step, a := range w.answers {
			spec, known := casework.SpecOf(step)
			require.True(t, known, "%s: %s", w.name, step)
			require.True(t, spec.Allows(a.outcome), "%s: %s=%s", w.name, step, a.outcome)
			require.False(t, spec.ByMovement, "%s: %s is settled by a movement", w.name, step)
			require.False(t, spec.NeedsReasons(a.outcome) && a.reasons == "", "%s: %s=%s needs reasons", w.name, step, a.outcome)
			require.False(t, spec.NeedsDate(a.outcome) && a.days == 0, "%s: %s=%s needs a date", w.name, step, a.outcome)
			for _, s := range a.facts {
				fact, known := casework.FactSpecOf(s.Name)
				require.True(t, known, "%s: %s", w.name, s.Name)
				require.Contains(t, fact.Values, s.Value, "%s: %s", w.name, s.Name)
			}
		}
		for step := range w.then {
			require.False(t, w.answersTo(step), "%s: a request that is answered does not stay open: %s", w.name, step)
		}
	}
}

// A way that is made from another one does not change it.
func TestAWayIsMadeFromAnotherWithoutChangingIt(t *testing.T) {
	t.Parallel()
	first := registered()
	further := first.further("further", casework.StepTriage)
	other := first.but("other", casework.StepRegister, answer{outcome: casework.Merged})
	left := further.leaving("left", casework.StepPlacement, actPause)
	require.Equal(t, "registered", first.name)
	require.False(t, first.answersTo(casework.StepTriage))
	require.True(t, further.answersTo(casework.StepRegister, casework.StepTriage))
	require.Equal(t, casework.Registered, first.answers[casework.StepRegister].outcome)
	require.Equal(t, casework.Merged, other.answers[casework.StepRegister].outcome)
	require.Empty(t, further.then)
	require.Equal(t, actPause, left.then[casework.StepPlacement])
}

func TestPeopleAreAssignedInTheOrderOfTheList(t *testing.T) {
	t.Parallel()
	adults := func(corridor string, count int) []person {
		var out []person
		for n := range count {
			out = append(out, person{ref: casework.Ref(fmt.Sprintf("%s-%d", corridor, n)), corridor: corridor, row: n})
		}
		return out
	}
	child := person{ref: "child", corridor: "a", minor: true}
	for name, tt := range map[string]struct {
		people []person
		groups []group
		want   [][]casework.Ref
	}{
		"two groups of one corridor": {
			adults("a", 4),
			[]group{{corridor: "a", count: 2}, {corridor: "a", count: 1}},
			[][]casework.Ref{{"a-0", "a-1"}, {"a-2"}},
		},
		"too few people":  {adults("a", 1), []group{{corridor: "a", count: 2}, {corridor: "a", count: 1}}, [][]casework.Ref{{"a-0"}, nil}},
		"by the corridor": {append(adults("a", 1), adults("b", 1)...), []group{{corridor: "b", count: 2}}, [][]casework.Ref{{"b-0"}}},
		"a child is in no group of adults": {
			append([]person{child}, adults("a", 1)...),
			[]group{{corridor: "a", count: 1}, {corridor: "a", minor: true, count: 1}},
			[][]casework.Ref{{"a-0"}, {"child"}},
		},
	} {
		var got [][]casework.Ref
		for _, p := range assign(tt.people, tt.groups) {
			var refs []casework.Ref
			for _, one := range p.people {
				refs = append(refs, one.ref)
			}
			got = append(got, refs)
		}
		require.Equal(t, tt.want, got, name)
	}
}

// The same act has the same key and the same content on every start.
func TestAnInterruptedStartSendsTheSame(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	issued := usual()[casework.StepTravelDocument]
	issued.number = "X1"
	require.Equal(t, issued.decision(from), issued.decision(from.In(time.FixedZone("elsewhere", 3600))))
	require.Equal(t, time.Date(2026, 12, 29, 5, 6, 7, 0, time.UTC), issued.decision(from).Document.ExpiresAt)
	require.Equal(t, "3c658aab-84c7-5fe3-bc36-0bcb14b2e9ea", intent("a", "hold").Key)
	require.NotEqual(t, intent("a", "hold"), intent("b", "hold"))
}

// A desk whose kind has no role could not answer.
func TestEveryDeskHasARole(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		require.NotEmpty(t, roles()[spec.Desk], "%s", spec.Desk)
	}
}

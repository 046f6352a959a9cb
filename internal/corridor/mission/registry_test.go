package mission_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor/mission"
)

func drawDay(t *rapid.T, name string) civil.Date {
	return civil.Date{Year: 2026, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 40).Draw(t, name))
}

// drawRegistry draws a registry of one or two editions, with few desks and states, so that they meet.
func drawRegistry(t *rapid.T) mission.Registry {
	desks, states := []casework.DeskID{"d1", "d2", "d3"}, []casework.Country{"KEN", "MMR", "UGA"}
	var editions []mission.Edition
	first := civil.Date{Year: 2026, Month: 1, Day: 1}
	for i := range rapid.IntRange(1, 2).Draw(t, "editions") {
		e := mission.Edition{Version: i + 1, ValidFrom: first.AddDays(20 * i)}
		for range rapid.IntRange(0, 5).Draw(t, "entries") {
			a := mission.Accreditation{
				Desk: rapid.SampledFrom(desks).Draw(t, "desk"), Nationality: rapid.SampledFrom(states).Draw(t, "nationality"),
				Host: rapid.SampledFrom([]casework.Country{"THA", "VNM"}).Draw(t, "host"), From: drawDay(t, "from"),
				Ground: rapid.SampledFrom(mission.Grounds()).Draw(t, "ground"),
			}
			if rapid.Bool().Draw(t, "ends") {
				a.Until = a.From.AddDays(rapid.IntRange(0, 20).Draw(t, "days"))
			}
			e.Accreditations = append(e.Accreditations, a)
		}
		if rapid.Bool().Draw(t, "liaison") {
			e.Liaisons = []mission.Liaison{{Desk: "liaison", Host: rapid.SampledFrom([]casework.Country{"THA", mission.AnyHost}).Draw(t, "at")}}
		}
		editions = append(editions, e)
	}
	return mission.NewRegistry(editions)
}

// answers says it in the words of the registry: on this day, in the edition that holds, an entry names the desk,
// the nationality and the host state, and the day is not before its first nor after its last; with own, it is of a
// mission of that state.
func answers(r mission.Registry, desk casework.DeskID, nationality, host casework.Country, day civil.Date, own bool) bool {
	var holds mission.Edition
	for _, e := range r.Editions() {
		if day.Compare(e.ValidFrom) >= 0 {
			holds = e
		}
	}
	return slices.ContainsFunc(holds.Accreditations, func(a mission.Accreditation) bool {
		return (a.Ground == mission.Own || !own) && a.Desk == desk && a.Nationality == nationality && a.Host == host && day.Compare(a.From) >= 0 && (a.Until.IsZero() || a.Until.Compare(day) >= 0)
	})
}

// A question is sent to a mission of that state that answers there on that day, or else to a liaison desk; never to
// a mission of another state.
func TestAQuestionGoesOnlyToWhoAnswers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, day := drawRegistry(t), drawDay(t, "day")
		nationality := rapid.SampledFrom([]casework.Country{"KEN", "MMR", "UGA", "XXA", ""}).Draw(t, "hers")
		host := rapid.SampledFrom([]casework.Country{"THA", "VNM", "KHM"}).Draw(t, "where")
		desks := r.Addressees(nationality, host, day)
		require.True(t, slices.IsSorted(desks))
		missions := 0
		for _, desk := range []casework.DeskID{"d1", "d2", "d3"} {
			named := slices.Contains(desks, desk)
			require.Equal(t, answers(r, desk, nationality, host, day, true), named, "%s", desk)
			if named {
				missions++
			}
			_, gap := r.Gap(desk, nationality, host, day, day)
			require.Equal(t, !answers(r, desk, nationality, host, day, false), gap)
		}
		require.False(t, missions > 0 && slices.Contains(desks, "liaison"), "a liaison desk is asked where no mission answers")
	})
}

// Gap finds the first day of a time on which a desk does not answer, as looking at each day does.
func TestAGapIsFoundOnItsFirstDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, first := drawRegistry(t), drawDay(t, "first")
		last := first.AddDays(rapid.IntRange(0, 50).Draw(t, "length"))
		var want civil.Date
		for day := first; want.IsZero() && last.Compare(day) >= 0; day = day.AddDays(1) {
			if !answers(r, "d1", "KEN", "THA", day, false) {
				want = day
			}
		}
		got, gap := r.Gap("d1", "KEN", "THA", first, last)
		require.Equal(t, !want.IsZero(), gap)
		require.Equal(t, want, got)
	})
}

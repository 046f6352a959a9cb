package inspection_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/inspection"
)

// A case that follows the current rules is in no wrong state, and neither is one of the edition before that was led
// well.
func TestACaseThatIsWellIsNotFound(t *testing.T) {
	t.Parallel()
	for _, edition := range []int{casework.EditionFirst, casework.CurrentEdition} {
		require.Empty(t, inspector(t, nil).Inspect(opened(t, edition).seen()))
	}
}

// Each sentence of issue 10 about a wrong state, on a case that is wrong in that way alone. The edition of the case is
// the current one, so a person must look, and the finding says at which desk.
func TestWhatIsWrongIsFound(t *testing.T) {
	t.Parallel()
	const caseworker, supervisor = casework.DeskID("tha-caseworker-maesot"), casework.DeskID("tha-supervisor-maesot")
	fact := func(name casework.FactName, value string) func(*record.InspectedCase) {
		return func(r *record.InspectedCase) {
			r.State.Facts = append(r.State.Facts, casework.Fact{Name: name, Value: value, At: noon.Add(-time.Hour), By: by("tha-supervisor-maesot", casework.RoleSupervisor)})
		}
	}
	settled := func(step casework.Step, outcome casework.Outcome, desk casework.DeskID) func(*record.InspectedCase) {
		return func(r *record.InspectedCase) {
			r.State.Settlements = append(r.State.Settlements, casework.Settlement{Step: step, Outcome: outcome, Attempt: 1, At: noon.Add(-time.Hour), By: by(desk, casework.RoleConsul)})
		}
	}
	for name, tt := range map[string]struct {
		rule inspection.RuleID
		desk casework.DeskID
		is   []func(*record.InspectedCase)
	}{
		"paused with no end": {inspection.PausedForever, caseworker, []func(*record.InspectedCase){func(r *record.InspectedCase) {
			r.State.Pause = &casework.Pause{Cause: "court", Since: noon.Add(-time.Hour), By: by(caseworker, casework.RoleCaseworker)}
		}}},
		"held beyond the day of its review": {inspection.HoldForgotten, supervisor, []func(*record.InspectedCase){func(r *record.InspectedCase) {
			r.State.OnHold = []casework.Hold{{ID: "h1", Kind: "witness", Since: noon.AddDate(0, -2, 0), ReviewBy: noon.Add(-time.Hour)}}
		}}},
		"afraid, and her consulate has a part": {inspection.FearedPart, caseworker, []func(*record.InspectedCase){
			settled(casework.StepFearOfReturn, casework.Yes, caseworker), func(r *record.InspectedCase) { r.Parts = append(r.Parts, record.Part{Desk: mission, How: "part"}) },
		}},
		"afraid, and an agency there has access": {inspection.FearedPart, caseworker, []func(*record.InspectedCase){
			settled(casework.StepFearOfReturn, casework.Yes, caseworker), func(r *record.InspectedCase) {
				r.State.Access = []casework.Grant{{ID: 1, Agency: "ken-reception", Desk: "ken-receiving", Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour), Consent: casework.ConsentHandover}}
				r.State.Consents = []casework.ConsentGiven{{Consent: casework.ConsentHandover, At: noon.Add(-time.Hour), Mode: casework.ModeSignature}}
			},
		}},
		"closed, and her consulate sees it": {inspection.ClosedSeen, supervisor, []func(*record.InspectedCase){func(r *record.InspectedCase) {
			r.State.Ended = &casework.End{At: noon.Add(-time.Hour), Closed: true}
			r.State.Tasks, r.Parts = nil, append(r.Parts, record.Part{Desk: mission, How: "part"})
		}}},
		"the embassy of Myanmar says that she is Kenyan": {inspection.Unaccredited, caseworker, []func(*record.InspectedCase){
			settled(casework.StepVerifyNationality, casework.Confirmed, "mmr-mission-bangkok"),
		}},
		"a duty by a bare word": {inspection.BareDuty, supervisor, []func(*record.InspectedCase){fact(casework.FactHostDuty, "yes")}},
		"born eleven years ago": {inspection.ChildAsAdult, caseworker, []func(*record.InspectedCase){func(r *record.InspectedCase) { r.Born = noon.AddDate(-11, 0, 0) }}},
		"merged with no one":    {inspection.MergedOpen, supervisor, []func(*record.InspectedCase){settled(casework.StepRegister, casework.Merged, "tha-registrar-maesot")}},
	} {
		found := inspector(t, nil).Inspect(opened(t, casework.CurrentEdition).seen(tt.is...))
		require.Len(t, found, 1, "%s: %v", name, found)
		require.Equal(t, tt.rule, found[0].Rule, name)
		require.Equal(t, inspection.ByPerson, found[0].Repair, name)
		require.Equal(t, tt.desk, found[0].Desk, name)
		require.Equal(t, ref, found[0].Case)
	}
}

// A desk that owes only its request to delete, a mission that answers for her state, an adult of full age, and an age
// that was assessed are well.
func TestWhatOnlyLooksWrongIsNotFound(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*record.InspectedCase){
		"the mission owes its deletion": func(r *record.InspectedCase) {
			r.State.Ended = &casework.End{At: noon.Add(-time.Hour), Closed: true}
			r.State.Tasks, r.Parts = nil, []record.Part{{Desk: mission, How: "owes"}}
		},
		"Kenya confirms": func(r *record.InspectedCase) {
			r.State.Settlements = append(r.State.Settlements, casework.Settlement{Step: casework.StepVerifyNationality, Outcome: casework.Confirmed, At: noon, By: by(mission, casework.RoleConsul)})
		},
		"a hold that is reviewed": func(r *record.InspectedCase) {
			r.State.OnHold = []casework.Hold{{ID: "h1", Kind: "witness", ReviewBy: noon.Add(-time.Hour)}}
			r.State.Tasks = append(r.State.Tasks, casework.Task{Step: casework.HoldReview("h1"), Attempt: 1, Desk: "tha-prosecutor-maesot"})
		},
		"a hold whose review is to come": func(r *record.InspectedCase) {
			r.State.OnHold = []casework.Hold{{ID: "h1", Kind: "witness", ReviewBy: noon.Add(time.Hour)}}
		},
		"nineteen years old": func(r *record.InspectedCase) { r.Born = noon.AddDate(-19, 0, 0) },
		"an age that was assessed": func(r *record.InspectedCase) {
			r.Born = noon.AddDate(-17, 0, 0)
			r.State.Settlements = append(r.State.Settlements, casework.Settlement{Step: casework.StepAgeAssessment, Outcome: casework.Adult, At: noon, By: by("tha-childpanel", casework.RoleChildPanel)})
		},
	} {
		require.Empty(t, inspector(t, nil).Inspect(opened(t, casework.CurrentEdition).seen(change)), name)
	}
}

// A bare duty of the edition before: with the current rules a supervisor is asked for the order.
func TestAnEditionAsksForTheOrderOfABareDuty(t *testing.T) {
	t.Parallel()
	l := opened(t, casework.EditionFirst)
	l.do(casework.Command{Kind: casework.KindState, By: by("tha-supervisor-maesot", casework.RoleSupervisor), Facts: []casework.Statement{{Name: casework.FactHostDuty, Value: "yes"}}})
	found := inspector(t, nil).Inspect(l.seen())
	require.Len(t, found, 1)
	require.Equal(t, inspection.BareDuty, found[0].Rule)
	require.Equal(t, inspection.ByAdoption, found[0].Repair)
}

// A case of the edition before in which every request was recalled waits for no one. The current rules ask for a review:
// so the adoption of the edition repairs it.
func TestAnEditionRepairsACaseThatIsLeftAlone(t *testing.T) {
	t.Parallel()
	old := opened(t, casework.EditionFirst)
	old.recallAll()
	found := inspector(t, nil).Inspect(old.seen())
	require.Len(t, found, 1)
	require.Equal(t, inspection.OpenAlone, found[0].Rule)
	require.Equal(t, inspection.ByAdoption, found[0].Repair)
	require.Empty(t, found[0].Desk)

	now := opened(t, casework.CurrentEdition)
	now.recallAll()
	require.Empty(t, inspector(t, nil).Inspect(now.seen()), "under the current rules it does not come to that")
}

package sheet_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/sheet"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

const me = casework.AccountID("dev-1")

// alike is a request that nothing keeps from a sheet.
func alike() sheet.Request {
	until := noon.Add(time.Hour)
	return sheet.Request{
		Case: "c1", Open: true, Origin: "KEN", Nationality: "KEN",
		Task:    casework.Task{ID: "verify_nationality#1", Step: casework.StepVerifyNationality, Attempt: 1, Version: 3, ClaimedBy: &casework.Actor{Account: me}},
		Facts:   []casework.Fact{{Name: casework.FactAge, Value: "adult", At: noon.Add(-time.Hour)}},
		Answers: []sheet.Answered{{Step: casework.StepRegister, Outcome: casework.Registered, Holds: true}},
		Papers:  []sheet.Paper{{At: noon.Add(-time.Hour), ExpiresAt: &until}},
		Seen:    sheet.Seen{Version: 3, At: noon.Add(-time.Minute)},
	}
}

func TestNothingKeepsAnAlikeRequestFromTheSheet(t *testing.T) {
	t.Parallel()
	require.Empty(t, sheet.Leaves(alike(), me, noon))
}

func TestEachRuleTakesARequestOffTheSheet(t *testing.T) {
	t.Parallel()
	past := noon.Add(-time.Minute)
	fact := func(name casework.FactName, value string) func(*sheet.Request) {
		return func(r *sheet.Request) {
			r.Facts = append(r.Facts, casework.Fact{Name: name, Value: value, At: noon.Add(-time.Hour)})
		}
	}
	covered := map[sheet.Rule]bool{}
	for name, tt := range map[string]struct {
		change func(*sheet.Request)
		want   sheet.Rule
	}{
		"answered since":            {func(r *sheet.Request) { r.Open, r.Child = false, true }, sheet.Over},
		"has died":                  {func(r *sheet.Request) { r.Deceased = true }, sheet.Deceased},
		"is a child":                {func(r *sheet.Request) { r.Child = true }, sheet.Child},
		"birth date leaves it open": {func(r *sheet.Request) { r.Young = true }, sheet.Child},
		"said to be a child":        {fact(casework.FactAge, "minor"), sheet.Child},
		"age in dispute":            {fact(casework.FactAge, "disputed"), sheet.Child},
		"nationality in dispute":    {fact(casework.FactNationality, "disputed"), sheet.Disputed},
		"another state is asked":    {func(r *sheet.Request) { r.Task.State = "TZA" }, sheet.Disputed},
		"was answered as disputed": {func(r *sheet.Request) {
			r.Answers[0] = sheet.Answered{Step: r.Task.Step, Outcome: casework.Disputed, Holds: true}
		}, sheet.Disputed},
		"an authority holds her":  {func(r *sheet.Request) { r.Holds = 1 }, sheet.Held},
		"another nationality":     {func(r *sheet.Request) { r.Nationality = "TZA" }, sheet.Mismatch},
		"identities do not match": {fact(casework.FactIdentityMatch, "no"), sheet.Mismatch},
		"names do not match":      {fact(casework.FactNamesMatch, "no"), sheet.Mismatch},
		"a document has expired":  {func(r *sheet.Request) { r.Papers[0].ExpiresAt = &past }, sheet.Expired},
		"an answer does not hold": {func(r *sheet.Request) { r.Answers[0].Holds = false }, sheet.Expired},
		"the request is paused":   {func(r *sheet.Request) { r.Task.Pause = &casework.Pause{Cause: casework.CauseMission} }, sheet.Paused},
		"the case is paused":      {func(r *sheet.Request) { r.Still = true }, sheet.Paused},
		"waits for another desk": {func(r *sheet.Request) {
			r.Task.Asked = "information/verify_nationality#1"
			r.Task.Pause = &casework.Pause{}
		}, sheet.Asked},
		"is a question":                {func(r *sheet.Request) { r.Task.For = "travel_document#1" }, sheet.Question},
		"has come back":                {func(r *sheet.Request) { r.Task.Attempt = 2 }, sheet.Returned},
		"a colleague is on it":         {func(r *sheet.Request) { r.Task.ClaimedBy = &casework.Actor{Account: "dev-2"} }, sheet.Claimed},
		"cannot be answered yet":       {func(r *sheet.Request) { r.Task.NotBefore = noon.Add(time.Second) }, sheet.Early},
		"the request has changed":      {func(r *sheet.Request) { r.Task.Version++ }, sheet.Changed},
		"something new is known":       {func(r *sheet.Request) { r.Facts[0].At = noon }, sheet.Changed},
		"a document has been recorded": {func(r *sheet.Request) { r.Papers[0].At = noon }, sheet.Changed},
	} {
		covered[tt.want] = true
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := alike()
			tt.change(&r)
			require.Equal(t, []sheet.Rule{tt.want}, sheet.Leaves(r, me, noon))
		})
	}
	for _, rule := range sheet.Rules() {
		require.True(t, covered[rule], "no request leaves by %q here", rule)
	}
}

// An officer who takes a request on has not changed it. A claim of hers hides no other change.
func TestAnOwnClaimIsNoChange(t *testing.T) {
	t.Parallel()
	taken := func(by casework.AccountID, at time.Time, version int64) sheet.Request {
		r := alike()
		r.Task.ClaimedBy, r.Task.ClaimedAt, r.Task.Version = &casework.Actor{Account: by}, at, version
		return r
	}
	require.Empty(t, sheet.Leaves(taken(me, noon, 4), me, noon))
	require.Equal(t, []sheet.Rule{sheet.Claimed, sheet.Changed}, sheet.Leaves(taken("dev-2", noon, 4), me, noon), "a colleague's claim")
	require.Equal(t, []sheet.Rule{sheet.Changed}, sheet.Leaves(taken(me, noon, 5), me, noon), "another change beside the claim")
	require.Equal(t, []sheet.Rule{sheet.Changed}, sheet.Leaves(taken(me, noon.Add(-time.Hour), 4), me, noon), "a change of what she had taken on before")
	r := taken(me, noon, 4)
	r.Facts[0].At = noon
	require.Equal(t, []sheet.Rule{sheet.Changed}, sheet.Leaves(r, me, noon), "something new is known")
}

// Several rules are listed in their order, and a newer fact takes the place of an older one.
func TestEveryRuleThatAppliesIsListed(t *testing.T) {
	t.Parallel()
	r := alike()
	r.Task.Attempt, r.Task.Version, r.Child = 2, 9, true
	require.Equal(t, []sheet.Rule{sheet.Child, sheet.Returned, sheet.Changed}, sheet.Leaves(r, me, noon))

	r = alike()
	r.Facts = []casework.Fact{{Name: casework.FactAge, Value: "disputed"}, {Name: casework.FactAge, Value: "adult"}}
	require.Empty(t, sheet.Leaves(r, me, noon))
}

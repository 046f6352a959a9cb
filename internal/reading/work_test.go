package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reading"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// A file is explained by a request to the desk, by what the desk has just decided, by what the account has done, and
// by an emergency; not by a part in her team.
func TestWhatExplainsThatAFileIsRead(t *testing.T) {
	t.Parallel()
	me := casework.Actor{Account: "a1", Desk: "d1", Role: casework.RoleCaseworker}
	colleague, stranger := casework.Actor{Account: "a2", Desk: "d1"}, casework.Actor{Account: "a3", Desk: "d2"}
	elsewhere := casework.Actor{Account: "a1", Desk: "d9"}
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	day, week := 24*time.Hour, 7*24*time.Hour
	for name, tt := range map[string]struct {
		c    casework.Case
		want bool
	}{
		"nothing":                      {casework.Case{}, false},
		"a desk of her team":           {casework.Case{Rules: casework.Rules{Desks: map[casework.DeskKind]casework.DeskID{casework.DeskCaseworker: "d1"}}}, false},
		"a request to the desk":        {casework.Case{Tasks: []casework.Task{{Desk: "d1"}}}, true},
		"a request to another desk":    {casework.Case{Tasks: []casework.Task{{Desk: "d2", ClaimedBy: &stranger}}}, false},
		"a request that I have taken":  {casework.Case{Tasks: []casework.Task{{Desk: "d2", ClaimedBy: &elsewhere}}}, true},
		"decided by a colleague today": {casework.Case{Settlements: []casework.Settlement{{By: colleague, At: ago(time.Hour)}}}, true},
		"decided by a colleague then":  {casework.Case{Settlements: []casework.Settlement{{By: colleague, At: ago(day)}}}, false},
		"decided by me a week ago":     {casework.Case{Settlements: []casework.Settlement{{By: me, At: ago(week)}}}, true},
		"decided by me long ago":       {casework.Case{Settlements: []casework.Settlement{{By: me, At: ago(2 * week)}}}, false},
		"decided by a stranger":        {casework.Case{Settlements: []casework.Settlement{{By: stranger, At: noon}}}, false},
		"a fact of mine":               {casework.Case{Facts: []casework.Fact{{By: me, At: ago(day)}}}, true},
		"my vote":                      {casework.Case{Tasks: []casework.Task{{Desk: "d2", Votes: []casework.Vote{{By: me, At: ago(day)}}}}}, true},
		"a waiver of mine":             {casework.Case{Waivers: []casework.WaiverGiven{{By: me, At: ago(day)}}}, true},
		"a hold of mine":               {casework.Case{OnHold: []casework.Hold{{By: me, Since: ago(day)}}}, true},
		"a grant of mine":              {casework.Case{Access: []casework.Grant{{By: me, Since: ago(day)}}}, true},
		"a proposal of mine":           {casework.Case{Proposals: []casework.Proposal{{By: me, At: ago(day)}}}, true},
		"a proposal that I answered":   {casework.Case{Proposals: []casework.Proposal{{By: stranger, Decided: &me, DecidedAt: ago(day)}}}, true},
		"an emergency":                 {casework.Case{BreakGlass: []casework.BreakGlass{{By: me, Since: ago(time.Minute), Until: noon.Add(time.Minute)}}}, true},
		"an emergency that is over":    {casework.Case{BreakGlass: []casework.BreakGlass{{By: me, Since: ago(day), Until: noon}}}, false},
		"an emergency of a stranger":   {casework.Case{BreakGlass: []casework.BreakGlass{{By: stranger, Since: ago(time.Minute), Until: noon.Add(time.Minute)}}}, false},
	} {
		require.Equal(t, tt.want, reading.Work(&tt.c, me, noon), name)
	}
	require.False(t, reading.Work(&casework.Case{Tasks: []casework.Task{{}}}, casework.Actor{}, noon), "an account that is not there has no work")
}

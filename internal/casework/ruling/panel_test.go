package ruling_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// ballot is one vote: the member's agency, whether they chair, and their outcome.
type ballot struct {
	agency string
	chair  bool
	says   casework.Outcome
}

func (l *life) ballot(n int, b ballot) casework.Command {
	role := casework.RolePanelMember
	if b.chair {
		role = casework.RolePanelChair
	}
	cmd := l.deciding(casework.StepDetermination, b.says)
	cmd.By = casework.Actor{Account: casework.AccountID(fmt.Sprintf("member-%d", n)), Desk: cmd.By.Desk, Agency: casework.AgencyID(b.agency), Role: role}
	return cmd
}

func TestAPanelDecidesByQuorum(t *testing.T) {
	t.Parallel()
	const victim, not, vulnerable = casework.Victim, casework.NotVictim, casework.Vulnerable
	for name, tt := range map[string]struct {
		quorum casework.Quorum
		votes  []ballot
		want   casework.Outcome // "" while the panel has not decided
	}{
		"all of one mind":          {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, victim}, {"labour", false, victim}, {"social", true, victim}}, victim},
		"most of them":             {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, not}, {"labour", false, victim}, {"social", true, victim}}, victim},
		"most of them against her": {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, not}, {"labour", true, victim}, {"social", false, not}}, not},
		"a tie of two":             {casework.Quorum{Members: 2, Agencies: 2}, []ballot{{"police", false, victim}, {"labour", true, not}}, casework.Undetermined},
		"a tie of three":           {casework.Quorum{Members: 3, Agencies: 1}, []ballot{{"police", false, victim}, {"labour", true, not}, {"labour", false, vulnerable}}, casework.Undetermined},
		"a tie of two twos":        {casework.Quorum{Members: 5, Agencies: 1}, []ballot{{"a", false, victim}, {"b", true, not}, {"c", false, not}, {"d", false, victim}, {"e", false, vulnerable}}, casework.Undetermined},
		"more than a tie":          {casework.Quorum{Members: 5, Agencies: 1}, []ballot{{"a", false, not}, {"b", true, victim}, {"c", false, not}, {"d", false, victim}, {"e", false, victim}}, victim},
		"one short":                {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, victim}, {"social", true, victim}}, ""},
		"all of one agency":        {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, victim}, {"police", false, victim}, {"police", true, victim}}, ""},
		"one more, of another":     {casework.Quorum{Members: 3, Agencies: 2}, []ballot{{"police", false, victim}, {"police", false, victim}, {"police", true, victim}, {"labour", false, not}}, victim},
		"nobody in the chair":      {casework.Quorum{Members: 2, Agencies: 2}, []ballot{{"police", false, victim}, {"labour", false, victim}}, ""},
		"the chair comes last":     {casework.Quorum{Members: 2, Agencies: 2}, []ballot{{"police", false, victim}, {"labour", false, victim}, {"social", true, not}}, victim},
		"a panel of one":           {casework.Quorum{Members: 1, Agencies: 1}, []ballot{{"social", true, casework.Minor}}, casework.Minor},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, casework.StepDetermination)
			l.c.Rules.Quorum = tt.quorum
			for i, b := range tt.votes {
				cmd := l.ballot(i, b)
				l.do(cmd)
				last := i == len(tt.votes)-1
				require.Equal(t, last && tt.want != "", l.answer.Settled, "after vote %d", i+1)
				require.Equal(t, cmd.Task, l.answer.Task)
				require.False(t, l.change.Decisions[0].Final, "a vote is not the panel's decision")
			}
			s, settled := l.c.Settlement(casework.StepDetermination)
			require.Equal(t, tt.want != "", settled)
			if !settled {
				require.Len(t, l.task(casework.StepDetermination).Votes, len(tt.votes))
				return
			}
			require.Equal(t, tt.want, s.Outcome)
			require.Len(t, l.change.Decisions, 2)
			require.True(t, l.change.Decisions[1].Final)
			require.Equal(t, tt.want, l.change.Decisions[1].Outcome)
			require.NotEqual(t, l.change.Decisions[0].Key, l.change.Decisions[1].Key)
		})
	}
}

func TestWhoVotes(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepDetermination)
	outsider := l.ballot(1, ballot{"police", false, casework.Victim})
	outsider.By.Role = casework.RoleScreener
	l.refused(fault.Denied, outsider)

	first := l.ballot(1, ballot{"police", false, casework.Victim})
	l.do(casework.Command{Kind: casework.KindClaim, Task: first.Task, By: first.By})
	l.do(first)
	again := l.ballot(1, ballot{"labour", true, casework.NotVictim})
	l.refused(fault.Conflict, again)                            // one vote for an account, in any role
	l.do(l.ballot(2, ballot{"labour", false, casework.Victim})) // a claim does not stop another panel member from voting

	silent := l.ballot(3, ballot{"social", true, casework.NotVictim})
	silent.Reasoned = false
	l.refused(fault.Invalid, silent)
}

// TestWhoScreenedDoesNotChair also if another officer has screened her since, or the screening was
// superseded.
func TestWhoScreenedDoesNotChair(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepScreening)
	one := l.deciding(casework.StepScreening, casework.SecondInterview)
	one.By.Account, one.Until = "ann", nil
	l.do(one)
	two := l.deciding(casework.StepScreening, casework.Refer)
	two.By.Account = "bo"
	l.do(two)
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepScreening, Reasoned: true, By: caseworker()})
	l.asks = asks(casework.StepDetermination)
	l.give("C12")
	for _, account := range []casework.AccountID{"ann", "bo"} {
		chair := l.ballot(1, ballot{"social", true, casework.Victim})
		chair.By.Account = account
		l.refused(fault.Denied, chair)
		member := l.ballot(1, ballot{"social", false, casework.Victim})
		member.By.Account = account
		require.NoError(t, l.try(member), "a screener may sit on the panel and not lead it")
	}
}

func TestNoNegativeWithoutTwoScreenings(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepDetermination)
	l.c.Screenings = 1
	err := l.try(l.ballot(1, ballot{"police", false, casework.NotVictim}))
	require.Equal(t, fault.GateClosed, fault.CodeOf(err))
	closed, ok := fault.DetailsOf(err).([]gate.Status)
	require.True(t, ok, "a refusal lists the closed gates")
	require.Equal(t, casework.GateID("G06"), closed[0].Gate)
	l.do(l.ballot(1, ballot{"police", false, casework.Victim}))
}

// TestAGateThatClosesBetweenTwoVotes stops the panel, for any closing vote.
func TestAGateThatClosesBetweenTwoVotes(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepDetermination)
	l.do(l.ballot(1, ballot{"police", false, casework.NotVictim}))
	l.do(l.ballot(2, ballot{"labour", false, casework.NotVictim}))
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactInterpreter, "missing")}, By: caseworker()})
	l.refused(fault.GateClosed, l.ballot(3, ballot{"social", true, casework.Victim}))
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactInterpreter, "ok")}, By: caseworker()})
	l.do(l.ballot(3, ballot{"social", true, casework.Victim}))
	require.True(t, l.c.Is(casework.StepDetermination, l.now, casework.NotVictim))
}

func TestAReviewIsNotDecidedByWhoDecidedFirst(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[casework.Outcome]casework.Outcome{casework.Overturned: casework.Victim, casework.Upheld: casework.NotVictim, casework.NotFiled: casework.NotVictim} {
		l := unguarded(t, casework.StepDetermination)
		for i, agency := range []string{"police", "labour", "social"} {
			l.do(l.ballot(i, ballot{agency, i == 2, casework.NotVictim}))
		}
		l.asks = asks(casework.StepReview)
		l.give("C12")
		review := l.deciding(casework.StepReview, outcome)
		review.By.Account = "member-1"
		l.refused(fault.Denied, review)
		review.By.Account = "reviewer"
		l.do(review)
		s, _ := l.c.Settlement(casework.StepDetermination)
		require.Equal(t, want, s.Outcome)
	}
}

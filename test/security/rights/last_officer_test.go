package rights_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/proposals"
)

// The sentence of the field: one person alone excludes no whole desk. The last officer of a desk is kept out at once,
// because she says so, and is let in again if the second person refuses. An officer with a colleague takes no second.
func TestNoPersonAloneExcludesAWholeDesk(t *testing.T) {
	t.Parallel()
	l := asked(t)
	c := l.state()
	caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
	second := l.at(c.Rules.Desks[casework.DeskSupervisor], casework.RoleSupervisor)
	consul := l.at("lao-mission-bangkok", casework.RoleConsul)
	escort := l.at(c.Rules.Desks[casework.DeskEscort], casework.RoleEscort)
	l.Record.SeedColleagues(consul.Desk, consul.Role, consul.Account)
	l.Record.SeedColleagues(escort.Desk, escort.Role, escort.Account, "acc-another-escort")
	sees := func() int { return len(l.classes(consul.Desk, consul.Role)) }
	before := sees()
	require.Positive(t, before)
	excludes := func(o officer, key string) act.Receipt {
		receipt, err := l.ExcludeOfficer(caseworker.asks(t.Context(), l.clock), l.ref, key, access.Officer{Account: o.Account})
		require.NoError(t, err)
		return receipt
	}
	require.Nil(t, excludes(escort, "with-a-colleague").Case.Second)
	receipt := excludes(consul, "the-last")
	require.Equal(t, second.Desk, receipt.Case.Second.Desk)
	require.Zero(t, sees(), "kept out at once")
	answers := func(o officer, key string, agrees bool) error {
		view, err := l.ShowProposal(second.asks(t.Context(), l.clock), l.ref, receipt.Case.Proposal)
		require.NoError(t, err)
		require.Equal(t, 2, view.Exclusion)
		l.mayAnswer(t, caseworker, receipt.Case.Proposal, false)
		l.mayAnswer(t, second, receipt.Case.Proposal, true)
		return sent(l.AnswerProposal(o.asks(t.Context(), l.clock), l.ref, receipt.Case.Proposal, key, proposals.Answer{Agrees: agrees, Digest: view.Digest, Reasons: "Reasons."}))
	}
	require.NoError(t, answers(second, "refused", false))
	require.Equal(t, before, sees(), "a second person has refused")
}

// mayAnswer requires that an officer may, or may not, answer a proposal as the second person.
func (l *life) mayAnswer(t *testing.T, o officer, number int, may bool) {
	t.Helper()
	view, err := l.ShowProposal(o.asks(context.Background(), l.clock), l.ref, number)
	require.NoError(t, err)
	require.Equal(t, may, view.MayAnswer, "%s at %s", o.Role, o.Desk)
}

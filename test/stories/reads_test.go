package stories_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// TestTheOfficesReadWhatTheyAnswerFor: those who look after many people or after the log read their lists, and each
// answer has the shape of the contract.
func TestTheOfficesReadWhatTheyAnswerFor(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.agrees("C1", "C2")
	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 4, 3*day)
	s.coordinationReads(her)
	s.teamReads(her, flight)
	s.auditorReads(her)
}

// coordinationReads reads what belongs to no case, and the rescue that the desk leads.
func (s *story) coordinationReads(her *survivor) {
	s.t.Helper()
	ctx := s.t.Context()
	lead := officer{"tha-coordination", casework.RoleOperationLead, "reads", ""}
	receipt, err := s.as(lead).OpenOperation(ctx, once(), wire.OperationOpening{Host: "THA", Custodian: "state"})
	operation := s.settled(lead, receipt, err).Target.Ref
	shown, err := s.as(lead).ShowOperation(ctx, operation)
	s.fine(err)
	require.Equal(s.t, operation, shown.Ref)
	all, err := s.as(lead).ListOperations(ctx, wire.ListOperationsParams{})
	s.fine(err)
	require.NotEmpty(s.t, all.Items)
	account, err := s.as(her.caseworker).ShowAccount(ctx)
	s.fine(err)
	require.Equal(s.t, her.caseworker.desk, account.Desk)
	corridors, err := s.as(lead).ListCorridors(ctx)
	s.fine(err)
	require.NotEmpty(s.t, corridors.Items)
	questionnaires, err := s.as(lead).ListQuestionnaires(ctx)
	s.fine(err)
	require.NotEmpty(s.t, questionnaires.Items)
	for _, check := range []func() (wire.Health, error){
		func() (wire.Health, error) { return s.as(lead).Live(ctx) }, func() (wire.Health, error) { return s.as(lead).Ready(ctx) },
	} {
		health, err := check()
		s.fine(err)
		require.Equal(s.t, wire.HealthStatus("ok"), health.Status)
	}
}

// teamReads reads the lists of her team.
func (s *story) teamReads(her *survivor, flight *trip) {
	s.t.Helper()
	ctx := s.t.Context()

	cases, err := s.as(her.supervisor).ListCases(ctx, wire.ListCasesParams{Origin: "MMR"})
	s.fine(err)
	require.True(s.t, slices.ContainsFunc(cases.Items, func(c wire.CaseLine) bool { return c.Ref == her.ref }), "her case is listed")
	consents, err := s.as(her.caseworker).ListConsents(ctx, her.ref)
	s.fine(err)
	require.NotEmpty(s.t, consents.Items)
	proposals, err := s.as(her.caseworker).ListProposals(ctx, her.ref)
	s.fine(err)
	require.Empty(s.t, proposals.Items)
	movements, err := s.as(flight.booking).ListMovements(ctx, wire.ListMovementsParams{})
	s.fine(err)
	require.NotEmpty(s.t, movements.Items)
	_, err = s.as(officer{"tha-coordination", casework.RoleDPO, "reads", ""}).ListErasures(ctx, wire.ListErasuresParams{})
	s.fine(err)
	kept, err := s.as(officer{"tha-coordination", casework.RoleDPO, "reads", ""}).ShowRetention(ctx)
	s.fine(err)
	require.NotEmpty(s.t, kept.Rules)
	_, err = s.as(her.supervisor).ListGrants(ctx, wire.ListGrantsParams{})
	s.fine(err)
	readers, err := s.as(her.caseworker).ShowReaders(ctx, her.ref, wire.ShowReadersParams{})
	s.fine(err)
	require.NotEmpty(s.t, readers.Items)
}

// auditorReads reads the log and proves that it only grows.
func (s *story) auditorReads(her *survivor) {
	s.t.Helper()
	ctx := s.t.Context()
	auditor := officer{"tha-coordination", casework.RoleAuditor, "reads", ""}
	key, err := s.as(auditor).ShowAuditKey(ctx)
	s.fine(err)
	require.NotEmpty(s.t, key.Key)
	events, err := s.as(auditor).ListAuditEvents(ctx, wire.ListAuditEventsParams{})
	s.fine(err)
	require.NotEmpty(s.t, events.Items)
	head, err := s.as(auditor).ShowNewestHead(ctx)
	s.fine(err)
	same, err := s.as(her.caseworker).ShowHead(ctx, head.Size)
	s.fine(err)
	require.Equal(s.t, head.Root, same.Root)
	_, err = s.as(auditor).ProveContinues(ctx, head.Size, head.Size)
	s.fine(err)
	_, err = s.as(auditor).ProveLeaf(ctx, head.Size, 0)
	s.fine(err)
}

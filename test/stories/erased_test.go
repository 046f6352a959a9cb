package stories_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
	"example.org/homeward/test/histories"
	"example.org/homeward/workflows"
)

// TestAPersonIsErased: a person was registered by mistake. One officer requests, another
// approves, and nothing of her can be read any more, in the record or in the engine; that there
// was a case is still counted. Receivers of her data are asked to delete them.
func TestAPersonIsErased(t *testing.T) {
	s := begin(t)
	const name = "Eraqvz Thandar"
	opening := wire.CaseOpening{
		Host: "THA", Origin: "MMR", Custodian: "state", Age: "adult", Words: "Eraqvz words",
		Person: wire.PersonInput{Name: name, Sex: "F", Nationality: "MMR", DocumentNumber: "ERAQVZ7731"},
	}
	her := s.opens("bangkok", opening)
	desk := her.supervisor.desk
	asks := officer{desk: desk, role: casework.RoleDPO, account: "protects"}
	approves := officer{desk: "tha-focal", role: casework.RoleDPO, account: "protects-too"} // of another agency
	seen, err := s.as(her.caseworker).ShowCase(t.Context(), her.ref)
	s.fine(err)
	require.Equal(t, name, seen.Person.Name)

	preview, err := s.as(asks).PreviewErasure(t.Context(), her.ref, wire.PreviewErasureParams{Basis: erasure.SurvivorAsked})
	s.fine(err)
	require.False(t, preview.Gate.Open, "her case runs")
	_, err = s.as(asks).RequestErasure(t.Context(), once(), her.ref, wire.ErasureRequest{Basis: erasure.SurvivorAsked})
	s.refused(err, fault.GateClosed)
	_, err = s.as(her.caseworker).RequestErasure(t.Context(), once(), her.ref, wire.ErasureRequest{Basis: erasure.RegisteredWrongly, Reasons: "Entered twice."})
	s.refused(err, fault.Denied)

	receipt, err := s.as(asks).RequestErasure(t.Context(), once(), her.ref, wire.ErasureRequest{Basis: erasure.RegisteredWrongly, Reasons: "Entered twice."})
	request := s.settled(asks, receipt, err).Target.Ref
	_, err = s.as(asks).ApproveErasure(t.Context(), once(), request)
	s.refused(err, fault.Denied)
	receipt, err = s.as(approves).ApproveErasure(t.Context(), once(), request)
	s.settled(approves, receipt, err)
	s.until("she is erased", func() bool {
		found, err := s.as(asks).ShowErasure(t.Context(), request)
		s.fine(err)
		return found.State == erasure.Erased
	})

	skeleton, err := s.as(approves).ShowCase(t.Context(), her.ref)
	s.fine(err)
	require.Equal(t, seen.Corridor, skeleton.Corridor)
	require.Equal(t, seen.OpenedAt, skeleton.OpenedAt)
	require.Empty(t, skeleton.Person.Name)
	_, err = s.as(her.caseworker).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	found, err := s.as(her.caseworker).SearchPeople(t.Context(), wire.PeopleSearch{Name: name})
	s.fine(err)
	require.Empty(t, found.Items, "nobody finds her by her name")

	s.receiversAnswer(her, request, approves)
	s.goesOnInANewRun(request, approves)

	s.until("the engine has forgotten her", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := s.site.engine.DescribeWorkflowExecution(ctx, workflows.CaseID(her.ref), "")
		var gone *serviceerror.NotFound
		return err != nil && errors.As(err, &gone)
	})
}

// receiversAnswer: the medical post, which was asked about her, is asked to delete its data. At first a law
// forbids that. The data protection officer sees this, and cannot answer for the post.
func (s *story) receiversAnswer(her *survivor, request wire.Ref, watches officer) {
	s.t.Helper()
	medic := s.at("tha-medical-bangkok")
	params := wire.ListDeletionsParams{Erasure: request}
	asked, err := s.as(watches).ListDeletions(s.t.Context(), params)
	s.fine(err)
	require.Greater(s.t, len(asked.Items), 1)
	open := 0
	for _, d := range asked.Items {
		require.Equal(s.t, erasure.Waiting, d.State)
		require.NotEqual(s.t, her.caseworker.desk, d.Desk, "the agency that kept the case was given nothing")
		require.False(s.t, d.DueAt.IsZero(), "%s has no clock", d.Desk)
		open++
	}
	mine, err := s.as(medic).ListDeletions(s.t.Context(), wire.ListDeletionsParams{})
	s.fine(err)
	require.Len(s.t, mine.Items, 1, "it sees its own, and not who else was given something")
	require.Equal(s.t, her.ref, mine.Items[0].Case)
	require.True(s.t, mine.Items[0].Mine)
	none, err := s.as(her.caseworker).ListDeletions(s.t.Context(), wire.ListDeletionsParams{})
	s.fine(err)
	require.Empty(s.t, none.Items)

	desk := medic.desk
	_, err = s.as(watches).AnswerDeletion(s.t.Context(), once(), request, desk, wire.DeletionAnswer{Answer: erasure.Deleted})
	s.refused(err, fault.Denied)
	_, err = s.as(her.caseworker).AnswerDeletion(s.t.Context(), once(), request, desk, wire.DeletionAnswer{Answer: erasure.Deleted})
	s.refused(err, fault.NotFound)
	say := func(by officer, of wire.DeskId, what erasure.Deleting, why erasure.Reason) {
		s.t.Helper()
		receipt, err := s.as(by).AnswerDeletion(s.t.Context(), once(), request, of, wire.DeletionAnswer{Answer: what, Reason: why})
		s.settled(by, receipt, err)
	}
	say(medic, desk, erasure.Kept, erasure.OwnLaw)
	kept, err := s.as(watches).ShowDeletion(s.t.Context(), request, desk)
	s.fine(err)
	require.Equal(s.t, erasure.OwnLaw, kept.Reason)
	say(medic, desk, erasure.Deleted, "")
	_, err = s.as(medic).AnswerDeletion(s.t.Context(), once(), request, desk, wire.DeletionAnswer{Answer: erasure.NotHeld})
	s.refused(err, fault.Decided)
	params.State = erasure.Waiting
	left, err := s.as(watches).ListDeletions(s.t.Context(), params)
	s.fine(err)
	require.Len(s.t, left.Items, open-1)
	for _, d := range left.Items {
		if d.Mine { // of the officer's own agency
			say(watches, d.Desk, erasure.Kept, erasure.OwnLaw)
			continue
		}
		say(watches, d.Desk, erasure.Kept, erasure.Unreachable)
	}
	histories.Record(s.t, s.site.engine, s.site.codec, workflows.ErasureID(request), release, "erasure")
}

// goesOnInANewRun: after a deploy the erasure, which waits for receivers, is rolled over. In the new
// run the others answer after all, and when no receiver has data left it ends.
func (s *story) goesOnInANewRun(request wire.Ref, watches officer) {
	s.t.Helper()
	id := workflows.ErasureID(request)
	run := func() (string, enumspb.WorkflowExecutionStatus) {
		ctx, cancel := context.WithTimeout(s.t.Context(), patience)
		defer cancel()
		found, err := s.site.engine.DescribeWorkflowExecution(ctx, id, "")
		s.fine(err)
		return found.GetWorkflowExecutionInfo().GetExecution().GetRunId(), found.GetWorkflowExecutionInfo().GetStatus()
	}
	first, _ := run()
	_, err := s.site.engine.UpdateWorkflow(s.t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: workflows.UpdateRollover, WaitForStage: client.WorkflowUpdateStageAccepted,
	})
	s.fine(err)
	s.until("the erasure is in a new run", func() bool { now, _ := run(); return now != first })

	asked, err := s.as(watches).ListDeletions(s.t.Context(), wire.ListDeletionsParams{Erasure: request, State: erasure.Kept})
	s.fine(err)
	require.NotEmpty(s.t, asked.Items)
	for _, d := range asked.Items {
		by := s.at(d.Desk)
		receipt, err := s.as(by).AnswerDeletion(s.t.Context(), once(), request, d.Desk, wire.DeletionAnswer{Answer: erasure.Deleted})
		s.settled(by, receipt, err)
	}
	s.until("the erasure has ended", func() bool { _, status := run(); return status == enumspb.WORKFLOW_EXECUTION_STATUS_COMPLETED })
	histories.Record(s.t, s.site.engine, s.site.codec, id, release, "erasure-rolled")
}

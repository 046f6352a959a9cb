package stories_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"example.org/homeward/api/wire"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// TestAPersonIsErased: somebody was registered who should not have been. One asks, another
// approves, and nothing of her can be read any more, in the record or in the engine; that there
// was a case is still counted.
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
	approves := officer{desk: desk, role: casework.RoleDPO, account: "protects-too"}
	seen, err := s.as(her.caseworker).Case(t.Context(), string(her.ref))
	s.fine(err)
	require.Equal(t, name, seen.Person.Name)

	preview, err := s.as(asks).PreviewErasure(t.Context(), string(her.ref), url.Values{"basis": {"survivor_asked"}})
	s.fine(err)
	require.False(t, preview.Gate.Open, "her case runs")
	_, err = s.as(asks).RequestErasure(t.Context(), once(), string(her.ref), wire.ErasureRequest{Basis: erasure.SurvivorAsked})
	s.refused(err, fault.GateClosed)
	_, err = s.as(her.caseworker).RequestErasure(t.Context(), once(), string(her.ref), wire.ErasureRequest{Basis: erasure.RegisteredWrongly})
	s.refused(err, fault.Denied)

	receipt, err := s.as(asks).RequestErasure(t.Context(), once(), string(her.ref), wire.ErasureRequest{Basis: erasure.RegisteredWrongly})
	request := string(s.settled(asks, receipt, err).Target.Ref)
	_, err = s.as(asks).ApproveErasure(t.Context(), once(), request)
	s.refused(err, fault.Denied)
	receipt, err = s.as(approves).ApproveErasure(t.Context(), once(), request)
	s.settled(approves, receipt, err)
	s.until("she is erased", func() bool {
		found, err := s.as(asks).Erasure(t.Context(), request)
		s.fine(err)
		return found.State == erasure.Erased
	})

	skeleton, err := s.as(asks).Case(t.Context(), string(her.ref))
	s.fine(err)
	require.Equal(t, seen.Corridor, skeleton.Corridor)
	require.Equal(t, seen.OpenedAt, skeleton.OpenedAt)
	require.Empty(t, skeleton.Person.Name)
	_, err = s.as(her.caseworker).Case(t.Context(), string(her.ref))
	s.refused(err, fault.NotFound)
	found, err := s.as(her.caseworker).SearchPeople(t.Context(), wire.PeopleSearch{Name: name})
	s.fine(err)
	require.Empty(t, found.Items, "nobody finds her by her name")

	s.until("the engine has forgotten her", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := s.house.engine.DescribeWorkflowExecution(ctx, workflows.CaseID(her.ref), "")
		var gone *serviceerror.NotFound
		return err != nil && errors.As(err, &gone)
	})
}

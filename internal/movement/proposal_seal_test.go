package movement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// A proposal is withdrawn and made again about the same passengers. An officer who has seen the first one only cannot agree
// to the second.
func TestAgreeingToCancelNamesTheProposal(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.hold(block("a"))
	tr.do(movement.Command{Kind: movement.KindCancel, Cause: casework.CauseBorderClosed})
	first := *tr.m.Proposal
	tr.do(movement.Command{Kind: movement.KindRefuse})
	tr.do(movement.Command{Kind: movement.KindCancel, Cause: casework.CauseBorderClosed})
	require.Equal(t, first.Digest, tr.m.Proposal.Digest, "the passengers are the same")
	agree := movement.Command{Kind: movement.KindAgree, By: by("tha-movement"), Seal: first.Seal()}
	tr.refuses(fault.Stale, agree)
	agree.Seal = tr.m.Proposal.Seal()
	tr.do(agree)
	require.Equal(t, movement.Cancelled, tr.m.Status)
}

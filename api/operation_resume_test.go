package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// A second person sees how many cases would go on and agrees to the end of exactly that pause.
func TestResumingIsPreviewedAndAgreed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	row := record.OperationRow{Operation: record.Operation{
		Ref: opRef, State: operation.Paused, Host: "THA", Lead: "tha-coordination", OpenedAt: noon,
		Pause: &casework.Pause{Cause: casework.CauseBorderClosed, Since: noon},
	}, Cases: 61, Open: 60}
	h.fake.operation = func(casework.Ref) (record.OperationRow, error) { return row, nil }
	in := "/operations/" + string(opRef) + "/resume"
	preview := func() wire.ResumePreview {
		var p wire.ResumePreview
		h.ok(http.StatusOK, get(in+"/preview").as(coordinator)).into(&p)
		return p
	}
	first := preview()
	require.Equal(t, 60, first.OpenCases)
	require.Empty(t, first.Proposal.Digest)
	row.Resume = &operation.Resuming{
		Digest: first.Digest, Cases: 60, At: noon, Until: noon.Add(48 * time.Hour), By: casework.Actor{Account: "dev-2", Desk: "tha-coordination", Role: casework.RoleOperationLead},
	}
	p := preview()
	require.False(t, p.Mine)
	require.False(t, p.Changed)
	require.Equal(t, casework.RoleOperationLead, p.Proposal.Role)
	h.ok(http.StatusOK, post(in+"/agree", m{"digest": p.Digest}).as(coordinator))
	h.ok(http.StatusOK, post(in+"/refuse", nil).as(coordinator))
	h.refused(http.StatusForbidden, "denied", post(in+"/agree", m{"digest": p.Digest}).as(consul))

	row.Resume.By.Account = "dev-1"
	require.True(t, preview().Mine)
	require.Contains(t, h.refused(http.StatusForbidden, "denied", post(in+"/agree", m{"digest": p.Digest}).as(coordinator)).Detail, "a second person")
	row.Pause.Cause = casework.CauseOperation
	require.True(t, preview().Changed)
	row.Resume.Until = noon.Add(-time.Hour)
	require.Empty(t, preview().Proposal.Digest, "it has expired")
}

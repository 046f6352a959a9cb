package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

const resumePage = "/desk/approvals/operations/op-1"

// A second officer sees under what waits for her that an operation is proposed to go on: how many people it
// concerns, why it stands still, and who proposed it. The officer who proposed it cannot answer it.
func TestASecondPersonSeesWhatResumingDoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	by := casework.Actor{Account: "dev-1", Desk: "tha-coordination", Agency: "tha-msdhs", Role: casework.RoleCoordinator}
	paused := operation.Operation{Ref: "op-1", Seq: 2, State: operation.Paused, Host: "THA", Pause: &casework.Pause{Cause: casework.CauseBorderClosed, Since: noon, By: by}}
	write := func(seq int64, kind operation.Kind, next operation.Operation) {
		next.Seq = seq
		_, err := o.Record.WriteOperation(t.Context(), operation.Change{Ref: "op-1", Seq: seq, Key: casework.Key(kind), Kind: kind, At: noon, By: by, Next: next})
		require.NoError(t, err)
	}
	write(1, operation.KindOpen, operation.Operation{Ref: "op-1", State: operation.Running, Host: "THA", OpenedAt: noon})
	paused.Resume = &operation.Resuming{Digest: paused.ResumeDigest(), Cases: 60, By: by, At: noon, Until: noon.Add(48 * time.Hour)}
	write(2, operation.KindProposeResume, paused)

	const other, proposer = "tha-coordination national_coordinator acc-second", "tha-coordination national_coordinator dev-1"
	o.get("/desk/approvals", other).says("Let an operation go on", resumePage)
	o.get("/desk/approvals", proposer).never(resumePage)
	page := o.get(resumePage, other).status(http.StatusOK).says("the operation goes on, and the clocks of its cases run again", "What is asked", "Proposed by", "The border is closed", "People whose cases go on", "Let this operation go on", "Keep it paused")
	require.Equal(t, paused.Resume.Seal(), page.form(resumePage).Get("preview"))
	o.get(resumePage, proposer).status(http.StatusOK).says("This does not wait for you").never("Let this operation go on")
	o.get(resumePage, consul).status(http.StatusForbidden)
}

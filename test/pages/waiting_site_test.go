package pages_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

const toResume = casework.Ref("o0000000bb") // an officer has proposed that it goes on

// hasManyDecisions lets the decisions of a consul on eleven requests wait for a second person.
func hasManyDecisions(tb testing.TB, o *usecasetest.Office) {
	tb.Helper()
	var batch []tasks.BatchedDecision
	for i := range 11 {
		ref := casework.Ref("b00000000" + strconv.Itoa(10+i))
		o.Ask(ref, "tha-ken", 9*day)
		batch = append(batch, tasks.BatchedDecision{
			Write:    tasks.Write{Case: ref, Task: casework.TaskIDOf(casework.StepVerifyNationality, 1), Version: 1, Key: "key-of-decision-" + strconv.Itoa(i)},
			Decision: tasks.Decision{Outcome: casework.Confirmed, Reasons: "She is in the register of births."},
		})
	}
	first := inRoleOf(o, "ken-mission-bangkok", casework.RoleConsul)
	request.From(first).Actor.Account = "acc-first"
	answered, err := o.DecideTasks(first, batch)
	require.NoError(tb, err)
	require.NotNil(tb, answered.Second)
}

// hasResuming lets a paused operation wait for a second person, to go on.
func hasResuming(tb testing.TB, o *usecasetest.Office) {
	tb.Helper()
	at := o.Now().Add(-time.Hour)
	by := casework.Actor{Account: "acc-first", Desk: "tha-coordination", Agency: "tha-nrm", Role: casework.RoleCoordinator}
	next := operation.Operation{Ref: toResume, Seq: 1, State: operation.Running, Host: "THA", Custodian: "bgf", OpenedAt: at}
	_, err := o.Record.WriteOperation(tb.Context(), operation.Change{Ref: toResume, Seq: 1, Key: "open-to-resume", Kind: operation.KindOpen, At: at, By: by, Next: next})
	require.NoError(tb, err)
	next.Seq, next.State, next.Pause = 2, operation.Paused, &casework.Pause{Cause: casework.CauseBorderClosed, Since: at, By: by}
	next.Resume = &operation.Resuming{Digest: next.ResumeDigest(), Cases: 60, By: by, At: at, Until: at.Add(48 * time.Hour)}
	_, err = o.Record.WriteOperation(tb.Context(), operation.Change{Ref: toResume, Seq: 2, Key: "propose-resume", Kind: operation.KindProposeResume, At: at, By: by, Next: next})
	require.NoError(tb, err)
}

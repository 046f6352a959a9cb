package workflows_test

import (
	"time"

	"example.org/homeward/internal/casework"
)

// sendDeath reports her death, and lets a second person confirm it a second later. It returns the reply to
// the second person.
func (e *caseEnv) sendDeath(after time.Duration) *caseReply {
	e.tb.Helper()
	report := casework.Command{Kind: casework.KindReport, Event: casework.EventDeath, By: officer("tha-caseworker", casework.RoleCaseworker)}
	e.send(after, report)
	return e.send(after+time.Second, casework.Command{
		Kind: casework.KindDecide, Task: "approval/1#1", Outcome: casework.Agreed, Ref: casework.DigestOf(report), By: officer("tha-supervisor", casework.RoleSupervisor),
	})
}

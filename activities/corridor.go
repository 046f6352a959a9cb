package activities

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// corridorTries is how often a change is offered to the workers until it is given up because none of
// them knows the corridor version that the case has pinned. It takes about three seconds: while a
// release is being rolled out, another worker may know it.
const corridorTries = 6

// unknownCorridor returns the error of an activity that needs a corridor version which this worker
// does not know. It is retryable at first. Given up, it is fault.Unavailable: the workflow
// releases the case's lock, and the command is sent again later.
func unknownCorridor(ctx context.Context, rules casework.Rules) error {
	message := fmt.Sprintf("a worker that knows corridor %s version %d is needed", rules.Corridor, rules.Version)
	if activity.GetInfo(ctx).Attempt < corridorTries {
		return temporal.NewApplicationError(message, string(fault.Unavailable))
	}
	activity.GetLogger(ctx).Error("no worker knows the corridor version that a case has pinned",
		"reason", "corridor_unknown", "corridor", rules.Corridor, "corridor_version", rules.Version)
	return temporal.NewNonRetryableApplicationError(message, string(fault.Unavailable), nil)
}

package activities

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// corridorTries is the number of attempts to write a change whose corridor version the worker does not
// have. They take about three seconds: while a release is rolled out, another worker may have it.
const corridorTries = 6

// unknownCorridor returns the error of an activity that needs a corridor version which this worker does
// not have. It is retryable at first. The last attempt returns fault.Unavailable: the workflow
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

package activities

import (
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/fault"
)

// asApplication carries a fault across Temporal: its code as the type, its safe message,
// and no cause, because a cause is text in the history. A lasting error is not retried.
func asApplication(err error) error {
	if err == nil {
		return nil
	}
	code := string(fault.CodeOf(err))
	if fault.Lasting(err) {
		return temporal.NewNonRetryableApplicationError(fault.MessageOf(err), code, nil)
	}
	return temporal.NewApplicationError(fault.MessageOf(err), code)
}

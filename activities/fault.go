package activities

import (
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/fault"
)

// asApplication converts a fault to an error of Temporal: its code becomes the type, and its safe message
// is kept. Its cause is left out, because it would be text in the history. A lasting error is not retried.
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

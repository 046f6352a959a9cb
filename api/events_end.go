package api

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/fault"
)

// recheckTimeout is how long one check of a session may take.
const recheckTimeout = 5 * time.Second

// sessionCheck checks whether the caller of an event stream is still signed in. If the session has
// ended, the next check ends the stream. If the record cannot be read, the check is repeated once,
// because the database may be restarting. So a stream is open for at most two checks after the last
// successful one, which is less than a minute.
type sessionCheck struct {
	recheck func(ctx context.Context) error
	timeout time.Duration
	failed  bool
}

// run returns the code of the reason why the stream must end, or "" if it may go on.
func (w *sessionCheck) run(ctx context.Context) fault.Code {
	ctx, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	switch err := w.recheck(ctx); {
	case err == nil:
		w.failed = false
		return ""
	case fault.CodeOf(err) == fault.Unsigned:
		return fault.Unsigned
	case w.failed:
		return fault.Unavailable
	default:
		w.failed = true
		return ""
	}
}

// endEvent returns the last event of a stream that the server ends. The code shows whether the client
// must sign in before it connects again.
func endEvent(code fault.Code) string {
	return fmt.Sprintf("event: end\ndata: {\"code\":%q}\n\n", code)
}

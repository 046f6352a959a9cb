package api

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/fault"
)

// lookPatience is how long it may take to look whether somebody is still signed in.
const lookPatience = 5 * time.Second

// watch looks, for a stream, whether its reader is still signed in. A session that has ended
// ends the stream at the next look. A record that cannot be asked is asked once more, because
// it may be starting anew: a stream is never open for more than two looks after the last good
// one, which is less than a minute.
type watch struct {
	recheck  func(ctx context.Context) error
	patience time.Duration
	failed   bool
}

// look gives the code of why the stream ends; "" when it goes on.
func (w *watch) look(ctx context.Context) fault.Code {
	ctx, cancel := context.WithTimeout(ctx, w.patience)
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

// lastWord is the event with which a stream ends that its reader has not ended: the code says
// whether it is of any use to come back without signing in.
func lastWord(code fault.Code) string {
	return fmt.Sprintf("event: end\ndata: {\"code\":%q}\n\n", code)
}

package logline

import (
	"log/slog"
	"sync"
	"time"
)

// repeatAfter is how long a warning or an error of a library is not written again. While a server is down,
// a client that polls it logs the same line many times a second.
const repeatAfter = time.Minute

// mostRepeats is the number of different lines that are remembered. Beyond it, all are forgotten.
const mostRepeats = 512

// repeats remembers which lines of libraries were written in the last minute. It is safe for concurrent use.
type repeats struct {
	mu   sync.Mutex
	seen map[repeated]*since
}

type repeated struct {
	level   slog.Level
	message string
}

// since says when a line was written, and how often it was left out since then.
type since struct {
	at   time.Time
	left int
}

// passes reports whether a line may be written now, and how often it was left out before.
func (r *repeats) passes(at time.Time, level slog.Level, message string) (left int, ok bool) {
	if level < slog.LevelWarn {
		return 0, true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	line := repeated{level, message}
	if last := r.seen[line]; last != nil && at.Sub(last.at) < repeatAfter {
		last.left++
		return 0, false
	} else if last != nil {
		left = last.left
	}
	if r.seen == nil || len(r.seen) >= mostRepeats {
		r.seen = map[repeated]*since{}
	}
	r.seen[line] = &since{at: at}
	return left, true
}

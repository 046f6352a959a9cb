package api

import (
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/ratelimit"
)

// The largest numbers of open event streams, for each account and for the server. An officer with
// twelve open pages has twelve; each costs a connection, and a query for every change.
const (
	mostStreamsEach = 16
	mostStreams     = 5000
)

// streamRetryAfter is when a caller with too many streams may try again.
const streamRetryAfter = 30 * time.Second

// openStreams counts the event streams of a server. Its zero value is ready to use.
type openStreams struct {
	mu  sync.Mutex
	by  map[casework.AccountID]int
	all int
}

// begin counts one more stream of an account. The caller must call end when the stream ends. begin
// returns a fault of code TooMany if there are too many streams.
func (o *openStreams) begin(account casework.AccountID) (end func(), err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.by[account] >= mostStreamsEach || o.all >= mostStreams {
		return nil, ratelimit.Refusal(streamRetryAfter)
	}
	if o.by == nil {
		o.by = map[casework.AccountID]int{}
	}
	o.by[account]++
	o.all++
	return sync.OnceFunc(func() { o.end(account) }), nil
}

func (o *openStreams) end(account casework.AccountID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all--
	if o.by[account]--; o.by[account] == 0 {
		delete(o.by, account) // so the map holds only accounts with open streams
	}
}

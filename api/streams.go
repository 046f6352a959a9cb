package api

import (
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/ratelimit"
)

// How many event streams may be open at once. An officer with a dozen pages open has a dozen;
// each costs a connection and a question to the record for every change.
const (
	mostStreamsEach = 16
	mostStreams     = 5000
)

// streamAgain is when somebody who has too many may try again.
const streamAgain = 30 * time.Second

// openStreams counts the event streams of a server. Its zero value works.
type openStreams struct {
	mu  sync.Mutex
	by  map[casework.AccountID]int
	all int
}

// begin counts one more stream of an account. The function it gives must be called when the
// stream ends. One too many is fault.TooMany.
func (o *openStreams) begin(account casework.AccountID) (end func(), err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.by[account] >= mostStreamsEach || o.all >= mostStreams {
		return nil, ratelimit.Refusal(streamAgain)
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
		delete(o.by, account) // what is counted is bounded by what is open
	}
}

package identity

import (
	"sync"
	"time"

	"example.org/homeward/internal/casework"
)

// Remembered is how long a session is believed without asking the record: within that time
// after an account was disabled, or signed out elsewhere, it is turned away.
const Remembered = 30 * time.Second

// mostRemembered bounds the memory. When it is full it begins anew.
const mostRemembered = 20_000

// cache remembers callers by the hash of their token.
type callerCache struct {
	mu         sync.Mutex
	callers    map[string]cachedCaller
	generation uint64 // moves on with every forgetting
}

type cachedCaller struct {
	caller Caller
	until  time.Time
}

func newCache() *callerCache { return &callerCache{callers: map[string]cachedCaller{}} }

// find gives who is remembered, and the turn at which that was asked.
func (c *callerCache) find(hash string, now time.Time) (Caller, uint64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.callers[hash]
	if ok && !now.Before(r.until) {
		delete(c.callers, hash)
		ok = false
	}
	return r.caller, c.generation, ok
}

// put remembers a caller who was found in a turn. When somebody was forgotten since, what was
// found may be out of date, and is not remembered.
func (c *callerCache) put(hash string, turn uint64, caller Caller, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if turn != c.generation {
		return
	}
	if len(c.callers) >= mostRemembered {
		clear(c.callers)
	}
	c.callers[hash] = cachedCaller{caller, until}
}

// forget forgets all sessions of an account.
func (c *callerCache) forget(account casework.AccountID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	for hash, r := range c.callers {
		if r.caller.Actor.Account == account {
			delete(c.callers, hash)
		}
	}
}

// drop forgets one session.
func (c *callerCache) drop(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	delete(c.callers, hash)
}

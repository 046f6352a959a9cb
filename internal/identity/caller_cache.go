package identity

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"example.org/homeward/internal/casework"
)

// SessionCacheTime is how long a session is accepted without a look at the record. An account that is
// disabled, or a session that is ended by another process, is refused within that time.
const SessionCacheTime = 30 * time.Second

// maxCachedCallers bounds the cache. When it is full, the caller that was used least recently is
// dropped.
const maxCachedCallers = 20_000

// callerCache caches callers by the hash of their session token. It is safe for concurrent use. Entries
// expire by the clock of the service, which tests control; the library's expirable cache has only the
// system clock and one lifetime for all entries, and a session may end earlier.
type callerCache struct {
	mu         sync.Mutex
	callers    *simplelru.LRU[string, cachedCaller]
	generation uint64 // incremented by every forget and drop
}

type cachedCaller struct {
	caller Caller
	until  time.Time
}

func newCallerCache() *callerCache {
	callers, _ := simplelru.NewLRU[string, cachedCaller](maxCachedCallers, nil) // fails for a size below 1 only
	return &callerCache{callers: callers}
}

// find returns the cached caller, if there is one at now, and the current generation for put.
func (c *callerCache) find(hash string, now time.Time) (caller Caller, generation uint64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cached, ok := c.callers.Get(hash)
	if ok && !now.Before(cached.until) {
		c.callers.Remove(hash)
		ok = false
	}
	return cached.caller, c.generation, ok
}

// put caches a caller that was read from the record after find returned generation. If an entry was
// removed since then, the caller may be out of date and is not cached.
func (c *callerCache) put(hash string, generation uint64, caller Caller, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation == c.generation {
		c.callers.Add(hash, cachedCaller{caller, until})
	}
}

// forget removes all sessions of an account.
func (c *callerCache) forget(account casework.AccountID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	for _, hash := range c.callers.Keys() {
		if cached, ok := c.callers.Peek(hash); ok && cached.caller.Actor.Account == account {
			c.callers.Remove(hash)
		}
	}
}

// drop removes one session.
func (c *callerCache) drop(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	c.callers.Remove(hash)
}

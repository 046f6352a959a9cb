package ratelimit

import (
	"math"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Rate is how often something may be done: PerSecond times a second in the long run, and Burst times
// at once. The zero Rate sets no limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

// None reports whether the rate sets no limit.
func (r Rate) None() bool { return r.PerSecond <= 0 || r.Burst <= 0 }

// DefaultKeys is how many buckets a Limiter keeps by default, in about ten megabytes.
const DefaultKeys = 50_000

// Limiter counts requests by key. It is safe for concurrent use.
type Limiter struct {
	rate    Rate
	now     func() time.Time
	buckets *lru.Cache[string, *rate.Limiter]
}

// New returns a Limiter with at most keys buckets; 0 is DefaultKeys. When there are more keys, the bucket
// that has not been used for longest is dropped, and its key starts again with a full one: a limit by
// address does not stop a sender who has that many addresses.
func New(r Rate, keys int, now func() time.Time) *Limiter {
	if keys <= 0 {
		keys = DefaultKeys
	}
	buckets, err := lru.New[string, *rate.Limiter](keys)
	if err != nil { // only for a size below one
		panic(err)
	}
	return &Limiter{rate: r, now: now, buckets: buckets}
}

// Take takes one token of a key and returns 0, or returns how long it takes until there is one. A
// request that comes too early takes nothing.
func (l *Limiter) Take(key string) time.Duration {
	if l.rate.None() {
		return 0
	}
	now, b := l.now(), l.bucket(key)
	if b.AllowN(now, 1) {
		return 0
	}
	missing := 1 - b.TokensAt(now)
	return max(1, time.Duration(math.Ceil(missing/l.rate.PerSecond*float64(time.Second))))
}

// bucket returns the bucket of a key, a full one for a new key.
func (l *Limiter) bucket(key string) *rate.Limiter {
	if b, ok := l.buckets.Get(key); ok {
		return b
	}
	fresh := rate.NewLimiter(rate.Limit(l.rate.PerSecond), l.rate.Burst)
	if b, ok, _ := l.buckets.PeekOrAdd(key, fresh); ok { // another request was first
		return b
	}
	return fresh
}

// Keys returns the number of buckets.
func (l *Limiter) Keys() int { return l.buckets.Len() }

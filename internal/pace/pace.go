package pace

import (
	"container/list"
	"math"
	"sync"
	"time"
)

// Rate is how often something may be done: so many times a second for as long as one likes,
// and Burst times at once. The zero Rate sets no limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

// None reports whether the rate sets no limit.
func (r Rate) None() bool { return r.PerSecond <= 0 || r.Burst <= 0 }

// DefaultKeys is how many buckets a Limiter keeps by default: some ten megabytes.
const DefaultKeys = 50_000

// Limiter counts by key. It can be used by many at once.
type Limiter struct {
	rate Rate
	most int
	now  func() time.Time

	mu      sync.Mutex
	buckets map[string]*list.Element // of *bucket
	recent  *list.List               // the one used last comes first
}

type bucket struct {
	key    string
	tokens float64
	at     time.Time
}

// New makes a Limiter of at most so many buckets; 0 is DefaultKeys. When there are more keys
// than that, the one that has been idle longest is forgotten and starts again with a full bucket:
// counting addresses does not stop a sender with that many addresses.
func New(rate Rate, most int, now func() time.Time) *Limiter {
	if most <= 0 {
		most = DefaultKeys
	}
	return &Limiter{rate: rate, most: most, now: now, buckets: map[string]*list.Element{}, recent: list.New()}
}

// Take takes one token of a key. It gives 0 when there was one, and else how long it takes
// until there is one again; asking too early costs nothing more.
func (l *Limiter) Take(key string) time.Duration {
	if l.rate.None() {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	if b.tokens < 1 {
		return time.Duration(math.Ceil((1 - b.tokens) / l.rate.PerSecond * float64(time.Second)))
	}
	b.tokens--
	return 0
}

// bucket finds the bucket of a key, filled up to now.
func (l *Limiter) bucket(key string) *bucket {
	now := l.now()
	if e, ok := l.buckets[key]; ok {
		l.recent.MoveToFront(e)
		b, _ := e.Value.(*bucket)
		if past := now.Sub(b.at).Seconds(); past > 0 { // a clock that is set back gives nothing and takes nothing
			b.tokens = min(float64(l.rate.Burst), b.tokens+past*l.rate.PerSecond)
		}
		b.at = now
		return b
	}
	for len(l.buckets) >= l.most {
		oldest := l.recent.Back()
		b, _ := l.recent.Remove(oldest).(*bucket)
		delete(l.buckets, b.key)
	}
	b := &bucket{key: key, tokens: float64(l.rate.Burst), at: now}
	l.buckets[key] = l.recent.PushFront(b)
	return b
}

// Keys is how many buckets there are.
func (l *Limiter) Keys() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.buckets)
}

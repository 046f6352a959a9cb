package api

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/usecase/cases"
)

// mostNews is how many things may have changed before a slow client is sent a request to look at everything.
const mostNews = 256

// change is one thing that has changed, as its reader knows it.
type change struct {
	kind, ref string
	seq       int64
}

// news has the changes that the reader of one stream may know of and was not sent yet. Who may know is asked before
// changes are put together: a stream never tells its reader of others' changes, not even that there were many.
type news struct {
	following cases.Following
	ready     chan struct{}

	mu       sync.Mutex
	waiting  []change
	overflow bool
}

func newNews(following cases.Following) *news {
	return &news{following: following, ready: make(chan struct{}, 1)}
}

// judgeAll keeps those changes of which the reader may know, until ctx ends.
func (n *news) judgeAll(ctx context.Context, follower *live.Follower) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-follower.Ready():
			for _, signal := range follower.Take() {
				n.judge(ctx, signal)
			}
		}
	}
}

func (n *news) judge(ctx context.Context, signal live.Signal) {
	switch {
	case signal == live.Signal{}:
		n.lookAgain()
		return
	case signal.Overflow:
		if n.following.SeesAny(ctx) {
			n.lookAgain()
		}
		return
	}
	kind, ref, _ := strings.Cut(signal.Topic, ":")
	seq, err := strconv.ParseInt(signal.ID, 10, 64)
	since, errSince := strconv.ParseInt(signal.Since, 10, 64)
	if err != nil || errSince != nil {
		return // it is not one of ours
	}
	if number, may := n.following.MayKnow(ctx, kind, casework.Ref(ref), since, seq); may {
		n.add(change{kind, ref, number})
	}
}

// add keeps a change. A newer change of a thing replaces an older one.
func (n *news) add(c change) {
	n.mu.Lock()
	defer n.mu.Unlock()
	i := slices.IndexFunc(n.waiting, func(w change) bool { return w.kind == c.kind && w.ref == c.ref })
	switch {
	case n.overflow:
	case i >= 0:
		n.waiting[i] = c
	case len(n.waiting) == mostNews:
		n.waiting, n.overflow = nil, true
	default:
		n.waiting = append(n.waiting, c)
	}
	n.notify()
}

// lookAgain keeps that anything may have changed.
func (n *news) lookAgain() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.waiting, n.overflow = nil, true
	n.notify()
}

func (n *news) notify() {
	select {
	case n.ready <- struct{}{}:
	default: // the stream has not noticed the changes before
	}
}

// take returns the changes that wait, the oldest first, or that there were too many, and removes them.
func (n *news) take() (changes []change, overflow bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	changes, overflow = n.waiting, n.overflow
	n.waiting, n.overflow = nil, false
	return changes, overflow
}

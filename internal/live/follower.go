package live

import "slices"

// mostWaiting is how many signals wait for a follower. If more topics change before it takes them, it
// gets the zero Signal instead.
const mostWaiting = 256

// Follower receives signals about its topics. A newer signal of a topic replaces one that was not taken
// yet; signals of different topics wait side by side, so that a follower can drop those that are not for
// the eyes of its user, and does not learn of them from a signal about everything.
type Follower struct {
	hub    *Hub
	topics []string
	ready  chan struct{}

	waiting []Signal // the hub's lock guards it
}

// offer adds a signal. The caller holds the hub's lock. The zero Signal replaces all others, and is not
// replaced by one about a single topic.
func (f *Follower) offer(s Signal) {
	i := slices.IndexFunc(f.waiting, func(w Signal) bool { return w.Topic == s.Topic })
	switch {
	case len(f.waiting) == 1 && f.waiting[0] == (Signal{}):
	case s == (Signal{}) || i < 0 && len(f.waiting) == mostWaiting:
		f.waiting = []Signal{{}}
	case i >= 0:
		f.waiting[i] = s
	default:
		f.waiting = append(f.waiting, s)
	}
	select {
	case f.ready <- struct{}{}:
	default: // the follower has not noticed the signals before
	}
}

// Ready returns a channel that receives when signals wait. It is never closed.
func (f *Follower) Ready() <-chan struct{} { return f.ready }

// Take returns the signals that wait, the oldest topic first, and removes them.
func (f *Follower) Take() []Signal {
	f.hub.mu.Lock()
	defer f.hub.mu.Unlock()
	taken := f.waiting
	f.waiting = nil
	return taken
}

// Close ends the follower. It may be called more than once.
func (f *Follower) Close() {
	f.hub.mu.Lock()
	defer f.hub.mu.Unlock()
	delete(f.hub.everybody, f)
	for _, topic := range f.topics {
		delete(f.hub.followers[topic], f)
		if len(f.hub.followers[topic]) == 0 {
			delete(f.hub.followers, topic)
		}
	}
}

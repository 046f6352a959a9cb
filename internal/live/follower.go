package live

// mostWaiting is how many signals wait for a follower. If more topics change before it takes them, it
// gets one with Overflow instead.
const mostWaiting = 4096

// Follower receives signals about its topics. A newer signal of a topic replaces one that was not taken
// yet; signals of different topics wait side by side, so that a follower can drop those that are not for
// the eyes of its user, and does not learn of them from a signal about everything.
type Follower struct {
	hub    *Hub
	topics []string
	ready  chan struct{}

	waiting []Signal       // the hub's lock guards it and place
	place   map[string]int // where in waiting each topic is
}

// offer adds a signal. The caller holds the hub's lock. The zero Signal replaces all others, and is not
// replaced by one about a single topic; neither is one with Overflow.
func (f *Follower) offer(s Signal) {
	i, waits := f.place[s.Topic]
	switch {
	case len(f.waiting) == 1 && f.waiting[0] == (Signal{}):
	case s == (Signal{}):
		f.waiting, f.place = []Signal{s}, nil
	case len(f.waiting) == 1 && f.waiting[0].Overflow:
	case waits:
		f.waiting[i] = f.waiting[i].joined(s)
	case len(f.waiting) == mostWaiting:
		f.waiting, f.place = []Signal{{Overflow: true}}, nil
	default:
		if f.place == nil {
			f.place = map[string]int{}
		}
		f.place[s.Topic] = len(f.waiting)
		f.waiting = append(f.waiting, s)
	}
	select {
	case f.ready <- struct{}{}:
	default: // the follower has not noticed the signals before
	}
}

// joined returns the signal that stands for two of one topic, of which s is the newer. A change without a number
// hides no change that has one.
func (w Signal) joined(s Signal) Signal {
	switch {
	case s.ID == unnumbered:
		return w
	case w.ID != unnumbered:
		s.Since = w.Since
	}
	return s
}

// Ready returns a channel that receives when signals wait. It is never closed.
func (f *Follower) Ready() <-chan struct{} { return f.ready }

// Take returns the signals that wait, the oldest topic first, and removes them.
func (f *Follower) Take() []Signal {
	f.hub.mu.Lock()
	defer f.hub.mu.Unlock()
	taken := f.waiting
	f.waiting, f.place = nil, nil
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

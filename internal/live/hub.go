// Package live tells those who watch that something has changed, so that they look again.
// It carries references and sequence numbers, never contents: what a watcher may see is
// decided when it looks. It never blocks, keeps nothing, and losing an event costs
// nothing, because a watcher who has one waiting must look anyway.
package live

import "sync"

// Signal says what to look at again. Its zero value means: at everything.
type Signal struct {
	Topic string // as "case:<ref>"
	ID    string // how far it has come, as a sequence number
}

// Hub hands signals to followers. Its zero value works. It can be used by many at once.
type Hub struct {
	mu        sync.Mutex
	followers map[string]map[*Follower]struct{}
	everybody map[*Follower]struct{}
}

// Follower receives signals about its topics. It has one slot: the newest signal replaces
// one that was not fetched yet.
type Follower struct {
	hub    *Hub
	topics []string
	slot   chan Signal
}

// every is the topic of those who follow all of them. Nothing is published to it by name.
const every = ""

// Follow begins to follow topics, until Close. Without topics it follows every topic.
func (h *Hub) Follow(topics ...string) *Follower {
	if len(topics) == 0 {
		topics = []string{every}
	}
	f := &Follower{hub: h, topics: topics, slot: make(chan Signal, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.followers == nil {
		h.followers, h.everybody = map[string]map[*Follower]struct{}{}, map[*Follower]struct{}{}
	}
	h.everybody[f] = struct{}{}
	for _, topic := range topics {
		if h.followers[topic] == nil {
			h.followers[topic] = map[*Follower]struct{}{}
		}
		h.followers[topic][f] = struct{}{}
	}
	return f
}

// Publish wakes the followers of a topic. It never blocks.
func (h *Hub) Publish(topic, id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for f := range h.followers[topic] {
		f.offer(Signal{Topic: topic, ID: id})
	}
	for f := range h.followers[every] {
		f.offer(Signal{Topic: topic, ID: id})
	}
}

// PublishAll wakes everybody: something may have been missed. It never blocks.
func (h *Hub) PublishAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for f := range h.everybody {
		f.offer(Signal{})
	}
}

// Followers is how many there are.
func (h *Hub) Followers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.everybody)
}

// offer puts s into the slot. The hub's lock is held, so no other goroutine puts one in; the
// follower may take the old one meanwhile, which leaves the slot as empty as emptying it does.
// A signal about everything is not replaced by one about something.
func (f *Follower) offer(s Signal) {
	select {
	case f.slot <- s:
		return
	default:
	}
	select {
	case old := <-f.slot:
		if old == (Signal{}) || old.Topic != s.Topic {
			s = Signal{}
		}
	default:
	}
	f.slot <- s
}

// Signals is where the signals come. It is never closed.
func (f *Follower) Signals() <-chan Signal { return f.slot }

// Close ends the following. It can be called twice.
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

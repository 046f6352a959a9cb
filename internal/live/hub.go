// Package live notifies followers that something has changed, so that they read it again. It passes on
// references and sequence numbers, never contents: what a follower may see is decided when it reads. It
// never blocks and stores nothing. A lost signal has no consequences, because it is replaced by a newer
// one after which the follower reads again anyway.
package live

import "sync"

// Signal names what has changed. Its zero value means that anything may have changed.
type Signal struct {
	Topic string // as "case:<ref>"
	ID    string // the sequence number of its newest change
	// Since is the sequence number of the oldest change that the signal stands for: a follower may know of that
	// change, and not of the newest.
	Since string
	// Overflow is true of a signal without a topic that replaces too many. Which topics they were of is lost, so the
	// follower has to find out whether any was of interest.
	Overflow bool
}

// unnumbered is the ID of a change of something beside a topic, which has no number of its own there.
const unnumbered = "0"

// Hub passes signals to followers. Its zero value is ready to use. It is safe for concurrent use.
type Hub struct {
	mu        sync.Mutex
	followers map[string]map[*Follower]struct{}
	everybody map[*Follower]struct{}
}

// every is the topic of followers of all topics. Nothing is published to it by name.
const every = ""

// Follow returns a follower of topics, or of every topic if none is given. The caller must close it.
func (h *Hub) Follow(topics ...string) *Follower {
	if len(topics) == 0 {
		topics = []string{every}
	}
	f := &Follower{hub: h, topics: topics, ready: make(chan struct{}, 1)}
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

// Publish sends a signal to the followers of a topic. It never blocks.
func (h *Hub) Publish(topic, id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for f := range h.followers[topic] {
		f.offer(Signal{Topic: topic, ID: id, Since: id})
	}
	for f := range h.followers[every] {
		f.offer(Signal{Topic: topic, ID: id, Since: id})
	}
}

// PublishAll sends the zero Signal to all followers, because signals may have been lost. It never blocks.
func (h *Hub) PublishAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for f := range h.everybody {
		f.offer(Signal{})
	}
}

// Followers returns the number of followers.
func (h *Hub) Followers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.everybody)
}

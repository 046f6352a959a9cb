package activities

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// CaseMessages sends commands to the workflows of cases.
type CaseMessages interface {
	// TellCase sends a command to a case and waits for its answer. A command that is sent again with
	// the same key is carried out once. A refusal is a fault; its details are the closed gates, if
	// gates are the reason.
	TellCase(ctx context.Context, ref casework.Ref, cmd casework.Command) error
}

// Passengers delivers the messages of a movement to the cases of its passengers.
type Passengers struct {
	Cases CaseMessages
}

const (
	parallelCases = 8                // the number of cases that are notified at the same time
	answerTimeout = 10 * time.Second // after it a message is sent again later
)

// Notify sends every message and returns the replies. Messages to one case are sent in order; if one
// cannot be sent, the later ones to that case are not sent either. If no case can be reached, Notify
// returns a retryable error.
func (p *Passengers) Notify(ctx context.Context, words []movement.CaseMessage) ([]movement.Reply, error) {
	defer heartbeat(ctx)()
	heard := make([]movement.Reply, len(words))
	var speaking sync.WaitGroup
	places := make(chan struct{}, parallelCases)
	for _, mine := range byCase(words) {
		places <- struct{}{}
		speaking.Go(func() {
			defer func() { <-places }()
			later := false
			for _, i := range mine {
				if later {
					heard[i] = movement.Reply{Key: words[i].Command.Key, Later: true}
					continue
				}
				heard[i] = p.say(ctx, words[i])
				later = heard[i].Later
			}
		})
	}
	speaking.Wait()
	for _, h := range heard {
		if !h.Later {
			return heard, nil
		}
	}
	return nil, asApplication(fault.New(fault.Unavailable, "no case can be reached; try again"))
}

// byCase groups the indexes of messages by case, both in the order of the messages.
func byCase(words []movement.CaseMessage) [][]int {
	at := map[casework.Ref]int{}
	var out [][]int
	for i, w := range words {
		n, known := at[w.Case]
		if !known {
			n = len(out)
			at[w.Case] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

func (p *Passengers) say(ctx context.Context, w movement.CaseMessage) movement.Reply {
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	h := movement.Reply{Key: w.Command.Key}
	switch err := p.Cases.TellCase(ctx, w.Case, w.Command); {
	case err == nil:
	case fault.Lasting(err):
		h.Refused, h.Gates = fault.CodeOf(err), closedGates(fault.DetailsOf(err))
	default:
		h.Later = true
	}
	return h
}

// closedGates returns the gates of a refusal. Its details are gate states, or gate states as JSON if they
// came through Temporal; other details are ignored.
func closedGates(details any) []casework.GateID {
	bytes, err := json.Marshal(details)
	if err != nil {
		return nil
	}
	var judged []gate.Status
	if json.Unmarshal(bytes, &judged) != nil {
		return nil
	}
	var out []casework.GateID
	for _, s := range judged {
		if _, known := gate.ByID(s.Gate); known && !s.Open {
			out = append(out, s.Gate)
		}
	}
	return out
}

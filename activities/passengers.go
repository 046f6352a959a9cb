package activities

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// CaseMessages reaches the running workflows of cases.
type CaseMessages interface {
	// TellCase sends a command to a case and waits for its answer. Sent again with the same
	// key it is carried out once. A refusal is a fault, with the closed gates, if it is
	// about gates, as its details.
	TellCase(ctx context.Context, ref casework.Ref, cmd casework.Command) error
}

// Passengers carries the words of a movement to the cases of its passengers.
type Passengers struct {
	Cases CaseMessages
}

const (
	tellAtOnce = 8                // how many cases are spoken to side by side
	tellWithin = 10 * time.Second // how long one case may take to answer before the word is said later
)

// Notify says every word and gives the answers. Words to one case are said in their order, and
// when one cannot be said those after it are left for later as well. When no case could be
// reached it fails, to be retried.
func (p *Passengers) Notify(ctx context.Context, words []movement.CaseMessage) ([]movement.Reply, error) {
	defer heartbeat(ctx)()
	heard := make([]movement.Reply, len(words))
	var speaking sync.WaitGroup
	places := make(chan struct{}, tellAtOnce)
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

// byCase returns the places of the words to each case, both in the order of the words.
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
	ctx, cancel := context.WithTimeout(ctx, tellWithin)
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

// closedGates reads the gates that a refusal names. Its details are the judged gates, or
// those as JSON when they have come through Temporal; other details are left out.
func closedGates(details any) []casework.GateID {
	bytes, err := json.Marshal(details)
	if err != nil {
		return nil
	}
	var judged []casework.GateStatus
	if json.Unmarshal(bytes, &judged) != nil {
		return nil
	}
	var out []casework.GateID
	for _, s := range judged {
		if _, known := casework.GateByID(s.Gate); known && !s.Open {
			out = append(out, s.Gate)
		}
	}
	return out
}

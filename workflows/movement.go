package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// TransportInput starts a movement, or continues one. Exactly one of Open and Carried is set.
type TransportInput struct {
	Ref  casework.Ref      `json:"ref"`
	Open *movement.Command `json:"open,omitempty"` // with the plan
	// Carried is the state of the earlier run, with the pending messages and the known keys.
	Carried *movement.Movement `json:"carried,omitempty"`
}

// Transport is one movement: seats, tickets, manifest, boarding, departure, arrival. It accepts commands
// at any time, sends messages about places to the cases of passengers and applies their replies, and
// notices missing reports: a departure that is not reported, an arrival that the receiver does not
// confirm. It ends a day after the movement is over, when every case has replied. It returns an error
// only if its plan is refused or an administrator cancels it.
func Transport(ctx workflow.Context, in TransportInput) error {
	m := &movementRun{sending: map[casework.Ref]bool{}}
	m.state = movement.Unplanned(in.Ref)
	m.aggregate = m.rules()
	return m.run(ctx, in.Open, in.Carried)
}

// movementRun is the run of a Transport. Its only lasting state is the movement itself.
type movementRun struct {
	runner[movement.Movement, movement.Command, movement.Change, struct{}, movement.Answer]

	sending map[casework.Ref]bool // cases to which a message is being sent; never iterated
	batches int                   // batches of messages that are being sent
	stop    workflow.CancelFunc   // of sending messages
	leaving bool                  // the run is about to end: senders that wait for a case ask again in the next run
}

func (m *movementRun) rules() aggregate[movement.Movement, movement.Command, movement.Change, struct{}, movement.Answer] {
	var movements *activities.Movements
	return aggregate[movement.Movement, movement.Command, movement.Change, struct{}, movement.Answer]{
		name: TransportWorkflow, noun: "the movement", kinds: names(movement.UpdateKinds()), opening: string(movement.KindPlan),
		as: func(cmd movement.Command, kind string) movement.Command { cmd.Kind = movement.Kind(kind); return cmd },
		at: func(cmd movement.Command, now time.Time) movement.Command { cmd.At = now; return cmd },
		known: func(s movement.Movement, cmd movement.Command) (movement.Answer, bool, error) {
			answer, known, err := s.Known(cmd.Key, cmd.Kind)
			answer.Repeated = known
			return answer, known, err
		},
		look: m.judgedBy, accept: movement.Accept, record: movements.RecordMovement,
		changes: func(s movement.Movement, change movement.Change) bool { return change.Seq > s.Seq },
		take:    func(_ movement.Movement, change movement.Change, _ struct{}) movement.Movement { return change.Take() },
		settled: m.awaitReplies,
		again: func(s movement.Movement) movement.Answer {
			return movement.Answer{Seq: 1, Status: s.Status, Manifest: s.Manifest, Repeated: true}
		},
		due: movementDue,
		tick: func(movement.Movement) movement.Command {
			return movement.Command{Kind: movement.KindTick, By: casework.System()}
		},
		wakes: func(armed, next time.Time) bool { // a timer that is no longer needed fires without effect, as in the histories of earlier releases
			return !next.IsZero() && (armed.IsZero() || next.Before(armed))
		},
		begin: m.sendMessages,
		over: func(s movement.Movement, now time.Time) bool {
			return s.Over() && len(s.Outbox) == 0 && !now.Before(s.EndedAt.Add(movementLinger))
		},
		windDown: m.stopSending, idle: func() bool { return m.batches == 0 },
		carry:   func(s movement.Movement) any { return TransportInput{Ref: s.Ref, Carried: &s} },
		backoff: func(int) time.Duration { return movementBackoff },
	}
}

const (
	// movementLinger is how long a movement that is over still answers repeated commands.
	movementLinger = 24 * time.Hour
	// movementBackoff is the time between two attempts after an unexpected refusal.
	movementBackoff = time.Minute
	// replyTimeout is how long a run that is about to end waits for the replies of cases.
	replyTimeout = 5 * time.Second
)

// movementDue returns the next instant at which a tick is needed; zero if there is none.
func movementDue(s movement.Movement) time.Time {
	switch {
	case s.Over() && len(s.Outbox) > 0:
		return time.Time{} // not before every case has replied
	case s.Over():
		return s.EndedAt.Add(movementLinger)
	default:
		next, _ := s.Next()
		return next
	}
}

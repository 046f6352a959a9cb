package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// writeWithin is how long a slow reader may take for one event.
const writeWithin = 20 * time.Second

// FollowEvents opens a stream that says "look again" and nothing else. Whether the asker may
// know of a change is asked for each one.
func (s *Server) FollowEvents(ctx context.Context, r wire.FollowEventsRequestObject) (wire.FollowEventsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	var topics []string
	for _, ref := range r.Params.Case {
		topics = append(topics, "case:"+string(ref))
	}
	return &stream{s, ctx, q, topics}, nil
}

// stream is an event stream that has not begun.
type stream struct {
	server *Server
	ctx    context.Context //nolint:containedctx // the generated interface hands the writer over without one
	asker  *request.Request
	topics []string
}

// VisitFollowEventsResponse writes events until the reader hangs up, is signed in no longer, or
// the server stops.
func (f *stream) VisitFollowEventsResponse(w http.ResponseWriter) error {
	end, err := f.server.streams.begin(f.asker.Actor.Account)
	if err != nil {
		return err
	}
	defer end()
	follower := f.server.Events.Follow(f.topics...)
	defer follower.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not save it up
	w.WriteHeader(http.StatusOK)
	line := &line{http.NewResponseController(w), w}
	// Whoever comes back may have missed something.
	if err := line.put("retry: 3000\nevent: look\ndata: {}\n\n"); err != nil {
		return nil // the reader has gone
	}
	beat := time.NewTicker(f.server.Heartbeat)
	defer beat.Stop()
	look := time.NewTicker(f.server.Look)
	defer look.Stop()
	watch := watch{recheck: respond.From(f.ctx).Recheck, patience: lookPatience}
	for {
		var event string
		select {
		case <-f.ctx.Done():
			return nil
		case <-f.server.stopping:
			return nil
		case <-look.C:
			if code := watch.look(f.ctx); code != "" {
				_ = line.put(lastWord(code)) // who has gone need not hear it
				return nil
			}
		case <-beat.C:
			event = ": still here\n\n"
		case signal := <-follower.Signals():
			event = f.tell(signal)
		}
		if err := line.put(event); err != nil {
			return nil // the reader has gone
		}
	}
}

// tell makes the event of a signal; "" when it is not for the asker.
func (f *stream) tell(signal live.Signal) string {
	if signal == (live.Signal{}) {
		return "event: look\ndata: {}\n\n"
	}
	kind, ref, ok := strings.Cut(signal.Topic, ":")
	if !ok || !f.server.mayKnow(f.ctx, f.asker.Actor, kind, casework.Ref(ref)) {
		return ""
	}
	data, err := json.Marshal(struct {
		Kind string      `json:"kind"`
		Ref  string      `json:"ref"`
		Seq  json.Number `json:"seq"`
	}{kind, ref, json.Number(signal.ID)})
	if err != nil { // the sequence number was none
		return "event: look\ndata: {}\n\n"
	}
	return fmt.Sprintf("id: %s\nevent: changed\ndata: %s\n\n", signal.ID, data)
}

// mayKnow says whether an actor may hear that something has changed: who may look at it may.
func (s *Server) mayKnow(ctx context.Context, a policy.Actor, kind string, ref casework.Ref) bool {
	switch kind {
	case "case":
		c, err := s.Record.CaseState(ctx, ref)
		return err == nil && s.maySee(a, policy.ShowCase, policy.OfCase(&c, s.agencyOf, s.Now()))
	case "operation":
		o, err := s.Record.Operation(ctx, ref)
		return err == nil && s.maySee(a, policy.ShowOperation, s.ofOperation(o.Operation))
	case "movement":
		m, err := s.Record.Movement(ctx, ref)
		return err == nil && s.maySee(a, policy.ShowMovement, s.ofMovement(m.MovementRow, m.State.Escorts))
	case "desk":
		return casework.DeskID(ref) == a.Desk
	default:
		return false
	}
}

func (s *Server) maySee(a policy.Actor, action policy.Action, subject policy.Subject) bool {
	return policy.May(a, action, subject.RelationsOf(a))
}

// line writes events, each within a time of its own: a server's limit for whole answers
// would cut every stream.
type line struct {
	control *http.ResponseController
	to      http.ResponseWriter
}

func (l *line) put(event string) error {
	if event == "" {
		return nil
	}
	// A writer that knows no deadlines is a test's recorder; a connection knows them.
	_ = l.control.SetWriteDeadline(deadline(writeWithin))
	if _, err := l.to.Write([]byte(event)); err != nil {
		return err
	}
	return l.control.Flush()
}

// deadline is when a connection has had its time. It is of the machine's clock, whatever
// clock the cases run by.
func deadline(within time.Duration) time.Time {
	return time.Now().Add(within) //nolint:forbidigo // see above
}

package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// writeWithin is how long a slow reader may take for one event.
const writeWithin = 20 * time.Second

// stream is one event stream.
type stream struct {
	server    *Server
	following usecase.Following
}

// followEvents answers with a stream that says "look again" and nothing else, until the reader hangs up,
// is signed in no longer, or the server stops. Whether the caller may know of a change is asked for each
// one.
func (s *Server) followEvents(c echo.Context, p wire.FollowEventsParams) error {
	ctx, w := c.Request().Context(), c.Response()
	following, err := s.Usecases.FollowEvents(ctx)
	if err != nil {
		return err
	}
	f := &stream{s, following}
	end, err := s.streams.begin(request.From(ctx).Actor.Account)
	if err != nil {
		return err
	}
	defer end()
	var topics []string
	for _, ref := range p.Case {
		topics = append(topics, "case:"+string(ref))
	}
	follower := s.Events.Follow(topics...)
	defer follower.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not save it up
	w.WriteHeader(http.StatusOK)
	line := &line{http.NewResponseController(w), w}
	// Whoever comes back may have missed something.
	if err := line.put("retry: 3000\nevent: look\ndata: {}\n\n"); err != nil {
		return nil // the reader has gone
	}
	beat := time.NewTicker(s.Heartbeat)
	defer beat.Stop()
	look := time.NewTicker(s.SessionCheckInterval)
	defer look.Stop()
	watch := watch{recheck: respond.From(ctx).Recheck, patience: lookPatience}
	for {
		var event string
		select {
		case <-ctx.Done():
			return nil
		case <-s.stopping:
			return nil
		case <-look.C:
			if code := watch.look(ctx); code != "" {
				_ = line.put(lastWord(code)) // who has gone need not hear it
				return nil
			}
		case <-beat.C:
			event = ": still here\n\n"
		case signal := <-follower.Signals():
			event = f.tell(ctx, signal)
		}
		if err := line.put(event); err != nil {
			return nil // the reader has gone
		}
	}
}

// tell makes the event of a signal; "" when it is not for the asker.
func (f *stream) tell(ctx context.Context, signal live.Signal) string {
	if signal == (live.Signal{}) {
		return "event: look\ndata: {}\n\n"
	}
	kind, ref, ok := strings.Cut(signal.Topic, ":")
	if !ok || !f.following.MayKnow(ctx, kind, casework.Ref(ref)) {
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

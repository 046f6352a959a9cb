package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

// eventTimeout is how long a slow client may take to receive one event.
const eventTimeout = 20 * time.Second

// stream is one event stream.
type stream struct {
	server    *Server
	following cases.Following
}

// followEvents answers with a stream of events until the client disconnects, the caller is no longer
// signed in, or the server stops. An event only says that something has changed, and is sent only if
// the caller may know of that change.
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
	follower := s.Events.Follow(topicsOf(p)...)
	defer follower.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not buffer it
	w.WriteHeader(http.StatusOK)
	line := &line{http.NewResponseController(w), w}
	// A client that connects again may have missed events.
	if err := line.put("retry: 3000\nevent: look\ndata: {}\n\n"); err != nil {
		return nil // the client has disconnected
	}
	beat := time.NewTicker(s.Heartbeat)
	defer beat.Stop()
	check := time.NewTicker(s.SessionCheckInterval)
	defer check.Stop()
	session := sessionCheck{recheck: respond.From(ctx).Recheck, timeout: recheckTimeout}
	for {
		var events string
		select {
		case <-ctx.Done():
			return nil
		case <-s.stopping:
			return nil
		case <-check.C:
			if code := session.run(ctx); code != "" {
				_ = line.put(endEvent(code)) // an error means that the client has disconnected
				return nil
			}
		case <-beat.C:
			events = ": still here\n\n"
		case <-follower.Ready():
			for _, signal := range follower.Take() {
				events += f.event(ctx, signal)
			}
		}
		if err := line.put(events); err != nil {
			return nil // the client has disconnected
		}
	}
}

// topicsOf lists the topics that a stream is about; none for all of them.
func topicsOf(p wire.FollowEventsParams) []string {
	var topics []string
	for _, ref := range p.Case {
		topics = append(topics, "case:"+string(ref))
	}
	if p.Desk != "" {
		topics = append(topics, "desk:"+string(p.Desk))
	}
	return topics
}

// event returns the event for a signal, or "" if the caller may not know of the change.
func (f *stream) event(ctx context.Context, signal live.Signal) string {
	if signal == (live.Signal{}) {
		return "event: look\ndata: {}\n\n"
	}
	kind, ref, ok := strings.Cut(signal.Topic, ":")
	seq, _ := strconv.ParseInt(signal.ID, 10, 64) // 0, the number of none, if it is not a number
	if !ok || !f.following.MayKnow(ctx, kind, casework.Ref(ref), seq) {
		return ""
	}
	data, err := json.Marshal(struct {
		Kind string      `json:"kind"`
		Ref  string      `json:"ref"`
		Seq  json.Number `json:"seq"`
	}{kind, ref, json.Number(signal.ID)})
	if err != nil { // the sequence number is not a number
		return "event: look\ndata: {}\n\n"
	}
	return fmt.Sprintf("id: %s\nevent: changed\ndata: %s\n\n", signal.ID, data)
}

// line writes events, each with a write deadline of its own: the server's deadline for a whole answer
// would end every stream.
type line struct {
	control *http.ResponseController
	to      http.ResponseWriter
}

func (l *line) put(event string) error {
	if event == "" {
		return nil
	}
	// Connections support deadlines. Only the recorder of a test does not.
	_ = l.control.SetWriteDeadline(deadline(eventTimeout))
	if _, err := l.to.Write([]byte(event)); err != nil {
		return err
	}
	return l.control.Flush()
}

// deadline returns a deadline for a connection. It uses the clock of the machine, because connections
// do; the clock of cases may be another one.
func deadline(after time.Duration) time.Time {
	return time.Now().Add(after) //nolint:forbidigo // see above
}

package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// eventTimeout is how long a slow client may take to receive one event.
const eventTimeout = 20 * time.Second

// followEvents answers with a stream of events until the client disconnects, the caller is no longer
// signed in, or the server stops. An event only says that something has changed, and is sent only if
// the caller may know of that change.
func (s *Server) followEvents(c echo.Context, p wire.FollowEventsParams) error {
	ctx, cancel := context.WithCancel(c.Request().Context())
	defer cancel()
	following, err := s.Usecases.FollowEvents(ctx)
	if err != nil {
		return err
	}
	end, err := s.streams.begin(request.From(ctx).Actor.Account)
	if err != nil {
		return err
	}
	defer end()
	follower := s.Events.Follow(topicsOf(p)...)
	defer follower.Close()
	known := newNews(following)
	go known.judgeAll(ctx, follower)
	w := c.Response()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy must not buffer it
	w.WriteHeader(http.StatusOK)
	return s.stream(ctx, &line{control: http.NewResponseController(w), to: w}, known)
}

// stream writes events until a stream ends. An error of writing means that the client has disconnected.
func (s *Server) stream(ctx context.Context, line *line, known *news) error {
	// A client that connects again may have missed events.
	if err := line.put("retry: 3000\nevent: look\ndata: {}\n\n"); err != nil {
		return nil
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
				_ = line.put(endEvent(code))
				return nil
			}
		case <-beat.C:
			events = ": still here\n\n"
		case <-known.ready:
			events = line.events(known.take())
		}
		if err := line.put(events); err != nil {
			return nil
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

// line writes events, each with a write deadline of its own: the server's deadline for a whole answer
// would end every stream.
type line struct {
	control *http.ResponseController
	to      http.ResponseWriter
	sent    int // events with an id
}

// events returns the events for changes, or the one for an overflow. Their ids count the events of this stream, and so
// nothing that its reader may not know.
func (l *line) events(changes []change, overflow bool) string {
	if overflow {
		return "event: look\ndata: {}\n\n"
	}
	var out strings.Builder
	for _, one := range changes {
		l.sent++
		fmt.Fprintf(&out, "id: %d\nevent: changed\ndata: {\"kind\":%q,\"ref\":%q,\"seq\":%d}\n\n", l.sent, one.kind, one.ref, one.seq)
	}
	return out.String()
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

package api_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// streaming is a response writer that passes its events on.
type streaming struct {
	header http.Header
	events chan string
}

func (s *streaming) Header() http.Header              { return s.header }
func (s *streaming) WriteHeader(int)                  {}
func (s *streaming) Flush()                           {}
func (s *streaming) SetWriteDeadline(time.Time) error { return nil }
func (s *streaming) Write(p []byte) (int, error)      { s.events <- string(p); return len(p), nil }

// until returns the request with a context that ends it.
func (r request) until(ctx context.Context) request {
	r.Request = r.WithContext(context.WithValue(ctx, http.LocalAddrContextKey, loopbackAddr()))
	return r
}

// follow opens a stream and returns its events one by one.
func follow(h *testAPI, r request) (<-chan string, <-chan struct{}) {
	w := &streaming{http.Header{}, make(chan string, 100)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.server.Handler().ServeHTTP(w, r.Request)
	}()
	return w.events, done
}

// drained returns the events that are there.
func drained(events <-chan string) string {
	all := ""
	for len(events) > 0 {
		all += <-events
	}
	return all
}

// An event names what changed and has a sequence number; a caller who may not see it gets no event.
func TestEventsOnlyNameWhatChanged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newTestAPI(t) // inside the bubble, so that its goroutines belong to it
		ctx, hangUp := context.WithCancel(t.Context())
		team, teamDone := follow(h, get("/events").as(caseworker).until(ctx))
		leading, leadingDone := follow(h, get("/events").as(supervisor).until(ctx))
		foreign, foreignDone := follow(h, get("/events").as(stranger).until(ctx))
		narrow, narrowDone := follow(h, get("/events?case=c0000never").as(caseworker).until(ctx))
		inbox, inboxDone := follow(h, get("/events?desk=tha-caseworker-maesot").as(caseworker).until(ctx))
		spying, spyingDone := follow(h, get("/events?desk=tha-caseworker-maesot").as(stranger).until(ctx))
		synctest.Wait()
		for _, s := range []<-chan string{team, leading, foreign, narrow, inbox, spying} {
			require.Equal(t, "retry: 3000\nevent: look\ndata: {}\n\n", <-s)
		}
		h.hub.Publish("case:"+string(caseRef), "41")
		synctest.Wait()
		require.Equal(t, "id: 1\nevent: changed\ndata: {\"kind\":\"case\",\"ref\":\"c7m2k9x4pq\",\"seq\":41}\n\n", <-team)
		h.hub.Publish("operation:"+string(opRef), "5")
		synctest.Wait()
		require.Contains(t, <-leading, `{"kind":"case"`)
		require.Contains(t, <-leading, `{"kind":"operation","ref":"o5t8r2w6yz","seq":5}`)
		h.hub.Publish("movement:"+string(moveRef), "6")
		h.hub.Publish("case:"+string(caseRef), "6")
		h.hub.Publish("case:c0000gone1", "7")
		h.hub.Publish("desk:tha-caseworker-maesot", "8")
		synctest.Wait()
		several := drained(team)
		require.NotContains(t, several, "movement", "a movement that is not theirs to see")
		require.Contains(t, several, `{"kind":"case","ref":"c7m2k9x4pq","seq":6}`)
		require.Contains(t, several, `{"kind":"desk","ref":"tha-caseworker-maesot","seq":`+instant(h)+`}`, "the number of a change of a case is not for an inbox")
		require.NotContains(t, several, "look")
		require.NotContains(t, several, "c0000gone1")
		require.Contains(t, drained(inbox), `"ref":"tha-caseworker-maesot"`)
		require.Empty(t, foreign, "several changes at once tell a stranger nothing either")
		h.hub.Publish("case:"+string(caseRef), "9")
		h.hub.Publish("desk:tha-caseworker-maesot", "9")
		h.hub.Publish("desk:tha-registrar-maesot", "9")
		synctest.Wait()
		require.NotEmpty(t, drained(team))
		require.Equal(t, "id: 2\nevent: changed\ndata: {\"kind\":\"desk\",\"ref\":\"tha-caseworker-maesot\",\"seq\":"+instant(h)+"}\n\n", drained(inbox), "it is about a desk, and not about a case")
		require.Empty(t, spying, "the inbox of another desk")
		h.hub.Publish("odd", "9")
		h.hub.PublishAll()
		synctest.Wait()
		for _, s := range []<-chan string{team, foreign, narrow, inbox, spying} {
			require.Equal(t, "event: look\ndata: {}\n\n", <-s)
		}
		require.Empty(t, foreign, "a stranger hears of no case")
		require.Empty(t, team)

		time.Sleep(15 * time.Second) //nolint:forbidigo // of the bubble's clock
		synctest.Wait()
		for _, s := range []<-chan string{team, foreign, narrow} {
			require.Equal(t, ": still here\n\n", <-s)
		}
		hangUp()
		<-teamDone
		<-leadingDone
		<-foreignDone
		<-narrowDone
		<-inboxDone
		<-spyingDone
		require.Zero(t, h.hub.Followers(), "who has hung up is followed by nobody")
	})
}

// instant is the number of a change that is sent as an instant: now, in microseconds.
func instant(h *testAPI) string { return strconv.FormatInt(h.config().Now().UnixMicro(), 10) }

// If very many cases of others change while a stream waits, its reader gets no event. A reader who may see one of
// them gets the event that asks to look again.
func TestAFloodOfOthersChangesIsNoEvent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newTestAPI(t)
		ctx, hangUp := context.WithCancel(t.Context())
		team, teamDone := follow(h, get("/events").as(caseworker).until(ctx))
		foreign, foreignDone := follow(h, get("/events").as(stranger).until(ctx))
		synctest.Wait()
		drained(team)
		drained(foreign)
		for i := range 10_000 {
			h.hub.Publish("case:c"+strconv.Itoa(100_000_000+i), "1")
		}
		h.hub.Publish("case:"+string(caseRef), "41")
		synctest.Wait()
		require.Empty(t, foreign)
		require.NotEmpty(t, drained(team))
		hangUp()
		<-teamDone
		<-foreignDone
	})
}

// Over a real connection the stream lasts longer than the server's limit for a whole answer, and ends
// when the server stops.
func TestEventsOverARealConnection(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	config := h.config()
	config.Heartbeat = 20 * time.Millisecond
	h.start(config)
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = h.server.HTTPServer()
	srv.Config.WriteTimeout = 50 * time.Millisecond
	srv.Start()
	defer srv.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/events", http.NoBody)
	require.NoError(t, err)
	r.Header.Set(callerHeader, caseworker+" dev-1")
	res, err := srv.Client().Do(r)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	require.Equal(t, "text/event-stream", res.Header.Get("Content-Type"))
	require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	lines := bufio.NewScanner(res.Body)
	beats := 0
	for beats < 10 && lines.Scan() {
		if strings.HasPrefix(lines.Text(), ": still here") {
			beats++
		}
	}
	require.Equal(t, 10, beats, "four times the limit, and still here")
	h.hub.Publish("case:"+string(caseRef), "12")
	told := false
	for !told && lines.Scan() {
		told = strings.Contains(lines.Text(), `"seq":12`)
	}
	require.True(t, told)
	stopped := make(chan error, 1)
	go func() { stopped <- srv.Config.Shutdown(context.WithoutCancel(t.Context())) }()
	for lines.Scan() {
		require.NotContains(t, lines.Text(), "data: {\"")
	}
	require.NoError(t, <-stopped)
}

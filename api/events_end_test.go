package api_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// endableSessions is an authenticator whose callers are signed in until the test sets an error.
type endableSessions struct {
	api.Authenticator

	mu    sync.Mutex
	gone  map[string]error // by session: the result of the next checks
	looks int
}

func (l *endableSessions) Recheck(r *http.Request, was identity.Caller) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looks++
	if err := r.Context().Err(); err != nil {
		return err
	}
	return l.gone[was.Session]
}

func (l *endableSessions) say(session string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gone[session] = err
}

// A stream does not stay open after its session has ended.
func TestAStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newTestAPI(t)
		config := h.config()
		who := &endableSessions{Authenticator: config.Authenticator, gone: map[string]error{}}
		config.Authenticator = who
		h.start(config)
		ctx, hangUp := context.WithCancel(t.Context())
		defer hangUp()
		hers, herDone := follow(h, get("/events").as(caseworker).until(ctx))
		other, otherDone := follow(h, get("/events").with(callerHeader, caseworker+" dev-2").until(ctx))
		synctest.Wait()
		for _, s := range []<-chan string{hers, other} {
			require.Contains(t, <-s, "event: look")
		}
		time.Sleep(10 * time.Minute) //nolint:forbidigo // of the bubble's clock
		synctest.Wait()
		drain(t, hers, other)
		require.Equal(t, 2*int(10*time.Minute/(20*time.Second)), who.looks)

		// One failed check of the record does not end a stream.
		who.say("s-dev-1", errors.New("the database is restarting"))
		time.Sleep(20 * time.Second) //nolint:forbidigo // of the bubble's clock
		who.say("s-dev-1", nil)
		time.Sleep(5 * time.Minute) //nolint:forbidigo // of the bubble's clock
		synctest.Wait()
		drain(t, hers, other)

		who.say("s-dev-1", fault.New(fault.Unsigned, "gone"))
		began := time.Now()
		<-herDone
		require.LessOrEqual(t, time.Since(began), time.Minute)
		last := ""
		for len(hers) > 0 {
			last = <-hers
		}
		require.Equal(t, "event: end\ndata: {\"code\":\"unsigned\"}\n\n", last)
		require.Equal(t, 1, h.hub.Followers(), "nobody follows for her any more")
		synctest.Wait()
		select {
		case <-otherDone:
			require.Fail(t, "who is signed in was sent away")
		default:
		}
		hangUp()
		<-otherDone
	})
}

// A stream does not stay open either while the record cannot be read.
func TestAStreamEndsWhenItsSessionCannotBeChecked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newTestAPI(t)
		config := h.config()
		who := &endableSessions{Authenticator: config.Authenticator, gone: map[string]error{"s-dev-1": context.DeadlineExceeded}}
		config.Authenticator = who
		h.start(config)
		began := time.Now()
		events, done := follow(h, get("/events").as(caseworker).until(t.Context()))
		<-done
		require.LessOrEqual(t, time.Since(began), time.Minute)
		last := ""
		for len(events) > 0 {
			last = <-events
		}
		require.Equal(t, "event: end\ndata: {\"code\":\"unavailable\"}\n\n", last)
	})
}

// drain reads the events of a stream and requires that they are heartbeats only.
func drain(tb testing.TB, all ...<-chan string) {
	tb.Helper()
	for _, s := range all {
		for len(s) > 0 {
			require.Equal(tb, ": still here\n\n", <-s)
		}
	}
}

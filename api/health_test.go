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
)

// fakeKeys is a key store that can be checked.
type fakeKeys struct {
	mu    sync.Mutex
	times int
	says  func(ctx context.Context) error
}

func (v *fakeKeys) CheckKEK(ctx context.Context) error {
	v.mu.Lock()
	v.times++
	says := v.says
	v.mu.Unlock()
	if says == nil {
		return nil
	}
	return says(ctx)
}

// asked returns the number of checks.
func (v *fakeKeys) asked() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.times
}

func (v *fakeKeys) say(says func(ctx context.Context) error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.says = says
}

// locked returns an API with such a key store and a running clock.
func locked(t *testing.T) (*testAPI, *fakeKeys) {
	t.Helper()
	h, keys := newTestAPI(t), &fakeKeys{}
	config := h.config()
	config.Keys, config.Now, config.server.Now = keys, time.Now, time.Now
	h.start(config)
	return h, keys
}

func TestReadinessAsksForTheKeys(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, keys := locked(t)
		ready := func() int { return h.serve(get("/readyz")).StatusCode }
		for range 50 {
			require.Equal(t, http.StatusOK, ready())
		}
		require.Equal(t, 1, keys.asked(), "whoever asks all the time does not ask the vault all the time")
		keys.say(func(context.Context) error { return errors.New("https://vault.internal:8200 says no to s.secret") })
		time.Sleep(5 * time.Second) //nolint:forbidigo // of the bubble's clock
		a := h.serve(get("/readyz"))
		require.Equal(t, http.StatusServiceUnavailable, a.StatusCode)
		require.Contains(t, string(a.raw), "keys")
		require.NotContains(t, string(a.raw), "vault")
		require.NotContains(t, string(a.raw), "s.secret")
		require.Equal(t, http.StatusOK, h.serve(get("/livez")).StatusCode, "nobody kills a process for it")
		require.Equal(t, http.StatusServiceUnavailable, ready())
		require.Equal(t, 2, keys.asked())
		keys.say(nil)
		time.Sleep(5 * time.Second) //nolint:forbidigo // of the bubble's clock
		require.Equal(t, http.StatusOK, ready())
	})
}

// A key store that does not answer does not block callers, and is checked once for all of them.
func TestReadinessDoesNotWaitForKeys(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, keys := locked(t)
		hangs := make(chan struct{})
		keys.say(func(context.Context) error { // like a library that ignores the context
			<-hangs
			return nil
		})
		began := time.Now()
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if status := h.serve(get("/readyz")).StatusCode; status != http.StatusServiceUnavailable {
					t.Error(status)
				}
			})
		}
		all.Wait()
		require.Equal(t, 3*time.Second, time.Since(began))
		require.Equal(t, 1, keys.asked())
		close(hangs)
		synctest.Wait()
		require.Equal(t, http.StatusOK, h.serve(get("/readyz")).StatusCode, "the answer has come meanwhile")
		require.Equal(t, 1, keys.asked())
	})
}

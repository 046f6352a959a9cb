package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// streams is a server of streams, without a network: it answers each request with its next answer.
type streams struct {
	mu      sync.Mutex
	answers []func(*io.PipeWriter) (status int)
	tokens  []string // with which they were opened
}

func (s *streams) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	s.tokens = append(s.tokens, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if len(s.answers) == 0 {
		return nil, errors.New("the line is cut")
	}
	answer := s.answers[0]
	s.answers = s.answers[1:]
	body, to := io.Pipe()
	context.AfterFunc(r.Context(), func() { _ = to.CloseWithError(r.Context().Err()) })
	return &http.Response{StatusCode: answer(to), Header: http.Header{}, Body: body, Request: r}, nil
}

// says returns a stream that sends a text, and then ends or stays silent.
func stream(ends bool, events ...string) func(*io.PipeWriter) int {
	return func(to *io.PipeWriter) int {
		go func() {
			for _, e := range events {
				_, _ = io.WriteString(to, e)
			}
			if ends {
				_ = to.Close()
			}
		}()
		return http.StatusOK
	}
}

func refusal(code fault.Code, status int) func(*io.PipeWriter) int {
	return func(to *io.PipeWriter) int {
		go func() {
			_ = json.NewEncoder(to).Encode(wire.Problem{Code: code, Title: "no", Status: status})
			_ = to.Close()
		}()
		return status
	}
}

const (
	first = "retry: 3000\nevent: look\ndata: {}\n\n"
	over  = "event: end\ndata: {\"code\":\"unsigned\"}\n\n"
)

// renewing returns a Sign with a new token each time the last one was refused, a number of times.
func renewing(times int) client.Sign {
	n := 0
	return func(_ context.Context, stale string) (string, error) {
		if stale != "" {
			if n++; n > times {
				return "", fault.New(fault.Unsigned, "there is no other token")
			}
		}
		return "token-" + string(rune('a'+n)), nil
	}
}

func TestFollowingAStream(t *testing.T) {
	t.Parallel()
	changed := "id: 41\nevent: changed\ndata: {\"kind\":\"case\",\"ref\":\"c1\",\"seq\":41}\n\n"
	for name, tt := range map[string]struct {
		answers []func(*io.PipeWriter) int
		renews  int
		hears   []client.Change
		opens   []string // with which tokens
		code    fault.Code
		within  time.Duration
	}{
		"a session that has ended": {
			answers: []func(*io.PipeWriter) int{stream(false, first, changed, ": still here\n\n", over)},
			hears:   []client.Change{{}, {Kind: "case", Ref: "c1", Seq: 41}}, opens: []string{"token-a"}, code: fault.Unsigned,
		},
		"a token that is renewed": {
			answers: []func(*io.PipeWriter) int{stream(false, first, over), stream(false, first, over)}, renews: 1,
			hears: []client.Change{{}, {}}, opens: []string{"token-a", "token-b"}, code: fault.Unsigned,
		},
		"a line that breaks": {
			answers: []func(*io.PipeWriter) int{stream(true, first), stream(true, first), refusal(fault.Denied, http.StatusForbidden)},
			hears:   []client.Change{{}, {}}, opens: []string{"token-a", "token-a", "token-a"}, code: fault.Denied, within: 6 * time.Second,
		},
		"a server that refuses the token": {
			answers: []func(*io.PipeWriter) int{stream(false, first, "event: end\ndata: {\"code\":\"unavailable\"}\n\n"), stream(false, first, over)},
			hears:   []client.Change{{}, {}}, opens: []string{"token-a", "token-a"}, code: fault.Unsigned, within: 3 * time.Second,
		},
		"a server that is silent": {
			answers: []func(*io.PipeWriter) int{stream(false, first), stream(false, first, over)},
			hears:   []client.Change{{}, {}}, opens: []string{"token-a", "token-a"}, code: fault.Unsigned, within: 53 * time.Second,
		},
		"a server that is unreachable for a while": {
			answers: []func(*io.PipeWriter) int{
				refusal(fault.Unavailable, 503), refusal(fault.TooMany, 429), refusal(fault.Busy, 503), stream(false, first, over),
			},
			hears: []client.Change{{}}, opens: []string{"token-a", "token-a", "token-a", "token-a"}, code: fault.Unsigned, within: 21 * time.Second,
		},
		"an event that cannot be read": {
			answers: []func(*io.PipeWriter) int{stream(false, "event: changed\ndata: {\"seq\":\"x\"}\n\n", "event: other\ndata: 1\n\n", over)},
			hears:   []client.Change{{}}, opens: []string{"token-a"}, code: fault.Unsigned,
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			server := &streams{answers: tt.answers}
			c, err := client.New(client.Options{Server: "http://homeward.example", Sign: renewing(tt.renews), HTTP: &http.Client{Transport: server, Timeout: time.Second}})
			require.NoError(t, err)
			var heard []client.Change
			began := time.Now()
			err = c.Follow(t.Context(), []wire.Ref{"c1"}, func(change client.Change) { heard = append(heard, change) })
			require.Equal(t, tt.code, fault.CodeOf(codeOf(err)), "%s: %v", name, err)
			require.Equal(t, tt.hears, heard, name)
			require.Equal(t, tt.opens, server.tokens, name)
			require.Equal(t, tt.within, time.Since(began), name)
		})
	}
}

func TestFollowingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &streams{answers: []func(*io.PipeWriter) int{stream(false, first)}}
		c, err := client.New(client.Options{Server: "http://homeward.example", HTTP: &http.Client{Transport: server}})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		err = c.Follow(ctx, nil, func(client.Change) {})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.LessOrEqual(t, len(server.tokens), 12, "an unreachable server is called less and less often")
	})
}

// Any text of a stream is reported as changes, or ends the stream.
func FuzzStream(f *testing.F) {
	for _, seed := range []string{first + over, over, "data: {\n\n", "event: changed\ndata: []\n\n", "\n\n\n", ":", "event: end\n\n" + over} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, said string) {
		server := &streams{answers: []func(*io.PipeWriter) int{stream(true, said, "\n\n", over)}}
		c, err := client.New(client.Options{Server: "http://homeward.example", Sign: renewing(0), HTTP: &http.Client{Transport: server}})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.Error(t, c.Follow(ctx, nil, func(client.Change) {}))
	})
}

package stories_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// story is one running story.
type story struct {
	t     *testing.T
	site  *site
	watch *watch
}

// patience bounds every wait. Nothing comes near it on an idle machine.
const patience = 90 * time.Second

// begin begins a story that runs in parallel with others.
func begin(t *testing.T) *story {
	t.Helper()
	t.Parallel()
	return beginIn(t, shared)
}

func beginIn(t *testing.T, where func() (*site, error)) *story {
	t.Helper()
	h, err := where()
	require.NoError(t, err)
	return &story{t: t, site: h, watch: newWatch(t)}
}

// once names one intention.
func once() client.Intent { return client.Intent{Key: uuid.NewString()} }

// seen names one intention about a task that was seen in a version.
func seen(version int64) client.Intent { return client.Intent{Key: uuid.NewString(), Version: version} }

// settled wants a write to be carried out, and waits for it after a 202.
func (s *story) settled(by officer, receipt wire.Receipt, err error) wire.Receipt {
	s.t.Helper()
	s.fine(err)
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	receipt, err = s.as(by).Settle(ctx, receipt, 100*time.Millisecond)
	s.fine(err)
	require.Equal(s.t, record.CommandSettled, receipt.State)
	return receipt
}

// fine wants no refusal, and shows one as codes only.
func (s *story) fine(err error) {
	s.t.Helper()
	if problem, refused := errors.AsType[*client.ProblemError](err); refused {
		s.t.Fatalf("refused: %s (%s), %s", problem.Code, problem.Detail, shut(problem.Gates))
	}
	require.NoError(s.t, err)
}

// shut returns the unmet conditions of gates.
func shut(gates []wire.Gate) string {
	var out []string
	for _, g := range gates {
		for _, u := range g.Unmet {
			out = append(out, string(g.Gate)+":"+u.Condition)
		}
	}
	return strings.Join(out, " ")
}

// refused wants a refusal with a code, and gives it.
func (s *story) refused(err error, code fault.Code) wire.Problem {
	s.t.Helper()
	var problem *client.ProblemError
	require.ErrorAs(s.t, err, &problem)
	require.Equal(s.t, code, problem.Code, problem.Detail)
	return problem.Problem
}

// codeOf is the code of a refusal.
func (s *story) codeOf(err error) fault.Code {
	s.t.Helper()
	var problem *client.ProblemError
	require.ErrorAs(s.t, err, &problem)
	return problem.Code
}

// until waits for something that must come, and looks again from time to time.
func (s *story) until(what string, so func() bool) {
	s.t.Helper()
	s.wait(what, nil, so)
}

// wait checks the condition on each signal, and from time to time.
func (s *story) wait(what string, again <-chan string, so func() bool) {
	s.t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	look := time.NewTicker(250 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-end.C:
			s.t.Fatalf("waited %s in vain until %s", patience, what)
		case <-again:
		case <-look.C:
		}
	}
}

// token is that of an officer's session.
func (s *story) token(ctx context.Context, by officer) string {
	s.t.Helper()
	token, err := s.site.signIn.As(by.persona())(ctx, "")
	require.NoError(s.t, err)
	return token
}

// open follows everything with the token of a session, and gives what each event holds until the
// stream ends.
func (s *story) open(token string) <-chan string {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.site.address+"/events", nil)
	require.NoError(s.t, err)
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := (&http.Client{}).Do(request) //nolint:bodyclose // the reader below closes it
	require.NoError(s.t, err)
	require.Equal(s.t, http.StatusOK, response.StatusCode)
	data := make(chan string, 1000)
	go func() {
		defer close(data)
		defer response.Body.Close()
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() {
			if line, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				data <- line
			}
		}
	}()
	return data
}

// listen follows the stream of events about a case, and returns the content of each event. A slow
// reader misses some: each event only says "look again".
func (s *story) listen(ctx context.Context, by officer, about casework.Ref) <-chan string {
	s.t.Helper()
	address := s.site.address + "/events?" + url.Values{"case": {string(about)}}.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	require.NoError(s.t, err)
	request.Header.Set("Authorization", "Bearer "+s.token(ctx, by))
	response, err := s.watch.client(by).Do(request) //nolint:bodyclose // the reader below closes it
	require.NoError(s.t, err)
	require.Equal(s.t, http.StatusOK, response.StatusCode)
	again := make(chan string, 16)
	go func() {
		defer response.Body.Close()
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			select {
			case again <- data:
			default:
			}
		}
	}()
	return again
}

// send makes a request that the client has no word for, or that is wrong on purpose.
func (s *story) send(by officer, method, path string, intent client.Intent, body, into any) error {
	s.t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		require.NoError(s.t, err)
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.site.address+path, content)
	require.NoError(s.t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+s.token(s.t.Context(), by))
	if intent.Key != "" {
		request.Header.Set("Idempotency-Key", intent.Key)
	}
	if intent.Version > 0 {
		request.Header.Set("If-Match", strconv.Quote(strconv.FormatInt(intent.Version, 10)))
	}
	response, err := s.watch.client(by).Do(request)
	require.NoError(s.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(s.t, err)
	if response.StatusCode >= http.StatusBadRequest {
		var problem client.ProblemError
		require.NoError(s.t, json.Unmarshal(text, &problem.Problem))
		return &problem
	}
	if into != nil {
		require.NoError(s.t, json.Unmarshal(text, into))
	}
	return nil
}

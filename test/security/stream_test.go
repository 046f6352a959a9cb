package security_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// follows opens an event stream, and gives its status and a way to hang up.
func (h *house) follows(tb testing.TB, o officer, query string) (*http.Response, context.CancelFunc) {
	tb.Helper()
	ctx, hangUp := context.WithCancel(tb.Context())
	tb.Cleanup(hangUp)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.address+"/events"+query, http.NoBody)
	require.NoError(tb, err)
	r.Header.Set("Authorization", o.badge())
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r) //nolint:bodyclose // it is closed when the test ends
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = response.Body.Close() })
	return response, hangUp
}

// One account has so many streams at once and no more; whoever hangs up makes room; and nobody
// else has less for it.
func TestStreamsOfAnAccountAreBounded(t *testing.T) {
	t.Parallel()
	h := enter(t)
	greedy := at("tha-shelter-maesot", casework.RoleShelter)
	greedy.account = "acc-greedy"
	var open []context.CancelFunc
	for {
		response, hangUp := h.follows(t, greedy, "")
		if response.StatusCode != http.StatusOK {
			require.Equal(t, http.StatusTooManyRequests, response.StatusCode)
			require.NotEmpty(t, response.Header.Get("Retry-After"))
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.Contains(t, string(body), `"too_many"`)
			break
		}
		open = append(open, hangUp)
		require.Less(t, len(open), 100, "there is no end to it")
	}
	require.GreaterOrEqual(t, len(open), 8, "an officer may have some pages open")
	other := greedy
	other.account = "acc-modest"
	response, _ := h.follows(t, other, "")
	require.Equal(t, http.StatusOK, response.StatusCode, "of the same desk")
	open[0]()
	require.Eventually(t, func() bool {
		response, _ := h.follows(t, greedy, "")
		return response.StatusCode == http.StatusOK
	}, 10*time.Second, 50*time.Millisecond)
}

// A stream about what is hidden begins like one about what never was, and says nothing.
func TestAStreamTellsNothingOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	h := enter(t)
	clerk := at("tha-registrar-bangkok", casework.RoleRegistrar)
	receipt := h.settled(t, post("/cases", m{"host": "THA", "origin": "MMR", "custodian": "state", "told_of_purpose": "yes", "person": m{"name": "Somebody"}}).as(clerk))
	var opened struct{ Target struct{ Ref string } }
	receipt.into(t, &opened)
	stranger := at("khm-caseworker-phnompenh", casework.RoleCaseworker)
	about := func(o officer, ref string) *bufio.Scanner {
		response, _ := h.follows(t, o, "?case="+ref)
		require.Equal(t, http.StatusOK, response.StatusCode)
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() && lines.Text() != "data: {}" { // the first word of every stream
		}
		return lines
	}
	theirs, hidden, never := about(clerk, opened.Target.Ref), about(stranger, opened.Target.Ref), about(stranger, "c000000000")
	h.settled(t, post("/cases/"+opened.Target.Ref+"/facts", m{"facts": l{m{"name": "age", "value": "adult"}}}).as(clerk))
	for theirs.Scan() && !strings.HasPrefix(theirs.Text(), "data: {\"") { // it has been announced, to whom it concerns
	}
	heard := func(s *bufio.Scanner) <-chan string {
		lines := make(chan string, 100)
		go func() {
			defer close(lines)
			for s.Scan() {
				lines <- s.Text()
			}
		}()
		return lines
	}
	silence := time.After(2 * time.Second)
	one, other := heard(hidden), heard(never)
	for done := false; !done; {
		select {
		case line := <-one:
			require.Empty(t, line, "a stranger heard of a case")
		case line := <-other:
			require.Empty(t, line)
		case <-silence:
			done = true
		}
	}
}

package security_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// stream is an event stream with a follower.
type stream struct {
	status int
	header http.Header
	lines  *bufio.Scanner
	hangUp context.CancelFunc
}

// follows opens an event stream, which ends with the test at the latest.
func (h *installation) follows(tb testing.TB, o officer, query string) stream {
	tb.Helper()
	ctx, hangUp := context.WithCancel(tb.Context())
	tb.Cleanup(hangUp)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.address+"/events"+query, http.NoBody)
	require.NoError(tb, err)
	r.Header.Set("Authorization", o.badge())
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = response.Body.Close() })
	return stream{response.StatusCode, response.Header, bufio.NewScanner(response.Body), hangUp}
}

// receives reads lines until one begins like this.
func (s stream) receives(tb testing.TB, begin string) {
	tb.Helper()
	for s.lines.Scan() {
		if strings.HasPrefix(s.lines.Text(), begin) {
			return
		}
	}
	require.FailNow(tb, "the stream has ended", "%v", s.lines.Err())
}

// One account has a limited number of streams at once; closing one makes room; and other accounts
// have no fewer.
func TestStreamsOfAnAccountAreBounded(t *testing.T) {
	t.Parallel()
	h := enter(t)
	greedy := at("tha-shelter-maesot", casework.RoleShelter)
	greedy.account = "acc-greedy"
	var open []context.CancelFunc
	for {
		one := h.follows(t, greedy, "")
		if one.status != http.StatusOK {
			require.Equal(t, http.StatusTooManyRequests, one.status)
			require.NotEmpty(t, one.header.Get("Retry-After"))
			require.True(t, one.lines.Scan())
			require.Contains(t, one.lines.Text(), `"too_many"`)
			break
		}
		open = append(open, one.hangUp)
		require.Less(t, len(open), 100, "there is no end to it")
	}
	require.GreaterOrEqual(t, len(open), 8, "an officer may have some pages open")
	other := greedy
	other.account = "acc-modest"
	require.Equal(t, http.StatusOK, h.follows(t, other, "").status, "of the same desk")
	open[0]()
	require.Eventually(t, func() bool { return h.follows(t, greedy, "").status == http.StatusOK }, 10*time.Second, 50*time.Millisecond)
}

// A stream about a hidden case begins like one about a case that never existed, and sends no events.
func TestAStreamTellsNothingOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	h := enter(t)
	clerk := at("tha-registrar-bangkok", casework.RoleRegistrar)
	receipt := h.settled(t, post("/cases", m{"host": "THA", "origin": "MMR", "custodian": "state", "told_of_purpose": "yes", "despite": "another one", "person": m{"name": "Somebody"}}).as(clerk))
	var opened struct{ Target struct{ Ref string } }
	receipt.into(t, &opened)
	stranger := at("khm-caseworker-phnompenh", casework.RoleCaseworker)
	about := func(o officer, ref string) stream {
		one := h.follows(t, o, "?case="+ref)
		require.Equal(t, http.StatusOK, one.status)
		one.receives(t, "data: {}") // the first event of every stream
		return one
	}
	theirs, hidden, never := about(clerk, opened.Target.Ref), about(stranger, opened.Target.Ref), about(stranger, "c000000000")
	h.settled(t, post("/cases/"+opened.Target.Ref+"/facts", m{"facts": l{m{"name": "custodian", "value": "state"}}}).as(clerk))
	theirs.receives(t, "data: {\"") // it has been announced, to whom it concerns
	heard := func(s stream) <-chan string {
		lines := make(chan string, 100)
		go func() {
			for s.lines.Scan() {
				lines <- s.lines.Text()
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

// A stranger gets no event about the work of others, however much there is of it: ten cases are opened in Thailand, and the
// receiving desk in Kenya gets no event. Before, several changes at once came as one event for everybody.
func TestAStrangerGetsNoEventOfOthersWork(t *testing.T) {
	t.Parallel()
	h := enter(t)
	clerk := at("tha-registrar-bangkok", casework.RoleRegistrar)
	opens := func() {
		h.settled(t, post("/cases", m{"host": "THA", "origin": "MMR", "custodian": "state", "told_of_purpose": "yes", "despite": "another one", "person": m{"name": "Unknown Person"}}).as(clerk))
	}
	own := h.follows(t, clerk, "")
	require.Equal(t, http.StatusOK, own.status)
	opens()
	own.receives(t, `data: {"kind":"case"`) // the server listens for changes
	stranger := h.follows(t, at("ken-receiving", casework.RoleReceiver), "")
	require.Equal(t, http.StatusOK, stranger.status)
	stranger.receives(t, "data: {}") // the first event of every stream
	lines := make(chan string, 1000)
	go func() {
		for stranger.lines.Scan() {
			lines <- stranger.lines.Text()
		}
	}()
	for range 10 {
		opens()
		own.receives(t, `data: {"kind":"case"`)
	}
	silence := time.After(2 * time.Second)
	for done := false; !done; {
		select {
		case line := <-lines:
			require.True(t, line == "" || strings.HasPrefix(line, ":"), "a stranger got: %s", line)
		case <-silence:
			done = true
		}
	}
}

package security_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// hurried is the API with its own limits, each a twentieth as long: the same server in less time.
func (h *installation) hurried(tb testing.TB) string {
	tb.Helper()
	server, err := h.config.assemble()
	require.NoError(tb, err)
	front := server.HTTPServer()
	for name, limit := range map[string]time.Duration{
		"a head": front.ReadHeaderTimeout, "a request": front.ReadTimeout, "an answer": front.WriteTimeout, "a rest": front.IdleTimeout,
	} {
		require.Positive(tb, limit, "%s may take for ever", name)
		require.LessOrEqual(tb, limit, 2*time.Minute, "%s may take longer than anybody waits", name)
	}
	front.ReadHeaderTimeout /= 20
	front.ReadTimeout /= 20
	front.WriteTimeout /= 20
	front.IdleTimeout /= 20
	listener, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	require.NoError(tb, err)
	ended := make(chan error, 1)
	go func() { ended <- front.Serve(listener) }()
	tb.Cleanup(func() {
		_ = front.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			tb.Errorf("serve: %v", err)
		}
	})
	return listener.Addr().String()
}

// lasts returns how long a connection lasts on which the beginning is sent at once and the rest byte by
// byte, just fast enough to count as alive.
func lasts(tb testing.TB, address, begin, rest string) time.Duration {
	tb.Helper()
	c, err := (&net.Dialer{}).DialContext(tb.Context(), "tcp", address)
	require.NoError(tb, err)
	defer c.Close() //nolint:errcheck // it may be closed from the other side
	begun := time.Now()
	_, err = io.WriteString(c, begin)
	require.NoError(tb, err)
	dribble := time.NewTicker(100 * time.Millisecond)
	defer dribble.Stop()
	one := make([]byte, 4096)
	for i := 0; time.Since(begun) < 30*time.Second; i++ {
		require.NoError(tb, c.SetReadDeadline(time.Now().Add(time.Millisecond)))
		if _, err := c.Read(one); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return time.Since(begun)
		}
		if rest != "" {
			if _, err := c.Write([]byte{rest[i%len(rest)]}); err != nil {
				return time.Since(begun)
			}
		}
		<-dribble.C
	}
	return time.Since(begun)
}

// A client that never ends its request is cut off, at any point of the request.
func TestSlowClientsAreCutOff(t *testing.T) {
	t.Parallel()
	h := enter(t)
	address := h.hurried(t)
	head := func(path, length string) string {
		return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + clerk.badge() + "\r\nIdempotency-Key: " + uuid.NewString() +
			"\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n"
	}
	for what, tt := range map[string]struct {
		begin, rest string
		within      time.Duration
	}{
		"silent from the first":     {"", "", 3 * time.Second},
		"a head by the letter":      {"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ", "a", 3 * time.Second},
		"heads by the letter":       {"GET /livez HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n", 3 * time.Second},
		"silent after the head":     {head("/cases", "100"), "", 5 * time.Second},
		"a body by the letter":      {head("/cases", "100000"), "{", 5 * time.Second},
		"a body of a stranger":      {strings.Replace(head("/cases", "100000"), "Authorization", "X-Nothing", 1), " ", 5 * time.Second},
		"a body that nobody wants":  {strings.Replace(head("/livez", "100000"), "POST", "GET", 1), " ", 5 * time.Second},
		"chunks by the letter":      {strings.Replace(head("/cases", "0"), "Content-Length: 0", "Transfer-Encoding: chunked", 1) + "ffff\r\n", " ", 5 * time.Second},
		"a connection and no more":  {"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n", "", 10 * time.Second},
		"a promise of two gigabyte": {head("/cases", "2147483648"), " ", 5 * time.Second},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			require.Less(t, lasts(t, address, tt.begin, tt.rest), tt.within)
		})
	}
}

// A client that reads no answers blocks nothing for longer than an answer may take.
func TestAnswersThatAreNotRead(t *testing.T) {
	t.Parallel()
	h := enter(t)
	operation := h.opened(t)
	var list strings.Builder
	list.WriteString(heading)
	for i := range 200 {
		fmt.Fprintf(&list, "%d;Somebody %s;M;Ethiopian;EP%07d;1999\n", i, strings.Repeat("long ", 600), i)
	}
	a := h.send(t, file(operation, []byte(list.String())))
	require.Equal(t, http.StatusCreated, a.status, "%s", a.body)
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", h.hurried(t))
	require.NoError(t, err)
	defer c.Close() //nolint:errcheck // it may be closed from the other side
	tcp, ok := c.(*net.TCPConn)
	require.True(t, ok)
	require.NoError(t, tcp.SetReadBuffer(4096))
	asked := strings.Repeat("GET "+a.header.Get("Location")+"/rows?limit=200 HTTP/1.1\r\nHost: localhost\r\nAuthorization: "+clerk.badge()+"\r\n\r\n", 40)
	begun := time.Now()
	require.NoError(t, c.SetWriteDeadline(begun.Add(30*time.Second)))
	_, err = io.WriteString(c, asked)
	require.NoError(t, err)
	// The server's side is closed when a further write fails.
	dribble := time.NewTicker(100 * time.Millisecond)
	defer dribble.Stop()
	for err == nil && time.Since(begun) < 30*time.Second {
		<-dribble.C
		_, err = io.WriteString(c, asked)
	}
	require.Error(t, err)
	require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "it is still there")
	require.Less(t, time.Since(begun), 10*time.Second)
}

// A list may come over a bad line, for which it has more time than other requests; a caller who
// has not signed in does not.
func TestOnlyUploadsAreGivenTime(t *testing.T) {
	t.Parallel()
	h := enter(t)
	address := h.hurried(t)
	operation := h.opened(t)
	upload := "POST /operations/" + operation + "/lists?author=custodian HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + uuid.NewString() +
		"\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n"
	content := heading + "1;Abebe Kebede;M;Ethiopian;EP1234567;14/05/1999\n"
	require.Less(t, lasts(t, address, fmt.Sprintf(upload, "", 1<<20), " "), 5*time.Second)

	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer c.Close() //nolint:errcheck // it may be closed from the other side
	_, err = fmt.Fprintf(c, upload, "Authorization: "+clerk.badge()+"\r\n", len(content))
	require.NoError(t, err)
	each := time.NewTicker(4 * time.Second / time.Duration(len(content))) // far above the hurried limit of 1.5 s
	defer each.Stop()
	for i := range content {
		_, err = c.Write([]byte{content[i]})
		require.NoError(t, err)
		<-each.C
	}
	require.NoError(t, c.SetReadDeadline(time.Now().Add(20*time.Second)))
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusCreated, response.StatusCode)
}

// The installation answers others during all of this.
func TestOthersAreServedMeanwhile(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for range 300 { // each of them has begun to ask, and stops there
		c := h.dial(t)
		_, err := io.WriteString(c, "GET /whoami HTTP/1.1\r\nHost: localhost\r\nAuthorization: ")
		require.NoError(t, err)
	}
	begun := time.Now()
	a := h.send(t, get("/whoami").as(at("tha-coordination", casework.RoleCoordinator)))
	require.Equal(t, http.StatusOK, a.status)
	require.Less(t, time.Since(begun), 5*time.Second)
}

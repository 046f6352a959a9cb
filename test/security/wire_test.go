package security_test

import (
	"bufio"
	"bytes"
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

// dial opens a connection on which anything can be said.
func (h *installation) dial(tb testing.TB) net.Conn {
	tb.Helper()
	c, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(tb.Context(), "tcp", h.address)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = c.Close() })
	return c
}

// say sends bytes, and reads until the server closes the connection or sends nothing for a while. It
// returns the answers, and whether the server has closed the connection.
func (h *installation) say(tb testing.TB, raw string, silence time.Duration) (answers []answer, closed bool) {
	tb.Helper()
	c := h.dial(tb)
	_, err := io.WriteString(c, raw)
	if err != nil {
		require.NotErrorIs(tb, err, os.ErrDeadlineExceeded)
	}
	from := bufio.NewReader(c)
	for {
		require.NoError(tb, c.SetReadDeadline(time.Now().Add(silence)))
		method, _, _ := strings.Cut(raw, " ")
		response, err := http.ReadResponse(from, &http.Request{Method: method})
		if err != nil {
			return answers, !errors.Is(err, os.ErrDeadlineExceeded)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil { // it hung up on what it had not read
			return answers, true
		}
		answers = append(answers, answer{response.StatusCode, response.Header, body})
	}
}

const quiet = 1500 * time.Millisecond

// inside is a request that an attacker hides from the proxy in front of the server.
func inside() string {
	return "GET /whoami HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + at("tha-coordination", casework.RoleCoordinator).badge() + "\r\n\r\n"
}

// Requests within requests: the server never takes a part of a body for a request, also where another
// reader of the connection would.
func TestNothingIsSmuggled(t *testing.T) {
	t.Parallel()
	h := enter(t)
	hidden := inside()
	head := func(lines ...string) string {
		return "POST /cases HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + clerk.badge() + "\r\nIdempotency-Key: " + uuid.NewString() +
			"\r\nContent-Type: application/json\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n"
	}
	for what, raw := range map[string]string{
		"two lengths":                     head(fmt.Sprintf("Content-Length: %d", len(hidden)), "Content-Length: 0") + hidden,
		"two lengths in one":              head(fmt.Sprintf("Content-Length: 0, %d", len(hidden))) + hidden,
		"a length with a sign":            head("Content-Length: +0") + hidden,
		"a length below nothing":          head("Content-Length: -1") + hidden,
		"a length in another base":        head("Content-Length: 0x10") + hidden,
		"a length with a blank":           head("Content-Length : 0") + hidden,
		"a length and chunks":             head("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n" + hidden,
		"chunks and a length":             head("Transfer-Encoding: chunked", fmt.Sprintf("Content-Length: %d", len(hidden)+5)) + "0\r\n\r\n" + hidden,
		"chunks twice":                    head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n" + hidden,
		"chunks and nothing":              head("Transfer-Encoding: chunked, identity") + "0\r\n\r\n" + hidden,
		"chunks in disguise":              head("Transfer-Encoding: xchunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"chunks behind a tab":             head("Transfer-Encoding:\tchunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"chunks with a blank":             head("Transfer-Encoding : chunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"chunks on a second line":         head("Transfer-Encoding:\r\n chunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"chunks after a bare line feed":   head("X: y\nTransfer-Encoding: chunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"chunks after a bare return":      head("X: y\rTransfer-Encoding: chunked", "Content-Length: 4") + "0\r\n\r\n" + hidden,
		"a chunk of a huge size":          head("Transfer-Encoding: chunked") + "ffffffffffffffff1\r\n" + hidden,
		"a chunk of no size":              head("Transfer-Encoding: chunked") + "-1\r\n" + hidden,
		"a chunk with an endless comment": head("Transfer-Encoding: chunked") + "1;" + strings.Repeat("a", 100_000) + "\r\n{\r\n0\r\n\r\n" + hidden,
		"a head in the tail":              head("Transfer-Encoding: chunked", "Trailer: Authorization") + "0\r\nAuthorization: " + clerk.badge() + "\r\nContent-Length: 4\r\n\r\n" + hidden,
		"a body where there is none":      "GET /livez HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n" + hidden,
		"an old version with chunks":      "POST /cases HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
		"no host and a body":              "POST /cases HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + hidden,
		"an upgrade":                      "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 1\r\n\r\nx" + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			answers, _ := h.say(t, raw, quiet)
			require.LessOrEqual(t, len(answers), 1, "a part of a body was taken for a request")
			for _, a := range answers {
				require.NotEqual(t, 500, a.status)
				require.NotContains(t, string(a.body), "national_coordinator", "it was answered")
			}
		})
	}
}

// Two requests after each other on one connection are two: the tests above
// do not pass only because nothing is ever answered.
func TestRequestsInARowAreAnswered(t *testing.T) {
	t.Parallel()
	answers, _ := enter(t).say(t, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"+inside(), quiet)
	require.Len(t, answers, 2)
	require.Contains(t, string(answers[1].body), "national_coordinator")
}

// After chunks the connection is closed, so that a proxy that has read another length finds no rest.
func TestNothingFollowsChunks(t *testing.T) {
	t.Parallel()
	h := enter(t)
	chunked := func(body string) string {
		return "POST /operations HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + at("tha-coordination", casework.RoleOperationLead).badge() +
			"\r\nIdempotency-Key: " + uuid.NewString() + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
			fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	}
	answers, closed := h.say(t, chunked(`{"host":"THA"}`)+inside(), 15*time.Second)
	require.Len(t, answers, 1)
	require.Equal(t, http.StatusCreated, answers[0].status, "chunks are read all the same: %s", answers[0].body)
	require.True(t, closed)
}

// What comes in a header goes nowhere: not into an answer's headers, nor its body, nor a log.
func TestHeadersGoNowhere(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for what, raw := range map[string]string{
		"a line in a value":       "X-A: a\r\n\tSet-Cookie: " + mark + "=1",
		"a bare return":           "X-A: a\rSet-Cookie: " + mark + "=1",
		"a zero":                  "X-A: a\x00" + mark,
		"no colon":                mark,
		"no name":                 ": " + mark,
		"a blank in a name":       "X " + mark + ": a",
		"another script":          "X-ကဝဇ: " + mark,
		"a request id":            "X-Request-Id: " + mark,
		"who sent it on":          "X-Forwarded-For: " + mark + "\r\nForwarded: for=" + mark + "\r\nX-Forwarded-Host: " + mark + ".example\r\nX-Forwarded-Proto: https",
		"another address":         "X-Original-Url: /whoami\r\nX-Rewrite-Url: /whoami",
		"another method":          "X-Http-Method-Override: DELETE",
		"where it comes from":     "Origin: https://" + mark + ".example\r\nReferer: https://" + mark + ".example/",
		"what asks":               "User-Agent: " + mark + "${jndi:ldap://127.0.0.1/a}\r\nAccept-Language: " + mark,
		"a cookie":                "Cookie: a=" + mark + "; __Host-homeward=" + mark,
		"several keys":            "Authorization: Bearer " + mark + "\r\nAuthorization: Bearer " + mark + "2",
		"a range":                 "Range: bytes=0-18446744073709551615, 0-0",
		"conditions":              "If-None-Match: " + mark + "\r\nIf-Modified-Since: " + mark,
		"what it expects":         "Expect: " + mark,
		"an account beyond words": "Authorization: Bearer tha-coordination|national_coordinator|" + mark + "\x7f|",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			for _, path := range []string{"/livez", "/whoami", "/cases/c000000000"} {
				answers, _ := h.say(t, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"+raw+"\r\n\r\n", 10*time.Second)
				require.Len(t, answers, 1)
				require.Less(t, answers[0].status, 500)
				require.Empty(t, answers[0].header.Get("Set-Cookie"))
				require.Empty(t, answers[0].header.Get("Access-Control-Allow-Origin"))
				answers[0].tellsNothing(t)
			}
		})
	}
}

// The name under which the server is called is not believed: no answer is built from it.
func TestTheHostIsNotBelieved(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for _, host := range []string{mark + ".example", "localhost:99999", "", "a b", "localhost\r\nX: y", "[::1", "localhost@" + mark + ".example"} {
		answers, _ := h.say(t, "POST /operations HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\nAuthorization: "+at("tha-coordination", casework.RoleOperationLead).badge()+
			"\r\nIdempotency-Key: "+uuid.NewString()+"\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"+`{"host":"THA"}`, 15*time.Second)
		require.Len(t, answers, 1, "%q", host)
		require.NotEqual(t, 500, answers[0].status)
		answers[0].tellsNothing(t)
		if location := answers[0].header.Get("Location"); location != "" {
			require.True(t, strings.HasPrefix(location, "/operations/"), "%s", location)
		}
	}
}

// More than is read of heads: a long one, many, a long line of a request, and one that never ends.
func TestHeadsHaveAnEnd(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for what, raw := range map[string]string{
		"a long value":   "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: " + strings.Repeat("a", 100_000) + "\r\n\r\n",
		"many":           "GET /livez HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("X-A: a\r\n", 20_000) + "\r\n",
		"a long name":    "GET /livez HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("A", 100_000) + ": a\r\n\r\n",
		"a long address": "GET /" + strings.Repeat("a", 100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a long query":   "GET /cases?" + strings.Repeat("a=b&", 25_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a long method":  strings.Repeat("G", 100_000) + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"no end":         "GET /livez HTTP/1.1\r\n" + strings.Repeat("a", 1_000_000),
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			answers, closed := h.say(t, raw, 15*time.Second)
			require.True(t, closed)
			for _, a := range answers {
				require.Contains(t, []int{http.StatusBadRequest, http.StatusRequestHeaderFieldsTooLarge}, a.status)
			}
		})
	}
}

// Bytes that are not HTTP are not taken for it.
func TestWhatIsNoHTTP(t *testing.T) {
	t.Parallel()
	h := enter(t)
	for what, raw := range map[string]string{
		"a handshake":       "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 600),
		"a later version":   "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"a database's":      "\x00\x00\x00\x08\x04\xd2\x16\x2f",
		"noise":             string(bytes.Repeat([]byte{0xff, 0x00, 0x0a}, 5000)),
		"an old one":        "GET /livez\r\n\r\n",
		"a version to come": "GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n",
		"through us":        "CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: 127.0.0.1:5432\r\n\r\n",
		"for another":       "GET http://127.0.0.1:1/" + mark + " HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n",
		"an echo":           "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-A: " + mark + "\r\n\r\n",
		"the star":          "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			answers, _ := h.say(t, raw, 15*time.Second)
			for _, a := range answers {
				require.True(t, a.status >= 400 || what == "the star", "%d", a.status)
				require.Less(t, a.status, 506)
				a.tellsNothing(t)
			}
		})
	}
}

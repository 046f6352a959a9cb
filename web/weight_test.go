package web_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// The limits for the first page that an officer sees and for each one after it, in bytes on the wire.
const (
	mostFirst = 60 << 10
	mostNext  = 15 << 10
)

var referred = regexp.MustCompile(`"(/static/[^"]+)"`)

// wire asks a server as a browser does, and returns the bytes that were sent and what they say.
func wire(t *testing.T, address, user, language string) (sent, read []byte, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	for name, value := range map[string]string{"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin", "Accept-Language": language, callerHeader: user + " dev-1"} {
		r.Header.Set(name, value)
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableCompression: true}}
	answer, err := client.Do(r)
	require.NoError(t, err)
	defer func() { require.NoError(t, answer.Body.Close()) }()
	sent, err = io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode, "%s: %s", address, sent)
	require.Equal(t, "gzip", answer.Header.Get("Content-Encoding"), address)
	unpacked, err := gzip.NewReader(bytes.NewReader(sent))
	require.NoError(t, err)
	read, err = io.ReadAll(unpacked)
	require.NoError(t, err)
	return sent, read, answer.Header
}

// The first page with all that it refers to, and each page after it, can be loaded over a slow line.
func TestPagesAreLight(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for i := range 60 {
		sum := sha256.Sum256([]byte{byte(i)})
		ref := casework.Ref("r" + strings.ToLower(base32.HexEncoding.EncodeToString(sum[:]))[:15]) // no two are alike
		d.given(ref, ofMaeSot(casework.StepFearOfReturn, time.Duration(2+i)*day, time.Duration(i%9-4)*day+time.Hour), ofKenya(casework.StepVerifyNationality, 12*day, -2*day))
	}
	o := newOffice(t)
	full, one := httptest.NewServer(d.http.Handler()), httptest.NewServer(o.http.Handler())
	t.Cleanup(full.Close)
	t.Cleanup(one.Close)

	sent, read, _ := wire(t, full.URL+"/day", caseworker, "en")
	all, files := len(sent), map[string]bool{}
	for _, m := range referred.FindAllSubmatch(read, -1) {
		files[string(m[1])] = true
	}
	require.NotEmpty(t, files)
	for path := range files {
		file, _, header := wire(t, full.URL+path, caseworker, "en")
		require.Equal(t, "Accept-Encoding", header.Get("Vary"), path)
		all += len(file)
	}
	t.Logf("the first page, /day of a desk with 60 requests: %d bytes compressed (%d as text), %d with its %d files", len(sent), len(read), all, len(files))
	require.LessOrEqual(t, all, mostFirst, "the first page is too heavy")

	for _, next := range []struct{ server, path, user string }{
		{full.URL, "/day", caseworker},
		{full.URL, "/inbox", caseworker},
		{full.URL, "/inbox?queue=others", caseworker},
		{full.URL, "/desk/cases", caseworker},
		{one.URL, "/desk/search", caseworker},
		{one.URL, "/desk/cases/open", "tha-registrar-maesot registrar"},
		{one.URL, ofKenyan, caseworker},
		{one.URL, ofKenyan + "/consents", caseworker},
		{one.URL, ofKenyan + "/access", supervisor},
		{one.URL, ofKenyan + "/history", caseworker},
		{one.URL, verify, consul},
		{one.URL, "/account", caseworker},
		{one.URL, "/help", caseworker},
	} {
		for _, language := range []string{"en", "ar", "my"} {
			sent, read, _ := wire(t, next.server+next.path, next.user, language)
			t.Logf("%s in %s: %d bytes compressed (%d as text)", next.path, language, len(sent), len(read))
			require.LessOrEqual(t, len(sent), mostNext, next.path)
		}
	}
}

// A page is not compressed if another site led to it, if it answers a form, or for a client that does not
// read gzip: the length of what is compressed tells what is alike in it.
func TestWhatIsCompressed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	packed := func(change func(httpRequest) httpRequest) bool {
		a := o.serve(change(page(http.MethodGet, ofKenyan+"?guess=Wanjiku", nil).as(caseworker)))
		require.Equal(t, http.StatusOK, a.StatusCode)
		require.Contains(t, a.Header.Get("Vary"), "Sec-Fetch-Site")
		return a.Header.Get("Content-Encoding") == "gzip"
	}
	with := func(by, coding string) func(httpRequest) httpRequest {
		return func(r httpRequest) httpRequest { return r.with("Sec-Fetch-Site", by).with("Accept-Encoding", coding) }
	}
	require.True(t, packed(with("same-origin", "br, gzip")))
	require.True(t, packed(with("none", "gzip;q=0.5")))
	for _, by := range []string{"cross-site", "same-site", "", "same-origin, none"} {
		require.False(t, packed(with(by, "gzip")), "led by %q", by)
	}
	for _, coding := range []string{"", "br", "gzip;q=0", "gzip; q=0.000", "gzip;q=much", "xgzip"} {
		require.False(t, packed(with("same-origin", coding)), coding)
	}
	a := o.serve(page(http.MethodPost, "/desk/search", url.Values{"name": {""}}).as(caseworker).with("Accept-Encoding", "gzip"))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode)
	require.Empty(t, a.Header.Get("Content-Encoding"), "it repeats what was typed")

	lengths := map[int]bool{}
	for range 64 {
		lengths[len(o.serve(with("same-origin", "gzip")(page(http.MethodGet, "/desk/search", nil).as(caseworker))).raw)] = true
	}
	require.Greater(t, len(lengths), 5, "the same page has one length or another")
}

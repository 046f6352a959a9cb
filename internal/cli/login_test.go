package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// front is a server that gives sessions to the command line.
type front struct {
	*httptest.Server

	mu       sync.Mutex
	asked    url.Values // what the browser was sent with
	redeemed url.Values
	out      bool
}

func newFront(tb testing.TB) *front {
	tb.Helper()
	f := &front{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /signin/cli", func(_ http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.asked = r.URL.Query()
	})
	mux.HandleFunc("POST /signin/cli/token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		f.mu.Lock()
		defer f.mu.Unlock()
		f.redeemed = r.PostForm
		_ = json.NewEncoder(w).Encode(map[string]string{"token": "hws_handed"})
	})
	mux.HandleFunc("POST /signout", func(w http.ResponseWriter, _ *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.out = true
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /account/sessions", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"items":[{"id":"s-1","device":"command_line","this":true,"since":"2026-12-01T08:00:00Z","seen":"2026-12-01T09:00:00Z","until":"2026-12-01T20:00:00Z"}]}`)
	})
	mux.HandleFunc("POST /account/sessions/end-all", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /whoami", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer hws_handed" {
			w.WriteHeader(http.StatusUnauthorized)
			_ = json.NewEncoder(w).Encode(wire.Problem{Code: "unsigned", Title: "Nobody is signed in", Status: http.StatusUnauthorized})
			return
		}
		_ = json.NewEncoder(w).Encode(wire.Account{Account: "acc-1", Role: "caseworker", Desk: "tha-caseworker-maesot"})
	})
	f.Server = httptest.NewServer(mux)
	tb.Cleanup(f.Close)
	return f
}

// spoken collects what a command prints; it can be read while the command runs.
type spoken struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// only returns an environment of one variable.
func only(name, value string) func(string) (string, bool) {
	return func(asked string) (string, bool) {
		if asked == name {
			return value, true
		}
		return "", false
	}
}

var printed = regexp.MustCompile(`http://\S+/signin/cli\?\S+`)

// login runs homeward login and returns the address that it prints and a channel with its exit code.
func login(t *testing.T, home string, f *front) (address *url.URL, ended <-chan int, said *spoken) {
	t.Helper()
	said, done := &spoken{}, make(chan int, 1)
	go func() {
		done <- Run(context.WithoutCancel(t.Context()), []string{"login", "--no-browser", "--server", f.URL, "--wait", "20s"}, Env{
			In: strings.NewReader(""), Out: said, Err: said, Now: time.Now,
			Lookup: only("HOME", home),
		}, &testCommands{})
	}()
	require.Eventually(t, func() bool { return printed.MatchString(said.String()) }, 10*time.Second, 5*time.Millisecond)
	address, err := url.Parse(printed.FindString(said.String()))
	require.NoError(t, err)
	return address, done, said
}

func fetch(t *testing.T, address string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	require.NoError(t, err)
	answer, err := (&http.Client{Timeout: 5 * time.Second}).Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestLoginGoesThroughTheBrowser(t *testing.T) {
	t.Parallel()
	f, home := newFront(t), t.TempDir()
	address, ended, said := login(t, home, f)
	q := address.Query()
	require.Equal(t, "S256", q.Get("code_challenge_method"))
	require.Regexp(t, `^http://127\.0\.0\.1:\d+/$`, q.Get("redirect_uri"))
	back := func(pairs url.Values) string { return q.Get("redirect_uri") + "?" + pairs.Encode() }
	require.Equal(t, http.StatusNotFound, fetch(t, back(url.Values{"code": {"evil"}, "state": {"guessed"}})), "an answer with another state")
	require.Equal(t, http.StatusNotFound, fetch(t, q.Get("redirect_uri")+"elsewhere?"+url.Values{"code": {"evil"}, "state": q["state"]}.Encode()))
	require.Equal(t, http.StatusOK, fetch(t, back(url.Values{"code": {"hwh_once"}, "state": q["state"]})))
	require.Zero(t, <-ended, said.String())
	require.Equal(t, "hwh_once", f.redeemed.Get("code"))
	require.GreaterOrEqual(t, len(f.redeemed.Get("code_verifier")), 43, "RFC 7636")
	require.NotContains(t, address.String(), f.redeemed.Get("code_verifier"))
	require.NotContains(t, said.String(), "hws_")
	require.Contains(t, said.String(), "Signed in at tha-caseworker-maesot, as caseworker")

	files, err := filepath.Glob(filepath.Join(home, ".config", "homeward", "sessions", "*"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	info, err := os.Stat(files[0])
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	env := map[string]string{"HOME": home}
	out, complaint, code := homeward(t, env, "whoami", "--server", f.URL)
	require.Zero(t, code, complaint)
	require.Contains(t, out, "tha-caseworker-maesot")
	out, _, code = homeward(t, env, "sessions", "--server", f.URL)
	require.Zero(t, code)
	require.Contains(t, out, "s-1      command_line (this one)  2026-12-01 08:00")

	require.NoError(t, os.Chmod(files[0], 0o640))
	_, complaint, code = homeward(t, env, "whoami", "--server", f.URL)
	require.Equal(t, ExitMisuse, code)
	require.Contains(t, complaint, "others may read")
	require.NotContains(t, complaint, "hws_")
	require.NoError(t, os.Chmod(files[0], 0o600))

	_, _, code = homeward(t, env, "sessions", "--end-all", "--server", f.URL)
	require.Zero(t, code)
	_, complaint, code = homeward(t, env, "logout", "--server", f.URL)
	require.Zero(t, code, complaint)
	require.True(t, f.out)
	require.NoFileExists(t, files[0])
	_, complaint, code = homeward(t, env, "whoami", "--server", f.URL)
	require.Equal(t, ExitDenied, code)
	require.Contains(t, complaint, "homeward login")
}

func TestLoginThatIsNotAllowedKeepsNothing(t *testing.T) {
	t.Parallel()
	f, home := newFront(t), t.TempDir()
	address, ended, said := login(t, home, f)
	q := address.Query()
	require.Equal(t, http.StatusOK, fetch(t, q.Get("redirect_uri")+"?"+url.Values{"error": {"access_denied"}, "state": q["state"]}.Encode()))
	require.Equal(t, ExitDenied, <-ended, said.String())
	require.Nil(t, f.redeemed)
	require.NoDirExists(t, filepath.Join(home, ".config"))
}

func TestAnEndedSessionIsReported(t *testing.T) {
	t.Parallel()
	f, home := newFront(t), t.TempDir()
	kept, err := Env{Lookup: only("HOME", home)}.sessionFiles()
	require.NoError(t, err)
	require.NoError(t, kept.save(f.URL, "", "hws_old"))
	_, complaint, code := homeward(t, map[string]string{"HOME": home}, "whoami", "--server", f.URL)
	require.Equal(t, ExitDenied, code)
	require.Contains(t, complaint, "sign in again")
	_, complaint, code = homeward(t, map[string]string{"HOME": ""}, "whoami", "--server", f.URL)
	require.Equal(t, ExitDenied, code, complaint)
}

// Personal data is never an argument, which others could list.
func TestPersonalDataIsNotAnArgument(t *testing.T) {
	t.Parallel()
	address, seen := server(t, map[string]any{"POST /cases": settled(), "GET /cases/c1/tasks/travel_document.1": wire.Task{Version: 2}, "POST /cases/c1/tasks/travel_document.1/decide": settled()})
	_, complaint, code := homeward(t, map[string]string{"stdin": "name: Hanna\nborn: 2001-05\n# a remark\nphone: +251 11\n"},
		"case", "open", "--host", "THA", "--told", "yes", "--sex", "F", "--person", "-", "--server", address, "--as", "tha-registrar-maesot")
	require.Zero(t, code, complaint)
	require.JSONEq(t, `{"host":"THA","told_of_purpose":"yes","person":{"name":"Hanna","sex":"F","phone":"+251 11","birth":{"date":"2001-05","precision":"month"}}}`, (*seen)[0].body)
	file := filepath.Join(t.TempDir(), "document")
	require.NoError(t, os.WriteFile(file, []byte("LP0000421\nPLINE1<<\nPLINE2<<\n"), 0o600))
	_, complaint, code = homeward(t, nil, "task", "decide", "c1", "travel_document.1", "issued", "--until", "+30d", "--document", file, "--document-type", "laissez_passer",
		"--server", address, "--as", "ken-mission-bangkok")
	require.Zero(t, code, complaint)
	require.JSONEq(t, `{"outcome":"issued","until":"2026-12-31T12:00:00Z","document":{"type":"laissez_passer","number":"LP0000421","mrz":"PLINE1<<\nPLINE2<<","expires_at":"2026-12-31T12:00:00Z"}}`, (*seen)[2].body)
	for name, text := range map[string]string{"an unknown name": "colour: Hanna", "no name": "Hanna", "twice": "name: Hanna\nname: Hanna"} {
		_, complaint, code = homeward(t, map[string]string{"stdin": text}, "case", "open", "--host", "THA", "--told", "yes", "--person", "-", "--server", address, "--as", "tha-registrar-maesot")
		require.Equal(t, ExitMisuse, code, name)
		require.NotContains(t, complaint, "Hanna", name)
	}
	for _, flag := range []string{"--name", "--phone", "--document-mrz"} {
		_, _, code = homeward(t, nil, "case", "open", "--host", "THA", "--told", "yes", flag, "x")
		require.Equal(t, ExitMisuse, code, flag)
	}
}

func TestTheUsualRoleOfADesk(t *testing.T) {
	t.Parallel()
	for as, want := range map[string]string{
		"tha-coordination": "tha-coordination supervisor dev-tha-coordination", "tha-caseworker-maesot": "tha-caseworker-maesot caseworker dev-tha-caseworker-maesot",
		"ken-mission-bangkok": "ken-mission-bangkok consular_officer dev-ken-mission-bangkok", "tha-panel-maesot": "tha-panel-maesot panel_member dev-tha-panel-maesot",
		"tha-coordination:auditor":    "tha-coordination auditor dev-tha-coordination-auditor",
		"tha-coordination:supervisor": "tha-coordination supervisor dev-tha-coordination",
	} {
		r := Remote{As: as}
		who, err := r.persona()
		require.NoError(t, err, as)
		require.Equal(t, want, string(who.Desk)+" "+string(who.Role)+" "+who.Account)
	}
}

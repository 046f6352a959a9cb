package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// devServer is the sign-in of a development server: a cookie binds the browser, a code is valid
// once, and a token until it is revoked.
type devServer struct {
	*httptest.Server

	signed atomic.Int64
	mu     sync.Mutex
	good   map[string]string // token -> who
}

func newDevServer(tb testing.TB) *devServer {
	tb.Helper()
	d := &devServer{good: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /signin/dev", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "__Host-homeward-signin", Value: "bound"})
		http.Redirect(w, r, d.URL+"/persona/authorize?state=s1&nonce=n1", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /account/prove/agency", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("__Host-homeward"); err != nil {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		http.Redirect(w, r, d.URL+"/persona/authorize?state=s1&nonce=n1&acr_values=phr&max_age=0", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /persona/authorize", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("desk") == "nowhere" || r.FormValue("state") != "s1" {
			http.Error(w, "no", http.StatusUnprocessableEntity)
			return
		}
		who := r.FormValue("desk") + " " + r.FormValue("roles") + " " + r.FormValue("account") + " " + r.FormValue("agency")
		http.Redirect(w, r, d.URL+"/signin/callback?"+url.Values{"code": {who}, "state": {"s1"}}.Encode(), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /signin/callback", func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("__Host-homeward-signin"); err != nil || c.Value != "bound" {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		token := fmt.Sprintf("hws_%d", d.signed.Add(1))
		d.mu.Lock()
		d.good[token] = r.FormValue("code")
		d.mu.Unlock()
		http.SetCookie(w, &http.Cookie{Name: "__Host-homeward", Value: token})
		http.Redirect(w, r, "/account", http.StatusSeeOther)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		who, ok := d.good[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		d.mu.Unlock()
		if !ok {
			w.WriteHeader(http.StatusUnauthorized)
			_ = json.NewEncoder(w).Encode(wire.Problem{Code: fault.Unsigned, Status: http.StatusUnauthorized})
			return
		}
		_ = json.NewEncoder(w).Encode(wire.Account{Account: casework.AccountID(who)})
	})
	d.Server = httptest.NewServer(mux)
	tb.Cleanup(d.Close)
	return d
}

func (d *devServer) callOff() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.good)
}

func invented() client.Persona {
	return client.Persona{Desk: "tha-panel-maesot", Role: casework.RolePanelChair, Account: "one", Agency: "tha-police"}
}

func TestAPersonaIsSignedInOnce(t *testing.T) {
	t.Parallel()
	d := newDevServer(t)
	keeper := &client.PersonaSignIn{Server: d.URL}
	c, err := client.New(client.Options{Server: d.URL, Sign: keeper.As(invented())})
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			account, err := c.ShowAccount(t.Context())
			if err != nil || account.Account != "tha-panel-maesot panel_chair one tha-police" {
				t.Error(err, account.Account)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 1, d.signed.Load(), "concurrent callers share one sign-in")

	d.callOff()
	_, err = c.ShowAccount(t.Context())
	require.NoError(t, err, "a new session replaces one that has ended")
	require.EqualValues(t, 3, d.signed.Load(), "once to come in, and once to prove it")
	_, err = c.OpenCase(t.Context(), client.Intent{Key: "k"}, wire.CaseOpening{})
	require.NoError(t, err)
	d.callOff()
	_, err = c.OpenCase(t.Context(), client.Intent{Key: "k"}, wire.CaseOpening{})
	require.NoError(t, err, "a repeated write has its whole body")
}

func TestARefusedTokenIsReportedOnce(t *testing.T) {
	t.Parallel()
	d := newDevServer(t)
	c, err := client.New(client.Options{Server: d.URL, Sign: client.Token("hws_wrong")})
	require.NoError(t, err)
	_, err = c.ShowAccount(t.Context())
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.NotContains(t, err.Error(), "hws_wrong")
}

func TestPersonasAreForDevelopmentOnThisMachine(t *testing.T) {
	t.Parallel()
	for _, server := range []string{"https://homeward.example", "http://localhost.evil.example", "http://192.0.2.1:80", "::"} {
		_, err := client.SignInAs(t.Context(), server, invented(), nil)
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), server)
	}
	d := newDevServer(t)
	wrong := invented()
	wrong.Desk = "nowhere"
	_, err := client.SignInAs(t.Context(), d.URL, wrong, nil)
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))

	away := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://evil.example/persona/authorize", http.StatusSeeOther)
	}))
	t.Cleanup(away.Close)
	_, err = client.SignInAs(t.Context(), away.URL, invented(), nil)
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "no redirect to another machine is followed")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client.SignInAs(ctx, d.URL, invented(), nil)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
}

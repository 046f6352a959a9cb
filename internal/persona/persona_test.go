package persona_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/persona"
	"example.org/homeward/internal/policy"
)

// The provider cannot be made outside of development.
func TestItCannotBeMadeElsewhere(t *testing.T) {
	t.Parallel()
	book, err := loadBook()
	require.NoError(t, err)
	good := persona.Options{
		Dev: true, Listener: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}, Origin: "http://localhost:8080",
		Redirect: "http://localhost:8080/signin/callback", Directory: book.Directory(), Now: time.Now,
	}
	made, err := persona.New(good)
	require.NoError(t, err)
	require.NotNil(t, made)
	for name, spoil := range map[string]func(*persona.Options){
		"not in development":   func(o *persona.Options) { o.Dev = false },
		"on every address":     func(o *persona.Options) { o.Listener = &net.TCPAddr{IP: net.IPv4zero, Port: 80} },
		"on every address (6)": func(o *persona.Options) { o.Listener = &net.TCPAddr{IP: net.IPv6zero, Port: 80} },
		"on a net":             func(o *persona.Options) { o.Listener = &net.TCPAddr{IP: net.IPv4(192, 168, 1, 4), Port: 80} },
		"on a socket":          func(o *persona.Options) { o.Listener = &net.UnixAddr{Name: "/run/x", Net: "unix"} },
		"on nothing":           func(o *persona.Options) { o.Listener = nil },
		"under a public name":  func(o *persona.Options) { o.Origin = "http://homeward.example" },
		"under a name like it": func(o *persona.Options) { o.Origin = "http://localhost.example:8080" },
		"with TLS":             func(o *persona.Options) { o.Origin = "https://localhost:8080" },
		"below a path":         func(o *persona.Options) { o.Origin = "http://localhost:8080/x" },
		"sending nowhere":      func(o *persona.Options) { o.Redirect = "" },
		"without desks":        func(o *persona.Options) { o.Directory = nil },
		"without a clock":      func(o *persona.Options) { o.Now = nil },
	} {
		o := good
		spoil(&o)
		made, err := persona.New(o)
		require.Error(t, err, name)
		require.Nil(t, made, name)
	}
}

// Every request of another machine is refused, also one for the public key.
func TestItAnswersThisMachineAlone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	here := func(path string) *http.Request {
		r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		r.RemoteAddr, r.Host = "127.0.0.1:40000", "localhost:8080"
		return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080})))
	}
	status := func(r *http.Request) int {
		w := httptest.NewRecorder()
		s.provider.Handler().ServeHTTP(w, r)
		return w.Code
	}
	header := func(name, value string) func(*http.Request) *http.Request {
		return func(r *http.Request) *http.Request { r.Header.Set(name, value); return r }
	}
	local := func(addr net.Addr) func(*http.Request) *http.Request {
		return func(r *http.Request) *http.Request {
			return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, addr))
		}
	}
	for _, path := range []string{"/persona/.well-known/openid-configuration", "/persona/jwks", "/persona/authorize?" + s.asks().Encode()} {
		require.Equal(t, http.StatusOK, status(here(path)), path)
		for name, spoil := range map[string]func(*http.Request) *http.Request{
			"from another machine": func(r *http.Request) *http.Request { r.RemoteAddr = "10.0.0.8:4000"; return r },
			"from nobody":          func(r *http.Request) *http.Request { r.RemoteAddr = ""; return r },
			"under another name":   func(r *http.Request) *http.Request { r.Host = "evil.example"; return r },
			"under a name like it": func(r *http.Request) *http.Request { r.Host = "localhost.evil.example:8080"; return r },
			"to another address":   local(&net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)}),
			"to nowhere":           local(nil),
			"through a proxy":      header("X-Forwarded-For", "127.0.0.1"),
			"through a proxy (2)":  header("Forwarded", "for=127.0.0.1"),
			"through a proxy (3)":  header("Via", "1.1 proxy"),
			"through a proxy (4)":  header("X-Real-Ip", "127.0.0.1"),
		} {
			require.Equal(t, http.StatusForbidden, status(spoil(here(path))), "%s %s", path, name)
		}
	}
}

// The page of another site cannot click for a user.
func TestAnotherSiteCannotClick(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for name, head := range map[string][2]string{
		"by the browser's word": {"Sec-Fetch-Site", "cross-site"}, "by its origin": {"Origin", "http://evil.example"},
		"from another port": {"Sec-Fetch-Site", "same-site"},
	} {
		r := s.request(http.MethodPost, "/persona/authorize", s.asks(set("persona", "caseworker")))
		r.Header.Set(head[0], head[1])
		require.Equal(t, http.StatusForbidden, s.send(r).StatusCode, name)
	}
}

func TestEveryPersonaOfTheCastCanSignIn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	book, err := loadBook()
	require.NoError(t, err)
	page := s.send(s.request(http.MethodGet, "/persona/authorize?"+s.asks().Encode(), nil))
	require.Equal(t, http.StatusOK, page.StatusCode)
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "default-src 'none'")
	for _, who := range persona.Personas() {
		require.Contains(t, string(page.Body), `name="persona" value="`+who.Account+`"`)
		back := s.click(s.asks(set("persona", who.Account)))
		require.Equal(t, "st-1", back.Get("state"))
		token, err := s.exchange(back.Get("code"))
		require.NoError(t, err, who.Account)
		require.Equal(t, "no-1", token.Nonce)
		require.Equal(t, who.Account, token.Subject)
		var said struct {
			Desk   casework.DeskID   `json:"homeward_desk"`
			Agency casework.AgencyID `json:"homeward_agency"`
			Roles  []casework.Role   `json:"homeward_roles"`
			Class  string            `json:"acr"`
			Proven int64             `json:"auth_time"`
		}
		require.NoError(t, token.Claims(&said))
		require.Equal(t, who.Desk, said.Desk)
		require.Equal(t, who.Roles, said.Roles)
		require.Equal(t, persona.Weak, said.Class)
		require.Equal(t, s.clock.now().Unix(), said.Proven)
		desk, known := book.Directory().Desk(said.Desk)
		require.True(t, known)
		require.NotEmpty(t, said.Agency)
		for _, role := range said.Roles {
			require.True(t, policy.RoleFitsDesk(role, desk.Kind), "%s at %s", role, desk.ID)
		}
	}
}

// The page has all personas that the documents and tests use.
func TestTheCastIsComplete(t *testing.T) {
	t.Parallel()
	roles, states := map[casework.Role]bool{}, map[casework.DeskID]bool{}
	for _, who := range persona.Personas() {
		for _, role := range who.Roles {
			roles[role] = true
			if role == casework.RoleConsul {
				states[who.Desk] = true
			}
		}
	}
	for _, role := range []casework.Role{
		casework.RoleCaseworker, casework.RoleScreener, casework.RolePanelChair, casework.RoleConsul, casework.RoleImmigration,
		casework.RoleMedical, casework.RoleTransport, casework.RoleEscort, casework.RoleReintegration, casework.RoleCoordinator, casework.RoleDPO,
	} {
		require.True(t, roles[role], "%s", role)
	}
	require.GreaterOrEqual(t, len(states), 2, "consuls of two states")
	book, err := loadBook()
	require.NoError(t, err)
	for _, c := range book.Corridors() {
		require.NotContains(t, []casework.Country{c.Host, c.Origin}, casework.Country("TLS"), "the stranger has a part in %s", c.ID)
	}
}

func TestAnybodyPossibleCanBeTyped(t *testing.T) {
	t.Parallel()
	s := serve(t)
	typed := func(change ...func(url.Values)) url.Values {
		return s.asks(append([]func(url.Values){
			set("desk", "tha-panel-maesot"), set("roles", "panel_chair, panel_member"), set("account", "one"), set("agency", "tha-police"),
		}, change...)...)
	}
	token, err := s.exchange(s.click(typed()).Get("code"))
	require.NoError(t, err)
	var said map[string]any
	require.NoError(t, token.Claims(&said))
	require.Equal(t, "tha-police", said["homeward_agency"])
	require.Equal(t, []any{"panel_chair", "panel_member"}, said["homeward_roles"])
	for name, change := range map[string]func(url.Values){
		"no desk": unset("desk"), "no such desk": set("desk", "nowhere"), "no role": unset("roles"), "no such role": set("roles", "king"),
		"a role of another desk": set("roles", "consular_officer"), "the system": set("roles", "system"), "the survivor": set("roles", "survivor"),
		"no account": unset("account"), "an account with a name": set("account", "Hanna Bekele"), "an agency not on it": set("agency", "eth-mfa"),
		"a persona that is none": set("persona", "king"),
	} {
		answer := s.send(s.request(http.MethodPost, "/persona/authorize", typed(change)))
		require.Equal(t, http.StatusUnprocessableEntity, answer.StatusCode, name)
	}
}

// Each kind of work is one group of the page, named once.
func TestPersonasAreGroupedByTheirWork(t *testing.T) {
	t.Parallel()
	s := serve(t)
	page := s.send(s.request(http.MethodGet, "/persona/authorize?"+s.asks().Encode(), nil))
	var groups []string
	for _, who := range persona.Personas() {
		require.NotEmpty(t, who.Group, who.Account)
		if len(groups) == 0 || groups[len(groups)-1] != who.Group {
			require.NotContains(t, groups, who.Group, "a group is in one place")
			groups = append(groups, who.Group)
		}
	}
	require.Equal(t, "casework", groups[0], "the fullest days come first")
	require.Equal(t, len(groups), strings.Count(string(page.Body), `<ul class="plain cast">`))
	require.Contains(t, string(page.Body), "<h2>Consulates and immigration</h2>")
}

package api_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// There is no way to the development sign-in but the one.
func TestDevelopmentSignInCannotBeMadeElsewhere(t *testing.T) {
	t.Parallel()
	book, err := loadBook()
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		dev  bool
		addr net.Addr
		dir  api.Directory
	}{
		"not in development":   {false, loopbackAddr(), book.Directory()},
		"on every address":     {true, &net.TCPAddr{IP: net.IPv4zero, Port: 80}, book.Directory()},
		"on every address (6)": {true, &net.TCPAddr{IP: net.IPv6zero, Port: 80}, book.Directory()},
		"on a net":             {true, &net.TCPAddr{IP: net.IPv4(192, 168, 1, 4), Port: 80}, book.Directory()},
		"on a socket":          {true, &net.UnixAddr{Name: "/run/x", Net: "unix"}, book.Directory()},
		"on nothing":           {true, nil, book.Directory()},
		"without a directory":  {true, loopbackAddr(), nil},
	} {
		got, err := api.NewDevHeader(tt.dev, tt.addr, tt.dir)
		require.Error(t, err, name)
		require.Nil(t, got, name)
	}
	six, err := api.NewDevHeader(true, &net.TCPAddr{IP: net.IPv6loopback, Port: 1}, book.Directory())
	require.NoError(t, err)
	require.NotNil(t, six)
}

func TestDevelopmentSignInBelievesThisMachineAlone(t *testing.T) {
	t.Parallel()
	book, err := loadBook()
	require.NoError(t, err)
	dev, err := api.NewDevHeader(true, loopbackAddr(), book.Directory())
	require.NoError(t, err)
	good := func() request { return get("/whoami").as(caseworker) }
	caller, err := dev.Authenticate(good().Request)
	require.NoError(t, err)
	require.Equal(t, policy.Actor{
		Account: "dev-1", Role: "caseworker", Desk: "tha-caseworker-maesot", Kind: "caseworker", Agency: "tha-ngo", Country: "THA",
	}, caller.Actor)

	elsewhere := good()
	elsewhere.RemoteAddr = "10.0.0.8:4000"
	local := good()
	local.Request = local.WithContext(context.WithValue(local.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)}))
	unknown := good()
	unknown.Request = unknown.WithContext(context.WithValue(unknown.Context(), http.LocalAddrContextKey, nil))
	rebound := good()
	rebound.Host = "evil.example"
	for name, r := range map[string]request{
		"from another machine": elsewhere, "to another address": local, "to nowhere": unknown, "under another name": rebound,
		"through a proxy":        good().with("X-Forwarded-For", "127.0.0.1"),
		"through a proxy (2)":    good().with("Forwarded", "for=127.0.0.1"),
		"through a proxy (3)":    good().with("Via", "1.1 proxy"),
		"without a word":         get("/whoami"),
		"empty":                  good().with(api.DevActorHeader, ""),
		"no such desk":           good().as("tha-nowhere caseworker"),
		"no such role":           good().as("tha-caseworker-maesot king"),
		"role of another desk":   good().as("tha-caseworker-maesot consular_officer"),
		"the system":             good().as("tha-caseworker-maesot system"),
		"no account":             good().with(api.DevActorHeader, "desk=tha-caseworker-maesot; role=caseworker"),
		"a field twice":          good().with(api.DevActorHeader, "desk=tha-caseworker-maesot; role=caseworker; account=a; account=b"),
		"a field too many":       good().with(api.DevActorHeader, "desk=tha-caseworker-maesot; role=caseworker; account=a; country=KEN"),
		"an account with a name": good().with(api.DevActorHeader, "desk=tha-caseworker-maesot; role=caseworker; account=Hanna Bekele"),
		"an agency not on it":    good().with(api.DevActorHeader, "desk=tha-panel-maesot; role=panel_member; account=a; agency=eth-mfa"),
	} {
		_, err := dev.Authenticate(r.Request)
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), name)
	}
	twice := good()
	twice.Header.Add(api.DevActorHeader, twice.Header.Get(api.DevActorHeader))
	_, err = dev.Authenticate(twice.Request)
	require.Error(t, err)

	for _, host := range []string{"127.0.0.1", "[::1]:8080", "localhost", "127.0.0.1:9"} {
		named := good()
		named.Host = host
		_, err := dev.Authenticate(named.Request)
		require.NoError(t, err, "%s", host)
	}
	paneller, err := dev.Authenticate(good().with(api.DevActorHeader, "desk=tha-panel-maesot; role=panel_member; account=a; agency=tha-police").Request)
	require.NoError(t, err)
	require.Equal(t, "tha-police", string(paneller.Actor.Agency), "who sends a member to a panel")
}

// Over a real connection: the header works here, and in every other mode nobody gets in.
func TestSignInOverARealConnection(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ask := func(handler http.Handler) int {
		srv := httptest.NewServer(handler)
		defer srv.Close()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/whoami", http.NoBody)
		require.NoError(t, err)
		r.Header.Set(api.DevActorHeader, "desk=tha-caseworker-maesot; role=caseworker; account=dev-1")
		res, err := srv.Client().Do(r)
		require.NoError(t, err)
		defer func() { _ = res.Body.Close() }()
		return res.StatusCode
	}
	require.Equal(t, http.StatusOK, ask(h.server.Handler()))
	config := h.config()
	config.Authenticator = api.Nobody{}
	closed, err := api.New(config)
	require.NoError(t, err)
	require.Equal(t, http.StatusUnauthorized, ask(closed.Handler()))
}

func TestNothingMayBeMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, spoil := range map[string]func(*api.Config){
		"authenticator": func(c *api.Config) { c.Authenticator = nil }, "commands": func(c *api.Config) { c.Commands = nil },
		"record": func(c *api.Config) { c.Record = nil }, "directory": func(c *api.Config) { c.Directory = nil },
		"corridors": func(c *api.Config) { c.Corridors = nil }, "rosters": func(c *api.Config) { c.Rosters = nil },
		"events": func(c *api.Config) { c.Events = nil }, "procedure": func(c *api.Config) { c.Procedure = nil },
		"references": func(c *api.Config) { c.NewRef = nil }, "clock": func(c *api.Config) { c.Now = nil }, "logger": func(c *api.Config) { c.Logger = nil },
	} {
		config := h.config()
		spoil(&config)
		_, err := api.New(config)
		require.Error(t, err, name)
	}
}

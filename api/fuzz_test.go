package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// A cursor is ours or it is refused; it is never a failure, and never comes back.
func FuzzCursor(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{"", "bm9uZQ", "MTc5NTI2MjQwMDAwMDAwMCBuZXh0", "AAAA", "../..", "%00", "MTc5NTI2MjQwMDAwMDAwMCA="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		res := h.serve(get("/cases?cursor=" + url.QueryEscape(cursor)).as(caseworker))
		require.Contains(t, []int{http.StatusOK, http.StatusBadRequest, http.StatusUnprocessableEntity}, res.StatusCode)
	})
}

// Whoever is let in by the development header sits at a desk of the directory in a role that
// may sit there, under an identifier that can be logged.
func FuzzDevActor(f *testing.F) {
	book, err := loadBook()
	require.NoError(f, err)
	dev, err := api.NewDevHeader(true, loopbackAddr(), book.Directory())
	require.NoError(f, err)
	for _, seed := range []string{
		"desk=tha-caseworker-maesot; role=caseworker; account=dev-1", "desk=tha-panel-maesot; role=panel_chair; account=a; agency=tha-police",
		"desk=;role=;account=", ";;;", "desk==; role", "desk=tha-caseworker-maesot;role=caseworker;account=" + strings.Repeat("a", 70),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		caller, err := dev.Authenticate(get("/whoami").with(api.DevActorHeader, text).Request)
		if err != nil {
			require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			require.Zero(t, caller)
			return
		}
		actor := caller.Actor
		desk, known := book.Directory().Desk(actor.Desk)
		require.True(t, known)
		require.True(t, policy.MaySit(actor.Role, desk.Kind))
		require.NotEmpty(t, actor.Account)
		require.LessOrEqual(t, len(actor.Account), 64)
		require.NotContains(t, string(actor.Account), " ")
		require.NotEqual(t, casework.RoleSystem, actor.Role)
	})
}

// Whatever bytes come as a body: a problem or a success, never a failure, never an echo.
func FuzzBody(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{
		`{"outcome":"registered"}`, `{"outcome":"registered","reasons":"x","facts":[{"name":"age","value":"adult"}]}`, `{"outcome":1}`, `[`, "\xff", `{"a":{"a":{"a":1}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		own := *h
		own.tb = t
		a := own.do(post("/cases/c7m2k9x4pq/tasks/register.1/decide", raw).as(registrar).with("If-Match", `"1"`))
		require.Less(t, a.StatusCode, 500)
		require.True(t, utf8.Valid(a.raw))
		if a.StatusCode != http.StatusOK {
			require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		}
	})
}

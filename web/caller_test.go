package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// own lists the routes of the user's own account.
func own(t *testing.T, s *site) [][2]string {
	t.Helper()
	var out [][2]string
	for _, route := range s.routes() {
		if strings.HasPrefix(route[1], "/account") {
			out = append(out, route)
		}
	}
	require.GreaterOrEqual(t, len(out), 5)
	return out
}

func TestOnesOwnPagesAreOnesOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, route := range own(t, s) {
		method, path := route[0], route[1]
		a := s.serve(page(method, path, nil))
		require.Equal(t, http.StatusSeeOther, a.StatusCode, route)
		to, err := url.Parse(a.Header.Get("Location"))
		require.NoError(t, err)
		require.Equal(t, "/signin", to.Path)
		if method == http.MethodGet {
			require.Equal(t, path, to.Query().Get("to"), route)
		}
		a = s.serve(page(method, path, nil).with("Accept", "application/json"))
		require.Equal(t, http.StatusUnauthorized, a.StatusCode, route)
		require.Equal(t, "unsigned", a.at("code"))
		a = s.serve(page(method, path, nil).as(caseworker + " machine"))
		require.Equal(t, http.StatusForbidden, a.StatusCode, route)
	}
	require.Empty(t, s.signIn.asked, "nothing was done without a user")
}

func TestAnotherSiteCannotUseOnesPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, route := range s.routes() {
		method, path := route[0], route[1]
		if method != http.MethodPost {
			continue
		}
		a := s.serve(page(method, path, url.Values{"session": {"s-other"}, "role": {"supervisor"}}).as(caseworker).with("Sec-Fetch-Site", "cross-site"))
		require.Equal(t, http.StatusForbidden, a.StatusCode, route)
		require.Contains(t, string(a.raw), "did not come from a page of ours", route)
	}
	require.Empty(t, s.signIn.asked)
}

// A service that a page calls finds the caller in its context, as a use-case does.
func TestPagesPassTheCallerOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	require.Equal(t, http.StatusOK, s.serve(page(http.MethodGet, "/account", nil).as(caseworker)).StatusCode)
	r := s.signIn.caller
	require.Equal(t, casework.AccountID("dev-1"), r.Actor.Account)
	require.Equal(t, casework.DeskID("tha-caseworker-maesot"), r.Actor.Desk)
	require.Equal(t, "s-dev-1", r.Session)
	require.Equal(t, policy.PurposeOf(casework.RoleCaseworker), r.Purpose)
	require.False(t, r.PurposeGiven)
	require.NotEmpty(t, r.ID)
}

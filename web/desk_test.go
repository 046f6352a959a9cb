package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInvitation(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for token, want := range map[string]string{
		"hwi_ready": "You are invited", "hwi_return": "Your recovery code", "hwi_later": "still has to confirm this code", "hwi_wrong": "This code is not good",
	} {
		a := s.serve(page(http.MethodPost, "/invitation/open", url.Values{"token": {token}}))
		require.Contains(t, string(a.raw), want, token)
		require.Equal(t, token == "hwi_ready" || token == "hwi_return", strings.Contains(string(a.raw), "data-passkey"), token)
	}
	a := s.serve(page(http.MethodGet, "/invitation?token=hwi_ready", nil))
	require.NotContains(t, string(a.raw), "hwi_ready", "a code is not read from the address, which proxies log")
}

func TestDesk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(page(http.MethodGet, "/account/desk", nil).as("tha-caseworker-maesot supervisor"))
	for _, words := range []string{"Casework, Mae Sot", "To join", "needs a second person", "acc-8", "shut out", `value="caseworker"`, `value="confirm"`} {
		require.Contains(t, string(a.raw), words)
	}
	require.Equal(t, 1, strings.Count(string(a.raw), `value="confirm"`), "the code of another colleague")
	a = s.serve(page(http.MethodGet, "/account/desk", nil).as(caseworker))
	require.Contains(t, string(a.raw), "The supervisor of your desk can invite colleagues.")
	require.NotContains(t, string(a.raw), "/account/desk/disable")

	a = s.serve(page(http.MethodPost, "/account/desk/invite", url.Values{"role": {"caseworker", "caseworker"}}).as("tha-caseworker-maesot supervisor"))
	require.Contains(t, string(a.raw), "hwi_fresh")
	require.Contains(t, s.signIn.asked, "invite tha-caseworker-maesot tha-ngo caseworker")
	a = s.serve(page(http.MethodPost, "/account/desk/vouch", url.Values{"account": {"acc-8"}}).as(caseworker))
	require.Contains(t, string(a.raw), "hwi_fresh")
	for answer, to := range map[string]string{"confirm": "/account/desk?done=people.confirmed", "withdraw": "/account/desk?done=people.withdrawn"} {
		a = s.serve(page(http.MethodPost, "/account/desk/code", url.Values{"code": {"i-1"}, "answer": {answer}}).as(caseworker))
		require.Equal(t, to, a.Header.Get("Location"))
		require.Equal(t, answer+" i-1", s.signIn.last())
	}
	a = s.serve(page(http.MethodPost, "/account/desk/code", url.Values{"code": {"i-1"}, "answer": {"perhaps"}}).as(caseworker))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode)
	a = s.serve(page(http.MethodPost, "/account/desk/disable", url.Values{"account": {"acc-8"}}).as("tha-caseworker-maesot supervisor"))
	require.Equal(t, "/account/desk?done=people.disabled", a.Header.Get("Location"))
	require.NotContains(t, s.logs.String(), "hwi_")
}

package persona_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

// A sign-out is reported to Homeward by a token that only this provider can sign.
func TestHomewardIsNotifiedOfASignOut(t *testing.T) {
	t.Parallel()
	s := serve(t)
	heard, status := []string{}, http.StatusOK
	homeward := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		heard = append(heard, r.PostFormValue("logout_token"))
		w.WriteHeader(status)
	}))
	t.Cleanup(homeward.Close)
	end := func(account string) int {
		return s.send(s.request(http.MethodPost, "/persona/logout", url.Values{"account": {account}})).StatusCode
	}
	require.Equal(t, http.StatusNotFound, end("registrar"), "to nobody, unless somebody wants to hear it")
	s.provider.Logout = homeward.URL
	require.Equal(t, http.StatusNoContent, end("registrar"))
	require.Len(t, heard, 1)
	token, err := s.oidc.Verifier(&oidc.Config{ClientID: persona.Client, Now: s.clock.now}).Verify(t.Context(), heard[0])
	require.NoError(t, err)
	require.Equal(t, "registrar", token.Subject)
	require.Empty(t, token.Nonce)
	var said struct {
		Events map[string]map[string]any `json:"events"`
		ID     string                    `json:"jti"`
	}
	require.NoError(t, token.Claims(&said))
	require.Equal(t, map[string]map[string]any{"http://schemas.openid.net/event/backchannel-logout": {}}, said.Events)
	require.NotEmpty(t, said.ID)
	parsed, err := jose.ParseSignedCompact(heard[0], []jose.SignatureAlgorithm{jose.ES256})
	require.NoError(t, err)
	require.Equal(t, "logout+jwt", parsed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType])

	require.Equal(t, http.StatusBadRequest, end("two words"))
	status = http.StatusBadRequest
	require.Equal(t, http.StatusBadGateway, end("registrar"))
	homeward.Close()
	require.Equal(t, http.StatusBadGateway, end("registrar"))
}

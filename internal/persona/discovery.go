package persona

import (
	"crypto"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/go-jose/go-jose/v4"
)

// discover answers with the provider's metadata (OpenID Connect Discovery 1.0, RFC 8414). It has no RS256, which
// Discovery asks for: one client is known here, and it takes ES256. It has no end of a session, because no user is
// signed in here between two clicks.
func (p *Provider) discover(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer":                                           p.Issuer(),
		"authorization_endpoint":                           p.Issuer() + "/authorize",
		"token_endpoint":                                   p.Issuer() + "/token",
		"jwks_uri":                                         p.Issuer() + "/jwks",
		"response_types_supported":                         []string{"code"},
		"response_modes_supported":                         []string{"query"},
		"grant_types_supported":                            []string{"authorization_code", "client_credentials"},
		"subject_types_supported":                          []string{"public"},
		"scopes_supported":                                 []string{"openid"},
		"id_token_signing_alg_values_supported":            []string{string(jose.ES256)},
		"acr_values_supported":                             []string{Strong, Weak},
		"claims_supported":                                 []string{"sub", "auth_time", "acr", ClaimDesk, ClaimAgency, ClaimRoles},
		"code_challenge_methods_supported":                 []string{"S256"},
		"token_endpoint_auth_methods_supported":            p.methods(),
		"token_endpoint_auth_signing_alg_values_supported": machineAlgorithms(),
		"backchannel_logout_supported":                     p.Logout != "",
		"backchannel_logout_session_supported":             false,
		"authorization_response_iss_parameter_supported":   true,
		"request_parameter_supported":                      false,
		"request_uri_parameter_supported":                  false, // absent would mean true
	})
}

// methods lists the supported methods of client authentication.
func (p *Provider) methods() []string {
	if p.ClientKey == nil {
		return []string{"none", "private_key_jwt"}
	}
	return []string{"private_key_jwt"}
}

// keys answers with the public part of the signing key.
func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, p.public) }

// answer answers with JSON that must not be cached.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // an error means that the client has disconnected
}

func thumbprint(key jose.JSONWebKey) (string, error) {
	sum, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("name signing key: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sum), nil
}

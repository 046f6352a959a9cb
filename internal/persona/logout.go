package persona

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Constants of logout tokens (OpenID Connect Back-Channel Logout 1.0).
const (
	logoutEvent    = "http://schemas.openid.net/event/backchannel-logout"
	logoutTime     = 2 * time.Minute
	logoutPatience = 10 * time.Second
)

// logoutClaims are the claims of a logout token.
type logoutClaims struct {
	Issuer   string              `json:"iss"`
	Subject  string              `json:"sub"`
	Audience string              `json:"aud"`
	Expiry   int64               `json:"exp"`
	Issued   int64               `json:"iat"`
	ID       string              `json:"jti"`
	Events   map[string]struct{} `json:"events"`
}

// end notifies Homeward of a sign-out, as an agency's provider does when an officer signs out there or
// leaves. This provider has no sessions, so the request names the officer.
func (p *Provider) end(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil || !isCode(r.PostForm.Get("account")) {
		http.Error(w, "the field account is missing or is not a code", http.StatusBadRequest)
		return
	}
	if p.Logout == "" {
		http.NotFound(w, r)
		return
	}
	now := p.Now()
	token, err := p.sign("logout+jwt", logoutClaims{
		Issuer: p.Issuer(), Subject: r.PostForm.Get("account"), Audience: Client, Expiry: now.Add(logoutTime).Unix(), Issued: now.Unix(),
		ID: rand.Text(), Events: map[string]struct{}{logoutEvent: {}},
	})
	if err != nil {
		answer(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
		return
	}
	said, err := http.NewRequestWithContext(r.Context(), http.MethodPost, p.Logout, strings.NewReader(url.Values{"logout_token": {token}}.Encode()))
	if err != nil {
		answer(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
		return
	}
	said.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	heard, err := (&http.Client{Timeout: logoutPatience}).Do(said)
	if err != nil {
		http.Error(w, "Homeward does not answer", http.StatusBadGateway)
		return
	}
	defer heard.Body.Close()
	if heard.StatusCode != http.StatusOK {
		http.Error(w, "Homeward has refused the sign-out", http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

package persona

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/go-jose/go-jose/v4"

	"example.org/homeward/internal/casework"
)

// tokenTime is how long a token of an officer or a machine is valid.
const tokenTime = 10 * time.Minute

// token answers with tokens for a code or for a machine's assertion (RFC 6749, 5).
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		refuse(w, "invalid_request", "the form cannot be read")
		return
	}
	if name := twice(r.PostForm); name != "" { // RFC 6749, 3.2
		refuse(w, "invalid_request", "the parameter "+name+" is there more than once")
		return
	}
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		p.forOfficer(w, r)
	case "client_credentials":
		p.forMachine(w, r)
	case "":
		refuse(w, "invalid_request", "grant_type is missing")
	default:
		refuse(w, "unsupported_grant_type", "")
	}
}

// twice returns a parameter of the standards that a request has more than once; "" for none. The parameter resource
// may be there several times (RFC 8707).
func twice(form url.Values) string {
	for _, name := range []string{"grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type", "code", "code_verifier", "redirect_uri", "scope"} {
		if len(form[name]) > 1 {
			return name
		}
	}
	return ""
}

// refuse answers with the standard's code of an error and what is wrong, in words of our own: it repeats nothing of
// the request. This provider is for development, where the reason helps; one for real officers would not give it.
func refuse(w http.ResponseWriter, problem, because string) {
	status := http.StatusBadRequest
	if problem == "invalid_client" {
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", `Basic realm="development sign-in"`) // RFC 6749, 5.2
	}
	out := map[string]string{"error": problem}
	if because != "" {
		out["error_description"] = because
	}
	answer(w, status, out)
}

// claims are the claims of an identity token.
type claims struct {
	Issuer   string            `json:"iss"`
	Subject  string            `json:"sub"`
	Audience string            `json:"aud"`
	Expiry   int64             `json:"exp"`
	Issued   int64             `json:"iat"`
	Proven   int64             `json:"auth_time"`
	Nonce    string            `json:"nonce"`
	Class    string            `json:"acr"`
	Methods  []string          `json:"amr"`
	Desk     casework.DeskID   `json:"homeward_desk"`
	Agency   casework.AgencyID `json:"homeward_agency"`
	Roles    []casework.Role   `json:"homeward_roles"`
}

// isClient returns "" if Client has sent a request for an officer's tokens, and otherwise why that is not so. If Client
// has a key, it proves that by an assertion; otherwise its name is enough, because RFC 7636 binds the code.
func (p *Provider) isClient(r *http.Request, now time.Time) string {
	form := r.PostForm
	name, secret, given := r.BasicAuth()
	if !given {
		name, secret = form.Get("client_id"), form.Get("client_secret")
	}
	if p.ClientKey == nil {
		if name != Client || secret != "" {
			return "the client is " + Client + ", without a secret"
		}
		return ""
	}
	_, why := p.clientOf(form.Get("client_assertion_type"), form.Get("client_assertion"), []Machine{{Client, *p.ClientKey}}, now)
	switch {
	case why != "":
		return why
	case given || secret != "":
		return "this client has a key: it signs an assertion and has no secret"
	case name != "" && name != Client:
		return otherName
	}
	return ""
}

func (p *Provider) forOfficer(w http.ResponseWriter, r *http.Request) {
	form, now := r.PostForm, p.Now()
	if why := p.isClient(r, now); why != "" {
		refuse(w, "invalid_client", why)
		return
	}
	g, ok := p.redeem(form.Get("code"), form.Get("code_verifier"), now)
	if !ok || form.Get("redirect_uri") != p.Redirect {
		refuse(w, "invalid_grant", "the code is unknown, used, too old, or of another verifier or redirect address")
		return
	}
	id, err := p.sign("JWT", claims{
		Issuer: p.Issuer(), Subject: g.who.Account, Audience: Client, Expiry: now.Add(tokenTime).Unix(), Issued: now.Unix(),
		Proven: g.at.Unix(), Nonce: g.Nonce, Class: g.class(), Methods: []string{"user"},
		Desk: g.who.Desk, Agency: p.agencyOf(g.who), Roles: g.who.Roles,
	})
	if err != nil {
		answer(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": rand.Text(), // it gives no access: this provider has no resources
		"token_type":   "Bearer", "expires_in": int(tokenTime / time.Second), "id_token": id,
	})
}

// sign returns a signed token of a type.
func (p *Provider) sign(typ jose.ContentType, what any) (string, error) {
	content, err := json.Marshal(what)
	if err != nil {
		return "", fmt.Errorf("write token: %w", err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.private}, (&jose.SignerOptions{}).WithType(typ))
	if err != nil {
		return "", fmt.Errorf("make signer: %w", err)
	}
	signed, err := signer.Sign(content)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		return "", fmt.Errorf("write token: %w", err)
	}
	return token, nil
}

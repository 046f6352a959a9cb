package persona

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Machine is a client that gets access tokens without a person, by an assertion that it signs (RFC
// 7523). Its rights are not defined here: Homeward binds its name to one desk.
type Machine struct {
	ID  string
	Key jose.JSONWebKey // the public key
}

// machineAlgorithms lists the algorithms that a machine may sign its assertion with.
func machineAlgorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.ES256, jose.EdDSA, jose.PS256}
}

const (
	assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
	// assertionTime is how long an assertion may be valid: so short that a stolen one is hardly usable.
	assertionTime = 5 * time.Minute
)

// assertion has the claims of a machine's assertion.
type assertion struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience audience `json:"aud"`
	Expiry   int64    `json:"exp"`
	ID       string   `json:"jti"`
}

// audience is one text or a list of them (RFC 7519, 4.1.3).
type audience []string

// UnmarshalJSON parses both forms.
func (a *audience) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(a))
}

// access has the claims of an access token (RFC 9068).
type access struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	Expiry   int64  `json:"exp"`
	Issued   int64  `json:"iat"`
	ID       string `json:"jti"`
	Client   string `json:"client_id"`
}

func (p *Provider) forMachine(w http.ResponseWriter, r *http.Request) {
	form, now := r.PostForm, p.Now()
	name, ok := p.clientOf(form.Get("client_assertion_type"), form.Get("client_assertion"), p.Machines, now)
	if !ok || form.Has("client_id") && form.Get("client_id") != name {
		refuse(w, "invalid_client")
		return
	}
	if form.Has("resource") && form.Get("resource") != p.Origin { // RFC 8707
		refuse(w, "invalid_target")
		return
	}
	token, err := p.sign("at+jwt", access{
		Issuer: p.Issuer(), Subject: name, Audience: p.Origin, Expiry: now.Add(tokenTime).Unix(), Issued: now.Unix(),
		ID: rand.Text(), Client: name,
	})
	if err != nil {
		answer(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
		return
	}
	answer(w, http.StatusOK, map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(tokenTime / time.Second)})
}

// clientOf returns which of some clients has signed an assertion, and whether the assertion is valid.
// An assertion can be used once.
func (p *Provider) clientOf(kind, token string, clients []Machine, now time.Time) (string, bool) {
	signed, err := jose.ParseSigned(token, machineAlgorithms())
	if err != nil || kind != assertionType {
		return "", false
	}
	var said assertion // not trusted before the signature is checked
	if json.Unmarshal(signed.UnsafePayloadWithoutVerification(), &said) != nil {
		return "", false
	}
	i := slices.IndexFunc(clients, func(m Machine) bool { return m.ID == said.Issuer && m.ID != "" })
	if i < 0 {
		return "", false
	}
	if _, err := signed.Verify(clients[i].Key.Key); err != nil {
		return "", false
	}
	expiry := time.Unix(said.Expiry, 0)
	here := slices.Contains(said.Audience, p.Issuer()) || slices.Contains(said.Audience, p.Issuer()+"/token")
	good := said.Subject == said.Issuer && here && said.ID != "" && now.Before(expiry) && expiry.Sub(now) <= assertionTime
	return said.Issuer, good && p.once(said.Issuer+" "+said.ID, expiry, now)
}

package persona

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
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
	Expiry   float64  `json:"exp"` // seconds, which may have a fraction (RFC 7519, 2)
	Begins   float64  `json:"nbf"`
	ID       string   `json:"jti"`
}

// instant is a NumericDate of RFC 7519 as a time, without its fraction.
func instant(seconds float64) time.Time { return time.Unix(int64(seconds), 0) }

const otherName = "client_id is not the one that signed the assertion"

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
	name, why := p.clientOf(form.Get("client_assertion_type"), form.Get("client_assertion"), p.Machines, now)
	if why == "" && form.Has("client_id") && form.Get("client_id") != name {
		why = otherName
	}
	switch {
	case why != "":
		refuse(w, "invalid_client", why)
		return
	case slices.ContainsFunc(form["resource"], func(one string) bool { return strings.TrimSuffix(one, "/") != p.Origin }): // RFC 8707
		refuse(w, "invalid_target", "the resource is the address of this installation")
		return
	case form.Get("scope") != "": // RFC 6749, 3.3
		refuse(w, "invalid_scope", "there are no scopes: what a program may do is bound to its name")
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

// clientOf returns which of some clients has signed an assertion, and why the assertion is not valid; "" if it is. An
// assertion can be used once.
func (p *Provider) clientOf(kind, token string, clients []Machine, now time.Time) (name, why string) {
	if kind != assertionType {
		return "", "client_assertion_type is " + assertionType
	}
	signed, err := jose.ParseSigned(token, machineAlgorithms())
	if err != nil {
		return "", "client_assertion is not a token, or is not signed with ES256, EdDSA or PS256"
	}
	var said assertion // not trusted before the signature is checked
	if json.Unmarshal(signed.UnsafePayloadWithoutVerification(), &said) != nil {
		return "", "the claims of the assertion cannot be read"
	}
	i := slices.IndexFunc(clients, func(m Machine) bool { return m.ID == said.Issuer && m.ID != "" })
	if i < 0 {
		return "", "iss is not one of the clients"
	}
	if _, err := signed.Verify(clients[i].Key.Key); err != nil {
		return "", "another key has signed the assertion"
	}
	return said.Issuer, p.wrongWith(said, now)
}

// wrongWith returns what is wrong with an assertion whose signature is right (RFC 7523, section 3); "" for nothing. It
// counts as used then.
func (p *Provider) wrongWith(said assertion, now time.Time) string {
	expiry := instant(said.Expiry)
	switch {
	case said.Subject != said.Issuer:
		return "sub is not iss"
	case !slices.Contains(said.Audience, p.Issuer()) && !slices.Contains(said.Audience, p.Issuer()+"/token"):
		return "aud is neither this issuer nor its token endpoint"
	case said.ID == "":
		return "jti is missing"
	case !now.Before(expiry):
		return "exp is missing or over"
	case expiry.Sub(now) > assertionTime:
		return "exp is more than 5 minutes ahead"
	case instant(said.Begins).After(now):
		return "nbf is ahead"
	case !p.once(said.Issuer+" "+said.ID, expiry, now):
		return "jti was used before"
	}
	return ""
}

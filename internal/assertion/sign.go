package assertion

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Type is the client_assertion_type of a request for a token.
const Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// lasts is the validity of an assertion. It is sent at once, and valid once.
const lasts = time.Minute

// Audience says which audience an assertion names.
type Audience string

// The audiences. The revision of RFC 7523 requires the issuer, because a malicious server cannot
// make a client name another issuer; some servers accept only the older form, the endpoint.
const (
	ForIssuer   Audience = "issuer"
	ForEndpoint Audience = "token_endpoint"
)

// Known reports whether the audience is valid; "" means ForIssuer.
func (a Audience) Known() bool { return a == "" || a == ForIssuer || a == ForEndpoint }

// Server is the metadata of an authorization server.
type Server struct {
	Issuer, Endpoint string
	// Algorithms are those that it accepts from clients; empty if it does not list them.
	Algorithms []string
}

// For returns the audience of an assertion for a server.
func (a Audience) For(s Server) string {
	if a == ForEndpoint {
		return s.Endpoint
	}
	return s.Issuer
}

// claims are the claims of an assertion (RFC 7523, 3).
type claims struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	ID       string `json:"jti"`
	Issued   int64  `json:"iat"`
	Expiry   int64  `json:"exp"`
}

// Sign returns an assertion of a client for a server, which is valid once and for a minute.
func (k *Key) Sign(client string, to Server, audience Audience, now time.Time) (string, error) {
	i := slices.IndexFunc(k.algorithms, func(a jose.SignatureAlgorithm) bool {
		return len(to.Algorithms) == 0 || slices.Contains(to.Algorithms, string(a))
	})
	if i < 0 {
		return "", errNoneOf
	}
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: k.algorithms[i], Key: jose.JSONWebKey{Key: k.private, KeyID: k.id}}, (&jose.SignerOptions{}).WithType("JWT"),
	)
	if err != nil {
		return "", errors.New("sign assertion: the key is not usable")
	}
	content, err := json.Marshal(claims{
		Issuer: client, Subject: client, Audience: audience.For(to), ID: rand.Text(), Issued: now.Unix(), Expiry: now.Add(lasts).Unix(),
	})
	if err != nil {
		return "", errors.New("sign assertion: it cannot be encoded")
	}
	signed, err := signer.Sign(content)
	if err != nil {
		return "", errors.New("sign assertion: the key is not usable")
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		return "", errors.New("sign assertion: it cannot be encoded")
	}
	return token, nil
}

// Params returns the form fields of an assertion in a request for a token.
func Params(signed string) url.Values {
	return url.Values{"client_assertion_type": {Type}, "client_assertion": {signed}}
}

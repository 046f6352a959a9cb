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

// Type says, in a request for a token, that its client proves itself by an assertion.
const Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// lasts is how long an assertion is good. It is sent at once, and good once.
const lasts = time.Minute

// Audience says what an assertion names as the one that it is for.
type Audience string

// The audiences. The issuer is what RFC 7523 is being changed to ask for, because no
// other server can bring it about that its own name stands there; some servers take only
// the older form.
const (
	ForIssuer   Audience = "issuer"
	ForEndpoint Audience = "token_endpoint"
)

// Known reports whether there is such an audience; "" is ForIssuer.
func (a Audience) Known() bool { return a == "" || a == ForIssuer || a == ForEndpoint }

// Server is an authorization server, as it describes itself.
type Server struct {
	Issuer, Endpoint string
	// Algorithms are those that it takes from its clients; none when it does not say.
	Algorithms []string
}

// For is who an assertion to the server names.
func (a Audience) For(s Server) string {
	if a == ForEndpoint {
		return s.Endpoint
	}
	return s.Issuer
}

// claims are what a client says of itself (RFC 7523, 3).
type claims struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	ID       string `json:"jti"`
	Issued   int64  `json:"iat"`
	Expiry   int64  `json:"exp"`
}

// Sign makes an assertion of a client for a server, which is good once and for a minute.
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
		return "", errors.New("sign assertion: the key cannot")
	}
	said, err := json.Marshal(claims{
		Issuer: client, Subject: client, Audience: audience.For(to), ID: rand.Text(), Issued: now.Unix(), Expiry: now.Add(lasts).Unix(),
	})
	if err != nil {
		return "", errors.New("sign assertion: it cannot be written")
	}
	signed, err := signer.Sign(said)
	if err != nil {
		return "", errors.New("sign assertion: the key cannot")
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		return "", errors.New("sign assertion: it cannot be written")
	}
	return token, nil
}

// Params are what an assertion adds to a request for a token.
func Params(signed string) url.Values {
	return url.Values{"client_assertion_type": {Type}, "client_assertion": {signed}}
}

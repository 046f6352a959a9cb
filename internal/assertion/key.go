// Package assertion authenticates a client to an authorization server, by a short statement that
// the client signs with its own key (private_key_jwt: OpenID Connect Core 1.0, 9, and RFC 7523).
// It reads and makes such keys. It makes no network requests, keeps no shared secret, and never
// writes a key into an error or a log.
package assertion

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"regexp"

	"github.com/go-jose/go-jose/v4"
)

// rsaBits is the shortest RSA key that is used (RFC 7518, 3.3).
const rsaBits = 2048

var (
	errNoKey  = errors.New("it is not a private key in PEM (PKCS #8), as homeward keys client makes one")
	errKind   = errors.New("its key is neither of P-256, P-384 or P-521, nor Ed25519, nor RSA of 2048 bits or more")
	errKeyID  = errors.New("its key_id is not an identifier")
	errNoneOf = errors.New("the provider takes no signature that such a key can make")
)

// isKeyID is what a key may be called: it stands in the head of what it signs.
var isKeyID = regexp.MustCompile(`^[A-Za-z0-9._~:/+=-]{1,128}$`)

// Key is the private key of a client. It can be used by many at once.
type Key struct {
	private    crypto.Signer
	id         string
	algorithms []jose.SignatureAlgorithm // that it can sign with, the best first
}

// Parse reads a private key in PEM (PKCS #8). id is what the provider calls the key; "" takes
// the thumbprint of its public half (RFC 7638). An error repeats nothing that stands there.
func Parse(content []byte, id string) (*Key, error) {
	block, _ := pem.Decode(content)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, errNoKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errNoKey // its text may quote the key
	}
	k := &Key{id: id}
	switch private := parsed.(type) {
	case *ecdsa.PrivateKey:
		k.private = private
		switch private.Curve {
		case elliptic.P256():
			k.algorithms = []jose.SignatureAlgorithm{jose.ES256}
		case elliptic.P384():
			k.algorithms = []jose.SignatureAlgorithm{jose.ES384}
		case elliptic.P521():
			k.algorithms = []jose.SignatureAlgorithm{jose.ES512}
		default:
			return nil, errKind
		}
	case ed25519.PrivateKey:
		k.private, k.algorithms = private, []jose.SignatureAlgorithm{jose.EdDSA}
	case *rsa.PrivateKey:
		if private.N.BitLen() < rsaBits {
			return nil, errKind
		}
		k.private, k.algorithms = private, []jose.SignatureAlgorithm{jose.PS256, jose.RS256}
	default:
		return nil, errKind
	}
	if id != "" {
		if !isKeyID.MatchString(id) {
			return nil, errKeyID
		}
		return k, nil
	}
	public := k.Public()
	sum, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, errKind
	}
	k.id = base64.RawURLEncoding.EncodeToString(sum)
	return k, nil
}

// Make makes a new key of P-256, as Parse reads it.
func Make() ([]byte, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	content, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, errors.New("make key: it cannot be written down")
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: content}), nil
}

// Public is the half of the key that the provider is given.
func (k *Key) Public() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.private.Public(), KeyID: k.id, Algorithm: string(k.algorithms[0]), Use: "sig"}
}

// String gives no key away.
func (*Key) String() string { return "[redacted]" }

// GoString gives no key away.
func (*Key) GoString() string { return "[redacted]" }

// LogValue gives no key away.
func (*Key) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// MarshalText gives no key away.
func (*Key) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// Package assertion authenticates a client at an authorization server with a short statement that
// the client signs with its own key (private_key_jwt: OpenID Connect Core 1.0, 9, and RFC 7523).
// It reads and makes such keys. It sends no requests, uses no shared secrets, and never writes a
// key to an error or a log.
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
	errNoKey  = errors.New("it is not a private key in PEM (PKCS #8); make one with: homeward keys client")
	errKind   = errors.New("the kind of key is not supported; use P-256, P-384, P-521, Ed25519, or RSA of 2048 bits or more")
	errKeyID  = errors.New("its key_id is not an identifier")
	errNoneOf = errors.New("the provider accepts no signature algorithm of this key")
)

// isKeyID matches the ID of a key, which is in the header of each signature.
var isKeyID = regexp.MustCompile(`^[A-Za-z0-9._~:/+=-]{1,128}$`)

// Key is the private key of a client. It is safe for concurrent use.
type Key struct {
	private    crypto.Signer
	id         string
	algorithms []jose.SignatureAlgorithm // that it can sign with, the best first
}

// Parse parses a private key in PEM (PKCS #8). id is the provider's ID of the key; "" means the
// thumbprint of its public half (RFC 7638). Errors never repeat the content.
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

// Make returns a new P-256 key in PEM, as Parse reads it.
func Make() ([]byte, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	content, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, errors.New("make key: it cannot be encoded")
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: content}), nil
}

// Public returns the public half of the key, for the provider.
func (k *Key) Public() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.private.Public(), KeyID: k.id, Algorithm: string(k.algorithms[0]), Use: "sig"}
}

// String never reveals the key.
func (*Key) String() string { return "[redacted]" }

// GoString never reveals the key.
func (*Key) GoString() string { return "[redacted]" }

// LogValue never reveals the key.
func (*Key) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// MarshalText never reveals the key.
func (*Key) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

package identity

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"golang.org/x/sync/singleflight"
)

// How long keys of a provider are trusted.
const (
	// keysFresh is how long keys are used before they are fetched again, unless one is missing.
	keysFresh = 15 * time.Minute
	// keysStale is how long keys are used if the provider does not respond.
	keysStale = time.Hour
	// refetchPause is the shortest time between two fetches, so that tokens with invalid signatures
	// cannot make us fetch keys all the time.
	refetchPause = 10 * time.Second
	// rsaBits is the length of the shortest RSA key that is accepted (RFC 7518, 3.3).
	rsaBits = 2048
)

var (
	errNoKey   = errors.New("the token is not signed with a key of the provider")
	errNoToken = errors.New("not a signed token")
	errNoKeys  = errors.New("the provider's keys are not available")
)

// keySet caches the public keys of a provider. It is safe for concurrent use.
//
// It is used in place of go-oidc's RemoteKeySet, which fetches the keys again for every token that no
// cached key verifies, without a limit, and keeps cached keys for ever, so that a key that the provider
// has withdrawn stays trusted as long as tokens are signed with it. It also accepts short RSA keys, and
// keys for encryption.
type keySet struct {
	url    string
	client *http.Client
	now    func() time.Time
	group  singleflight.Group

	mu    sync.Mutex
	keys  []jose.JSONWebKey
	at    time.Time // of keys
	asked time.Time
}

// VerifySignature returns the payload of a token if one of the keys has signed it. The caller,
// go-oidc's verifier, checks the permitted algorithms.
func (k *keySet) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	all := make([]jose.SignatureAlgorithm, 0, len(signingAlgorithms()))
	for _, one := range signingAlgorithms() {
		all = append(all, jose.SignatureAlgorithm(one))
	}
	signed, err := jose.ParseSignedCompact(token, all) // the compact form with exactly one signature
	if err != nil || len(signed.Signatures) != 1 {
		return nil, errNoToken
	}
	keys, err := k.current(ctx, false)
	if err != nil {
		return nil, err
	}
	if said, ok := verify(signed, keys); ok {
		return said, nil
	}
	if keys, err = k.current(ctx, true); err != nil {
		return nil, err
	}
	if said, ok := verify(signed, keys); ok {
		return said, nil
	}
	return nil, errNoKey
}

func verify(signed *jose.JSONWebSignature, keys []jose.JSONWebKey) ([]byte, bool) {
	header := signed.Signatures[0].Header
	for _, key := range keys {
		if header.KeyID != "" && header.KeyID != key.KeyID || key.Algorithm != "" && key.Algorithm != header.Algorithm {
			continue
		}
		if said, err := signed.Verify(key.Key); err == nil {
			return said, true
		}
	}
	return nil, false
}

// current returns the keys. It fetches them if they are old, or if one is missing and the last fetch is
// not recent.
func (k *keySet) current(ctx context.Context, missing bool) ([]jose.JSONWebKey, error) {
	k.mu.Lock()
	now := k.now()
	keys, age, rested := k.keys, now.Sub(k.at), now.Sub(k.asked) >= refetchPause
	k.mu.Unlock()
	if rested && (missing || len(keys) == 0 || age >= keysFresh) {
		ctx = context.WithoutCancel(ctx)
		_, _, _ = k.group.Do("", func() (any, error) {
			ctx, cancel := context.WithTimeout(ctx, providerTimeout)
			defer cancel()
			k.fetch(ctx)
			return nil, nil
		})
		k.mu.Lock()
		keys, age = k.keys, k.now().Sub(k.at)
		k.mu.Unlock()
	}
	if len(keys) == 0 || age >= keysStale {
		return nil, errNoKeys
	}
	return keys, nil
}

// fetch fetches the keys. If that fails, the old ones stay.
func (k *keySet) fetch(ctx context.Context) {
	keys, err := k.read(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.asked = k.now()
	if err == nil {
		k.keys, k.at = keys, k.asked
	}
}

func (k *keySet) read(ctx context.Context) ([]jose.JSONWebKey, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url, http.NoBody)
	if err != nil {
		return nil, errNoKeys
	}
	answer, err := k.client.Do(r)
	if err != nil {
		return nil, errNoKeys
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, errNoKeys
	}
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&set); err != nil {
		return nil, errNoKeys
	}
	return publicKeys(set.Keys), nil
}

// publicKeys returns the keys for checking signatures among those that a provider publishes. A key that
// cannot be read is skipped, because it may be of a kind that is not needed here.
func publicKeys(all []json.RawMessage) []jose.JSONWebKey {
	var out []jose.JSONWebKey
	for _, raw := range all {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(raw) != nil || !key.Valid() || !key.IsPublic() || key.Use != "" && key.Use != "sig" {
			continue
		}
		switch public := key.Key.(type) {
		case *ecdsa.PublicKey, ed25519.PublicKey:
			out = append(out, key)
		case *rsa.PublicKey:
			if public.N.BitLen() >= rsaBits {
				out = append(out, key)
			}
		}
	}
	return out
}

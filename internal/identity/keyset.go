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

// How long keys of a provider are believed.
const (
	// keysFresh is how long they are not asked for again, unless one is missing.
	keysFresh = 15 * time.Minute
	// keysStale is how long they are believed when the provider does not answer.
	keysStale = time.Hour
	// keysPause lies between two times of asking: a token that nobody has signed must not
	// make us ask.
	keysPause = 10 * time.Second
	// rsaBits is the shortest RSA key that is believed (RFC 7518, 3.3).
	rsaBits = 2048
)

var (
	errNoKey   = errors.New("no key of the provider has signed this")
	errNoToken = errors.New("not a signed token")
	errNoKeys  = errors.New("the provider's keys cannot be had")
)

// keySet holds the public keys of a provider. It can be used by many at once.
type keySet struct {
	url    string
	client *http.Client
	now    func() time.Time
	flight singleflight.Group

	mu    sync.Mutex
	keys  []jose.JSONWebKey
	at    time.Time // of keys
	asked time.Time
}

// VerifySignature gives what a token says when one of the keys has signed it. Which
// algorithms may be used the verifier has said before.
func (k *keySet) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	all := make([]jose.SignatureAlgorithm, 0, len(signing()))
	for _, one := range signing() {
		all = append(all, jose.SignatureAlgorithm(one))
	}
	signed, err := jose.ParseSignedCompact(token, all) // one signature, and no other way of writing it
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

// current gives the keys, and asks for them when they are old, or when one is missing.
func (k *keySet) current(ctx context.Context, missing bool) ([]jose.JSONWebKey, error) {
	k.mu.Lock()
	now := k.now()
	keys, age, rested := k.keys, now.Sub(k.at), now.Sub(k.asked) >= keysPause
	k.mu.Unlock()
	if rested && (missing || len(keys) == 0 || age >= keysFresh) {
		ctx = context.WithoutCancel(ctx)
		_, _, _ = k.flight.Do("", func() (any, error) {
			ctx, cancel := context.WithTimeout(ctx, providerPatience)
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

// fetch asks for the keys. When they cannot be had, those of before stay.
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

// publicKeys keeps of what a provider publishes the keys to check signatures with. One that
// cannot be read is passed over: it may be of a kind that we need not know.
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

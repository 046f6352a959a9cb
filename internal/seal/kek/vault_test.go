package kek_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
	"example.org/homeward/internal/seal/sealtest"
)

// transit is the part of a Vault's transit engine that is used, as its documentation describes it: a
// key with versions, of which the newest encrypts.
type transit struct {
	*httptest.Server

	mu       sync.Mutex
	token    string
	versions [][]byte
	least    int // the oldest version that still decrypts, from 1
	status   int // if not 0, every answer has this status
	asked    int
	slow     time.Duration
}

func newTransit(tb testing.TB) *transit {
	tb.Helper()
	v := &transit{token: "s.first-token", least: 1}
	v.rotate()
	v.Server = httptest.NewTLSServer(http.HandlerFunc(v.serve))
	tb.Cleanup(v.Close)
	return v
}

// rotate makes a new version of the key.
func (v *transit) rotate() {
	v.mu.Lock()
	defer v.mu.Unlock()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	v.versions = append(v.versions, key)
}

func (v *transit) set(change func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	change()
}

func (v *transit) serve(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked++
	say := func(status int, body any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(body)
	}
	problem := func(status int, text string) { say(status, map[string]any{"errors": []string{text}}) }
	var in struct {
		Plaintext  string `json:"plaintext"`
		Ciphertext string `json:"ciphertext"`
		Associated string `json:"associated_data"`
	}
	err := json.NewDecoder(r.Body).Decode(&in)
	select {
	case <-time.After(v.slow):
	case <-r.Context().Done():
	}
	switch {
	case v.status != 0:
		problem(v.status, "as the test wants it, about "+in.Plaintext)
	case r.Header.Get("X-Vault-Token") != v.token:
		problem(http.StatusForbidden, "permission denied")
	case err != nil || r.Method != http.MethodPut && r.Method != http.MethodPost:
		problem(http.StatusBadRequest, "cannot be read")
	case r.URL.Path == "/v1/team/transit/encrypt/homeward":
		plain, _ := base64.StdEncoding.DecodeString(in.Plaintext)
		ad, _ := base64.StdEncoding.DecodeString(in.Associated)
		sealed := v.cipher(len(v.versions)).Seal(nil, nil, plain, ad)
		say(http.StatusOK, map[string]any{"data": map[string]any{
			"ciphertext": fmt.Sprintf("vault:v%d:%s", len(v.versions), base64.StdEncoding.EncodeToString(sealed)), "key_version": len(v.versions),
		}})
	case r.URL.Path == "/v1/team/transit/decrypt/homeward":
		var version int
		var text string
		_, err := fmt.Sscanf(strings.ReplaceAll(in.Ciphertext, ":", " "), "vault v%d %s", &version, &text)
		sealed, _ := base64.StdEncoding.DecodeString(text)
		ad, _ := base64.StdEncoding.DecodeString(in.Associated)
		if err != nil || version < v.least || version > len(v.versions) {
			problem(http.StatusBadRequest, "ciphertext or signature version is disallowed by policy (too old): "+in.Ciphertext)
			return
		}
		plain, err := v.cipher(version).Open(nil, nil, sealed, ad)
		if err != nil {
			problem(http.StatusBadRequest, "cipher: message authentication failed: "+in.Ciphertext)
			return
		}
		say(http.StatusOK, map[string]any{"data": map[string]any{"plaintext": base64.StdEncoding.EncodeToString(plain)}})
	default:
		problem(http.StatusNotFound, "no handler for route")
	}
}

func (v *transit) cipher(version int) cipher.AEAD {
	block, _ := aes.NewCipher(v.versions[version-1])
	aead, _ := cipher.NewGCMWithRandomNonce(block)
	return aead
}

// options returns the options of a process that uses the Vault.
func (v *transit) options(tb testing.TB) kek.Options {
	tb.Helper()
	ca := filepath.Join(tb.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: v.Certificate().Raw})
	require.NoError(tb, os.WriteFile(ca, text, 0o600))
	return kek.Options{Key: "vault:team/transit/homeward", Vault: kek.Vault{Address: v.URL, Token: v.token, CACert: ca}}
}

func (v *transit) keks(tb testing.TB) seal.KEKs {
	tb.Helper()
	keks, err := kek.Open(v.options(tb))
	require.NoError(tb, err)
	return keks
}

const name = "a certain name"

var place = seal.Place{Subject: "case/a", Column: "people.name"}

func TestAVaultWrapsKeysets(t *testing.T) {
	t.Parallel()
	v := newTransit(t)
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: v.keks(t)})
	sealed, err := box.Seal(t.Context(), place, []byte(name))
	require.NoError(t, err)
	require.NoError(t, box.Prefetch(t.Context(), "case/a"))
	asked := v.asked
	for range 10 {
		plain, err := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: v.keks(t)}).Open(t.Context(), place, sealed)
		require.NoError(t, err)
		require.Equal(t, name, string(plain))
	}
	require.Equal(t, asked+10, v.asked, "each process asks once")
	found, err := store.FindKeys(t.Context(), []seal.Subject{"case/a"})
	require.NoError(t, err)
	require.Equal(t, "vault:team/transit/homeward:v1", found["case/a"].KEK)
	require.True(t, bytes.Contains(found["case/a"].Keyset, []byte("vault:v1:")))

	store.Set("case/b", found["case/a"])
	_, err = box.Seal(t.Context(), seal.Place{Subject: "case/b"}, []byte(name))
	require.ErrorIs(t, err, seal.ErrKEK, "a keyset cannot be given to another subject")
}

func TestAVaultThatRotates(t *testing.T) {
	t.Parallel()
	v := newTransit(t)
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: v.keks(t)})
	sealed, err := box.Seal(t.Context(), place, []byte(name))
	require.NoError(t, err)
	yesterday := store.Copy()
	v.rotate()
	done, err := seal.Rotation{Store: store, KEKs: v.keks(t), Now: time.Now}.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, done.Wrapped)
	found, err := store.FindKeys(t.Context(), []seal.Subject{"case/a"})
	require.NoError(t, err)
	require.Equal(t, "vault:team/transit/homeward:v2", found["case/a"].KEK)
	done, err = seal.Rotation{Store: store, KEKs: v.keks(t), Now: time.Now}.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Rotated{Unchanged: 1}, done)

	v.set(func() { v.least = 2 }) // min_decryption_version: keysets wrapped with older versions are lost
	plain, err := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: v.keks(t)}).Open(t.Context(), place, sealed)
	require.NoError(t, err)
	require.Equal(t, name, string(plain))
	_, err = sealtest.With(t, seal.KeyedOptions{Store: yesterday, KEKs: v.keks(t)}).Open(t.Context(), place, sealed)
	require.ErrorIs(t, err, seal.ErrKEK, "yesterday's backup opens nothing any more")
}

func TestWhatAVaultMayAnswer(t *testing.T) {
	t.Parallel()
	for answer, tt := range map[string]struct {
		change func(*transit)
		want   fault.Code
	}{
		"sealed":                  {func(v *transit) { v.status = http.StatusServiceUnavailable }, fault.Unavailable},
		"broken":                  {func(v *transit) { v.status = http.StatusInternalServerError }, fault.Unavailable},
		"no leave":                {func(v *transit) { v.token = "s.another" }, fault.Unavailable},
		"no such key":             {func(v *transit) { v.status = http.StatusNotFound }, fault.Unavailable},
		"elsewhere":               {func(v *transit) { v.status = http.StatusTemporaryRedirect }, fault.Unavailable},
		"no answer in time":       {func(v *transit) { v.slow = time.Minute }, fault.Unavailable},
		"not what it has wrapped": {func(v *transit) { v.status = http.StatusBadRequest }, fault.Unknown},
	} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			v := newTransit(t)
			box := sealtest.With(t, seal.KeyedOptions{KEKs: v.keks(t)})
			_, err := box.Seal(t.Context(), place, []byte(name))
			require.NoError(t, err)
			v.set(func() { tt.change(v) })
			began := time.Now()
			_, err = box.Seal(t.Context(), seal.Place{Subject: "case/b"}, []byte(name))
			require.Error(t, err)
			require.Equal(t, tt.want, fault.CodeOf(err))
			require.Less(t, time.Since(began), 8*time.Second)
			require.NotContains(t, err.Error(), "as the test wants it", "nothing of the answer is repeated")
			require.NotContains(t, err.Error(), v.URL)
			require.NotContains(t, err.Error(), "s.first-token")
			_, err = box.Seal(t.Context(), place, []byte(name))
			require.NoError(t, err, "who is warm goes on")
		})
	}
}

func TestAVaultThatIsGone(t *testing.T) {
	t.Parallel()
	v := newTransit(t)
	keks := v.keks(t)
	v.Close()
	_, err := sealtest.With(t, seal.KeyedOptions{KEKs: keks}).Seal(t.Context(), place, []byte(name))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = keks.Now.EncryptWithContext(ended, []byte(name), nil)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
}

func TestATokenThatIsRenewedIsReadAgain(t *testing.T) {
	t.Parallel()
	v := newTransit(t)
	o := v.options(t)
	o.Vault.Token, o.Vault.TokenFile = "", filepath.Join(t.TempDir(), "token")
	_, err := kek.Open(o)
	require.ErrorContains(t, err, "token")
	require.NoError(t, os.WriteFile(o.Vault.TokenFile, []byte("s.first-token\n"), 0o600))
	keks, err := kek.Open(o)
	require.NoError(t, err)
	_, err = keks.Now.EncryptWithContext(t.Context(), []byte(name), nil)
	require.NoError(t, err)
	v.set(func() { v.token = "s.second-token" })
	_, err = keks.Now.EncryptWithContext(t.Context(), []byte(name), nil)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.NoError(t, os.WriteFile(o.Vault.TokenFile, []byte("s.second-token\n"), 0o600))
	_, err = keks.Now.EncryptWithContext(t.Context(), []byte(name), nil)
	require.NoError(t, err)
}

func TestAVaultIsReachedSafelyOrNotAtAll(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://vault.example:8200": true, "http://127.0.0.1:8200": true, "http://localhost:8200": true, "http://[::1]:8200": true,
		"http://vault.example:8200": false, "http://127.0.0.1.example:8200": false, "": false, "vault.example": false, "unix:///run/vault": false,
	} {
		_, err := kek.Open(kek.Options{Key: "vault:transit/homeward", Vault: kek.Vault{Address: address}})
		require.Equal(t, want, err == nil, address)
	}
	v := newTransit(t)
	o := v.options(t)
	o.Vault.CACert = "" // the system does not know its certificate
	keks, err := kek.Open(o)
	require.NoError(t, err)
	_, err = keks.Now.EncryptWithContext(t.Context(), []byte(name), nil)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.Zero(t, v.asked)
	o.Vault.CACert = "/nowhere"
	_, err = kek.Open(o)
	require.ErrorContains(t, err, "certificates")
}

func BenchmarkUnwrapFromVault(b *testing.B) {
	v := newTransit(b)
	box := sealtest.With(b, seal.KeyedOptions{KEKs: v.keks(b)})
	sealed, err := box.Seal(b.Context(), place, []byte(name))
	require.NoError(b, err)
	for b.Loop() {
		box.Forget("case/a")
		_, _ = box.Open(b.Context(), place, sealed)
	}
}

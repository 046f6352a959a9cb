package assertion_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/assertion"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func written(tb testing.TB, key any) []byte {
	tb.Helper()
	content, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(tb, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: content})
}

func curve(tb testing.TB, c elliptic.Curve) crypto.Signer {
	tb.Helper()
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	require.NoError(tb, err)
	return key
}

func TestAClientSignsForItself(t *testing.T) {
	t.Parallel()
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	server := assertion.Server{Issuer: "https://id.example", Endpoint: "https://id.example/token"}
	for name, tt := range map[string]struct {
		key   any
		takes []string
		want  jose.SignatureAlgorithm
	}{
		"P-256":                   {key: curve(t, elliptic.P256()), want: jose.ES256},
		"P-384":                   {key: curve(t, elliptic.P384()), want: jose.ES384},
		"P-521":                   {key: curve(t, elliptic.P521()), want: jose.ES512},
		"Ed25519":                 {key: edwards, want: jose.EdDSA},
		"RSA":                     {key: long, want: jose.PS256},
		"RSA, where PS256 is not": {key: long, takes: []string{"RS256"}, want: jose.RS256},
		"RSA, where both are":     {key: long, takes: []string{"RS256", "PS256"}, want: jose.PS256},
	} {
		key, err := assertion.Parse(written(t, tt.key), "")
		require.NoError(t, err, name)
		server.Algorithms = tt.takes
		token, err := key.Sign("case-register", server, "", noon)
		require.NoError(t, err, name)
		parsed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{tt.want})
		require.NoError(t, err, name)
		require.Equal(t, key.Public().KeyID, parsed.Signatures[0].Header.KeyID)
		require.NotEmpty(t, key.Public().KeyID)
		raw, err := parsed.Verify(key.Public().Key)
		require.NoError(t, err, name)
		var said map[string]any
		require.NoError(t, json.Unmarshal(raw, &said))
		require.NotEmpty(t, said["jti"])
		delete(said, "jti")
		require.Equal(t, map[string]any{
			"iss": "case-register", "sub": "case-register", "aud": "https://id.example", "iat": float64(noon.Unix()), "exp": float64(noon.Unix() + 60),
		}, said)
		public := key.Public()
		require.True(t, public.IsPublic())

		again, err := key.Sign("case-register", server, assertion.ForEndpoint, noon)
		require.NoError(t, err)
		other, err := jose.ParseSignedCompact(again, []jose.SignatureAlgorithm{tt.want})
		require.NoError(t, err)
		require.Contains(t, string(other.UnsafePayloadWithoutVerification()), `"aud":"https://id.example/token"`)
		require.NotEqual(t, token, again)

		server.Algorithms = []string{"HS256", "none"}
		_, err = key.Sign("case-register", server, "", noon)
		require.ErrorContains(t, err, "accepts no signature algorithm of this key")
		for _, shown := range []string{fmt.Sprintf("%v %+v %#v %s", key, key, key, key), log(key), text(t, key)} {
			require.NotContains(t, shown, "PRIVATE")
			require.Contains(t, shown, "redacted")
		}
	}
	require.True(t, assertion.Audience("issuer").Known())
	require.False(t, assertion.Audience("https://id.example").Known())
}

func log(key *assertion.Key) string {
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", slog.Any("key", key))
	return b.String()
}

func text(tb testing.TB, key *assertion.Key) string {
	tb.Helper()
	raw, err := json.Marshal(key)
	require.NoError(tb, err)
	return string(raw)
}

func TestAKeyThatIsNone(t *testing.T) {
	t.Parallel()
	good, err := assertion.Make()
	require.NoError(t, err)
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	for name, content := range map[string][]byte{
		"nothing": nil, "words": []byte("hunter2"), "a cut one": good[:len(good)/2], "a short one": written(t, short),
		"P-224":    written(t, curve(t, elliptic.P224())),
		"a public": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")}),
		"no key":   pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("hunter2")}),
	} {
		_, err := assertion.Parse(content, "")
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "hunter2")
	}
	for _, id := range []string{"two words", "\n", string(bytes.Repeat([]byte("x"), 200))} {
		_, err = assertion.Parse(good, id)
		require.Error(t, err)
	}
	named, err := assertion.Parse(good, "2026-03")
	require.NoError(t, err)
	require.Equal(t, "2026-03", named.Public().KeyID)
}

func TestAKeyFileIsPrivate(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key.pem")
	_, err := assertion.ReadPrivate(file)
	require.ErrorIs(t, err, assertion.ErrNoFile)
	require.NoError(t, assertion.MakeFile(file))
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	content, err := assertion.ReadPrivate(file)
	require.NoError(t, err)
	_, err = assertion.Parse(content, "")
	require.NoError(t, err)
	require.ErrorIs(t, assertion.MakeFile(file), fs.ErrExist, "an existing file is not changed")
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o660} {
		require.NoError(t, os.Chmod(file, mode))
		_, err = assertion.ReadPrivate(file)
		require.ErrorIs(t, err, assertion.ErrLooseFile)
	}
	_, err = assertion.ReadPrivate(t.TempDir())
	require.Error(t, err)
	large := filepath.Join(t.TempDir(), "large")
	require.NoError(t, os.WriteFile(large, make([]byte, 1<<20), 0o600))
	_, err = assertion.ReadPrivate(large)
	require.Error(t, err)
}

// Any content leads to a key that can sign, or to an error that does not repeat the content.
func FuzzParse(f *testing.F) {
	good, err := assertion.Make()
	require.NoError(f, err)
	f.Add(good)
	f.Add(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY"}))
	f.Add([]byte("s3cretword"))
	f.Fuzz(func(t *testing.T, content []byte) {
		key, err := assertion.Parse(content, "")
		if err != nil {
			require.NotContains(t, err.Error(), "s3cretword")
			return
		}
		_, err = key.Sign("x", assertion.Server{Issuer: "https://id.example"}, "", noon)
		require.NoError(t, err)
	})
}

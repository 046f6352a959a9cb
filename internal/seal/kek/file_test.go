package kek_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
	"example.org/homeward/internal/seal/sealtest"
)

var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

func made(tb testing.TB, development bool) (path, name string) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), "kek.json")
	name, err := kek.MakeFile(path, day, development)
	require.NoError(tb, err)
	return path, name
}

func TestAKeyThatWasMadeOpensAgain(t *testing.T) {
	t.Parallel()
	path, name := made(t, false)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
	require.Regexp(t, `^file:[0-9a-f]{8}$`, name)
	for range 2 {
		keks, err := kek.Open(kek.Options{Key: "file:" + path})
		require.NoError(t, err)
		require.Equal(t, name, keks.Now.Name())
		require.Equal(t, name, keks.Now.Under(nil))
	}
	require.NoError(t, os.Chmod(path, 0o400))
	_, err = kek.OpenFile(path, false)
	require.NoError(t, err, "whoever mounts it may take the leave to write away")
}

func TestAKeyIsNeverWrittenOver(t *testing.T) {
	t.Parallel()
	path, _ := made(t, false)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	_, err = kek.MakeFile(path, day, false)
	require.ErrorIs(t, err, os.ErrExist)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestKeyFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	good, _ := made(t, false)
	text, err := os.ReadFile(good)
	require.NoError(t, err)
	secret := secretOf(t, string(text))
	changed := func(from, to string) func(tb testing.TB, path string) {
		return func(tb testing.TB, path string) {
			tb.Helper()
			bent := strings.Replace(string(text), from, to, 1)
			require.NotEqual(tb, string(text), bent)
			require.NoError(tb, os.WriteFile(path, []byte(bent), 0o600))
		}
	}
	written := func(text string, mode os.FileMode) func(tb testing.TB, path string) {
		return func(tb testing.TB, path string) {
			tb.Helper()
			require.NoError(tb, os.WriteFile(path, []byte(text), 0o600))
			require.NoError(tb, os.Chmod(path, mode)) // with any umask
		}
	}
	cases := map[string]struct {
		make func(tb testing.TB, path string)
		want error
	}{
		"missing":           {func(testing.TB, string) {}, kek.ErrNoFile},
		"a group may read":  {written(string(text), 0o640), kek.ErrLooseFile},
		"all may read":      {written(string(text), 0o604), kek.ErrLooseFile},
		"all may write":     {written(string(text), 0o602), kek.ErrLooseFile},
		"a program":         {written(string(text), 0o700), kek.ErrLooseFile},
		"empty":             {written("", 0o600), kek.ErrNotAKey},
		"something else":    {written("hunter two "+secret, 0o600), kek.ErrNotAKey},
		"other JSON":        {written(`{"keyset": "`+secret+`"}`, 0o600), kek.ErrNotAKey},
		"too large":         {written(string(text)+strings.Repeat(" ", 64<<10), 0o600), kek.ErrNotAKey},
		"not said what":     {changed("key-encryption key", "key"), kek.ErrNotAKey},
		"no key in it":      {changed(secret, ""), kek.ErrNotAKey},
		"half a key":        {changed(secret, secret[:len(secret)/2]), kek.ErrNotAKey},
		"a key turned off":  {changed("ENABLED", "DISABLED"), kek.ErrNotAKey},
		"of another kind":   {changed("AesGcmKey", "HmacKey"), kek.ErrNotAKey},
		"another's primary": {changed(`"primaryKeyId":`, `"primaryKeyId":1`), kek.ErrNotAKey},
		"a directory":       {func(tb testing.TB, path string) { tb.Helper(); require.NoError(tb, os.Mkdir(path, 0o700)) }, kek.ErrNotAKey},
		"a pipe":            {func(tb testing.TB, path string) { tb.Helper(); require.NoError(tb, syscall.Mkfifo(path, 0o600)) }, kek.ErrNotAKey},
		"made for practice": {func(tb testing.TB, path string) {
			tb.Helper()
			_, err := kek.MakeFile(path, day, true)
			require.NoError(tb, err)
		}, kek.ErrDevelopment},
		"somebody else's": {func(tb testing.TB, path string) { tb.Helper(); written(string(text), 0o600)(tb, path); other(tb, path) }, kek.ErrLooseFile},
		"behind a loose one": {func(tb testing.TB, path string) {
			tb.Helper()
			loose := path + "x"
			written(string(text), 0o644)(tb, loose)
			require.NoError(tb, os.Symlink(loose, path))
		}, kek.ErrLooseFile},
	}
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "kek.json")
			tt.make(t, path)
			_, err := kek.OpenFile(path, false)
			require.ErrorIs(t, err, tt.want)
			require.NotContains(t, err.Error(), secret)
			require.NotContains(t, err.Error(), "hunter")
		})
	}
}

// other changes the owner of a file; only root can.
func other(tb testing.TB, path string) {
	tb.Helper()
	if os.Geteuid() != 0 {
		require.NoError(tb, os.Chmod(path, 0o644)) // the nearest that other accounts can see
		return
	}
	require.NoError(tb, os.Chown(path, 12345, 12345))
}

// secretOf returns the secret part of a key file.
func secretOf(tb testing.TB, text string) string {
	tb.Helper()
	const before = `"value": "`
	_, rest, ok := strings.Cut(strings.ReplaceAll(text, `"value":"`, before), before)
	require.True(tb, ok, "the file holds a key")
	secret, _, _ := strings.Cut(rest, `"`)
	require.Greater(tb, len(secret), 40)
	return secret
}

func TestAKeyMadeForDevelopmentIsTakenThere(t *testing.T) {
	t.Parallel()
	path, name := made(t, true)
	keks, err := kek.Open(kek.Options{Key: "file:" + path, Development: true})
	require.NoError(t, err)
	require.Equal(t, name, keks.Now.Name())
}

func TestNamesOfKeys(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"file:/run/secrets/kek": true, "file:kek": true, "vault:transit/homeward": true, "vault:teams/a/transit/homeward": true,
		"": false, "file:": false, "vault:": false, "vault:homeward": false, "vault:transit/../homeward": false, "vault:transit/homeward?x": false, "vault:../homeward": false, "/run/secrets/kek": false, "gcp-kms://x": false,
	} {
		require.Equal(t, want, kek.Valid(name), name)
		if !want {
			_, err := kek.Open(kek.Options{Key: name})
			require.Error(t, err, name)
		}
	}
}

// Formatting a key in any way prints nothing secret.
func TestAKeyIsNotPrinted(t *testing.T) {
	t.Parallel()
	path, _ := made(t, false)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	keks, err := kek.Open(kek.Options{Key: "file:" + path})
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(verb, keks.Now), secretOf(t, string(text)), verb)
	}
}

func TestAKeyTakesOverFromAnother(t *testing.T) {
	t.Parallel()
	old, _ := made(t, false)
	young, _ := made(t, false)
	store := &sealtest.Store{}
	open := func(key string, formerly ...string) *seal.Keyed {
		keks, err := kek.Open(kek.Options{Key: key, Formerly: formerly})
		require.NoError(t, err)
		return sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: keks})
	}
	place := seal.Place{Subject: "case/a", Column: "people.name"}
	sealed, err := open("file:"+old).Seal(t.Context(), place, []byte("a name"))
	require.NoError(t, err)
	_, err = open("file:"+young).Open(t.Context(), place, sealed)
	require.ErrorIs(t, err, seal.ErrKEK)
	plain, err := open("file:"+young, "file:"+old).Open(t.Context(), place, sealed)
	require.NoError(t, err)
	require.Equal(t, "a name", string(plain))
}

func FuzzOpenFile(f *testing.F) {
	path, _ := made(f, false)
	text, err := os.ReadFile(path)
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(`{"homeward":"key-encryption key","keyset":{}}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "kek.json")
		require.NoError(t, os.WriteFile(path, text, 0o600))
		key, err := kek.OpenFile(path, false)
		if err != nil {
			return
		}
		sealed, err := key.EncryptWithContext(t.Context(), []byte("plain"), nil)
		require.NoError(t, err, "what opens can be used")
		require.NotContains(t, string(sealed), "plain")
	})
}

package config_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/config"
)

const password = "hunter-two"

func from(vars map[string]string) config.Lookup {
	return func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
}

func all() config.Needs { return config.Needs{Database: true, Temporal: true, Keys: true} }

func good() map[string]string {
	return map[string]string{
		"DATABASE_URL": "postgres://app:" + password + "@db:5432/homeward", "TEMPORAL_ADDRESS": "temporal:7233",
		"HOMEWARD_KEK": "file:/run/secrets/kek", "HOMEWARD_KEY_LOG": "/var/lib/homeward/erased.log",
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := config.FromEnv(from(good()), all())
	require.NoError(t, err)
	require.Equal(t, "temporal:7233", c.Temporal.HostPort)
	require.Equal(t, "homeward", c.Temporal.Namespace)
	require.Equal(t, "127.0.0.1:8080", c.Listen)
	require.Equal(t, slog.LevelInfo, c.Log)
	require.Empty(t, c.Corridors)
}

func TestNoVariableIsRequiredWithoutNeeds(t *testing.T) {
	t.Parallel()
	_, err := config.FromEnv(from(nil), config.Needs{})
	require.NoError(t, err)
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := config.FromEnv(from(map[string]string{
		"HOMEWARD_LISTEN": "everywhere", "HOMEWARD_LOG": "loud", "HOMEWARD_SEAL": "clear", "HOMEWARD_KEK_FORMERLY": "wax", "TEMPORAL_TLS_CLIENT_CERT_PATH": "/no/such/file",
	}), all())
	var mistakes config.MistakeErrors
	require.ErrorAs(t, err, &mistakes)
	require.Len(t, mistakes, 9)
	for _, word := range []string{"DATABASE_URL is missing", "TEMPORAL_ADDRESS is missing", "HOMEWARD_LISTEN", "HOMEWARD_LOG", "HOMEWARD_SEAL", "HOMEWARD_KEK is missing", "HOMEWARD_KEY_LOG", "HOMEWARD_KEK_FORMERLY", "TEMPORAL_*"} {
		require.Contains(t, err.Error(), word)
	}
	require.Len(t, strings.Split(err.Error(), "\n"), 9)
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty, dsn := filepath.Join(dir, "empty"), filepath.Join(dir, "dsn")
	require.NoError(t, os.WriteFile(empty, []byte("\n"), 0o600))
	require.NoError(t, os.WriteFile(dsn, []byte("postgres://u@h/d\n"), 0o600))
	cases := map[string]struct {
		name, value, want string
	}{
		"another kind of database":   {"DATABASE_URL", "mysql://u:" + password + "@h/d", "DATABASE_URL cannot be read"},
		"a url that is not valid":    {"DATABASE_URL", "postgres://u:" + password + "@h:x/d", "DATABASE_URL cannot be read"},
		"value and file":             {"DATABASE_URL_FILE", dsn, "given twice"},
		"a key file that is missing": {"TEMPORAL_API_KEY_FILE", filepath.Join(dir, "none"), "TEMPORAL_API_KEY names a file that cannot be read"},
		"a key file that is empty":   {"TEMPORAL_API_KEY_FILE", empty, "TEMPORAL_API_KEY names a file that is empty"},
		"no port":                    {"HOMEWARD_LISTEN", "127.0.0.1", "HOMEWARD_LISTEN"},
		"a port too high":            {"HOMEWARD_LISTEN", "127.0.0.1:70000", "HOMEWARD_LISTEN"},
		"clear text":                 {"HOMEWARD_SEAL", "clear", "HOMEWARD_SEAL no longer exists"},
		"no key":                     {"HOMEWARD_KEK", "", "HOMEWARD_KEK is missing"},
		"a key of an unknown kind":   {"HOMEWARD_KEK", password, "HOMEWARD_KEK"},
		"no key log":                 {"HOMEWARD_KEY_LOG", "", "HOMEWARD_KEY_LOG is missing"},
		"a Vault without an address": {"HOMEWARD_KEK", "vault:transit/homeward", "VAULT_ADDR"},
		"an old key in a Vault":      {"HOMEWARD_KEK_FORMERLY", "vault:transit/homeward", "VAULT_TOKEN_FILE"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars := good()
			vars[tc.name] = tc.value
			_, err := config.FromEnv(from(vars), all())
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), password)
		})
	}
}

func TestASecretComesFromItsFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "dsn")
	require.NoError(t, os.WriteFile(file, []byte("postgres://app:"+password+"@db/homeward\n"), 0o600))
	vars := good()
	delete(vars, "DATABASE_URL")
	vars["DATABASE_URL_FILE"] = file
	c, err := config.FromEnv(from(vars), all())
	require.NoError(t, err)
	require.Equal(t, "postgres://app:"+password+"@db/homeward", c.Database)
}

func TestTheFirstLogLineHoldsNoSecret(t *testing.T) {
	t.Parallel()
	vars := good()
	vars["TEMPORAL_API_KEY"], vars["VAULT_TOKEN"] = password, password
	c, err := config.FromEnv(from(vars), all())
	require.NoError(t, err)
	require.NotNil(t, c.Temporal.Credentials)
	var line strings.Builder
	for _, attr := range c.Redacted() {
		line.WriteString(attr.String() + " ")
	}
	require.NotContains(t, line.String(), password)
	require.NotContains(t, line.String(), "app:")
	require.Contains(t, line.String(), "database=db:5432/homeward")
	require.Contains(t, line.String(), "corridors=embedded")
	require.Contains(t, line.String(), "kek=file")
}

func TestAVault(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ name, value, want string }{
		"as it should be":       {"HOMEWARD_LOG", "info", ""},
		"on this machine":       {"VAULT_ADDR", "http://127.0.0.1:8200", ""},
		"in clear over the net": {"VAULT_ADDR", "http://vault:8200", "VAULT_ADDR must be https"},
		"with a password":       {"VAULT_ADDR", "https://u:" + password + "@vault", "VAULT_ADDR"},
		"token twice":           {"VAULT_TOKEN", password, "given twice"},
		"unproven":              {"VAULT_SKIP_VERIFY", "true", "VAULT_SKIP_VERIFY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars := good()
			vars["HOMEWARD_KEK"], vars["VAULT_ADDR"], vars["VAULT_TOKEN_FILE"] = "vault:transit/homeward", "https://vault:8200", "/run/secrets/vault"
			vars[tt.name] = tt.value
			c, err := config.FromEnv(from(vars), all())
			if tt.want != "" {
				require.ErrorContains(t, err, tt.want)
				require.NotContains(t, err.Error(), password)
				return
			}
			require.NoError(t, err)
			require.Equal(t, "/run/secrets/vault", c.Keys.Vault.TokenFile)
		})
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "localhost:80": true, "127.9.9.9:1": true,
		"0.0.0.0:80": false, ":80": false, "192.0.2.1:80": false, "homeward.example:80": false, "rubbish": false,
	} {
		require.Equal(t, want, config.Loopback(address), address)
	}
}

func TestPayloadsAreOpenedOnlyWhenAskedForByName(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ codec, origin, want string }{
		"not set":           {"", "", ""},
		"off":               {"off", "https://temporal.homeward.example", ""},
		"on":                {"on", "https://temporal.homeward.example", ""},
		"on this machine":   {"on", "http://localhost:8233", ""},
		"anything else":     {"yes", "https://temporal.homeward.example", "HOMEWARD_CODEC is neither"},
		"without an origin": {"on", "", "HOMEWARD_CODEC_ORIGIN"},
		"for every origin":  {"on", "*", "HOMEWARD_CODEC_ORIGIN"},
		"in clear":          {"on", "http://temporal.homeward.example", "HOMEWARD_CODEC_ORIGIN"},
		"a page, no origin": {"on", "https://temporal.homeward.example/", "HOMEWARD_CODEC_ORIGIN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars := good()
			vars["HOMEWARD_CODEC"], vars["HOMEWARD_CODEC_ORIGIN"] = tt.codec, tt.origin
			c, err := config.FromEnv(from(vars), all())
			if tt.want != "" {
				require.ErrorContains(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.codec == "on", c.Codec.On)
		})
	}
}

package deploy_test

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/postgres"
)

func TestNoSecretIsInTheComposeFile(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	require.NoError(t, err)
	require.NotRegexp(t, `://[^/\s]*:[^/\s]*@`, string(content), "an address with a password")
	for name, s := range load(t).Services {
		for variable := range s.Environment {
			secret := regexp.MustCompile(`PASSWORD|PWD|TOKEN|_KEY$|DATABASE_URL`).MatchString(variable)
			require.False(t, secret && !strings.HasSuffix(variable, "_FILE"), "%s: %s should come from a file", name, variable)
		}
	}
}

// secrets runs a copy of deploy/make-secrets and returns the directory that it writes.
func secrets(tb testing.TB) (dir string, again func()) {
	tb.Helper()
	script, err := os.ReadFile(filepath.Join(root, "deploy", "make-secrets"))
	require.NoError(tb, err)
	home := tb.TempDir()
	copied := filepath.Join(home, "make-secrets")
	require.NoError(tb, os.WriteFile(copied, script, 0o755))
	again = func() {
		out, err := exec.CommandContext(tb.Context(), "bash", copied).CombinedOutput()
		require.NoError(tb, err, string(out))
	}
	again()
	return filepath.Join(home, "secrets"), again
}

func TestSecretsAreMade(t *testing.T) {
	t.Parallel()
	dir, again := secrets(t)
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(content)
	}
	seen := map[string]bool{}
	for name, secret := range load(t).Secrets {
		require.Equal(t, "./deploy/secrets/"+name, secret.File)
		value := read(name)
		require.GreaterOrEqual(t, len(value), 24, name)
		require.NotContains(t, value, "\n")
		require.False(t, seen[value], "two secrets are the same")
		seen[value] = true
	}
	for name, role := range map[string]string{
		"database_url": "homeward", "database_url_api": postgres.RoleAPI, "database_url_worker": postgres.RoleWorker,
	} {
		address, err := url.Parse(read(name))
		require.NoError(t, err)
		password, _ := address.User.Password()
		require.Equal(t, role, address.User.Username())
		require.Equal(t, read(role+"_password"), password)
		require.Equal(t, "postgres:5432", address.Host, "the service's name")
		require.Equal(t, "/homeward", address.Path)
		require.NotEmpty(t, address.Query().Get("sslmode"), "never left to a default")
	}

	before := read("database_url")
	again()
	require.Equal(t, before, read("database_url"), "what is there is kept")

	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	require.NoError(t, err)
	require.Contains(t, strings.Split(string(ignored), "\n"), "/deploy/secrets/")
}

package security_test

import (
	"bytes"
	"context"
	"math"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

// tracked are the files of the project that git knows, with their contents.
func tracked(tb testing.TB) map[string]string {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), "git", "ls-files", "-z")
	cmd.Dir = project
	out, err := cmd.Output()
	require.NoError(tb, err)
	files := map[string]string{}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if content, err := os.ReadFile(filepath.Join(project, name)); err == nil && !bytes.ContainsRune(content, 0) {
			files[name] = string(content)
		}
	}
	require.Greater(tb, len(files), 500)
	return files
}

// keys are patterns of secrets. They are written so that they do not find themselves.
func keys() map[string]*regexp.Regexp {
	find := regexp.MustCompile
	return map[string]*regexp.Regexp{
		"a private key":            find(`-----BEGIN [A-Z ]*PRIVATE` + ` KEY-----`),
		"a key of a cloud":         find(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`),
		"a token of a forge":       find(`\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b`),
		"a token of a vault":       find(`\bhv[sb]\.[A-Za-z0-9_-]{24,}`),
		"a session":                find(`\bhws_[A-Za-z0-9_-]{43}\b`),
		"a signed token":           find(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}`),
		"a keyset in clear":        find(`"primaryKey` + `Id":\s*\d+[^}]*"value":\s*"[A-Za-z0-9+/=]{20,}`),
		"a signer of notes":        find(`PRIVATE\+` + `KEY\+[A-Za-z0-9./_-]+\+[0-9a-f]{8}\+`),
		"a private web key":        find(`"d":\s*"[A-Za-z0-9_-]{40,}"`),
		"a password in an address": find(`postgres(?:ql)?://[a-z_]+:[A-Za-z0-9_-]{12,}@`),
	}
}

// upgradeStory is the description of a throwaway installation of a release, with invented people. It has
// two sessions, because a test proves that users stay signed in after an upgrade.
const upgradeStory = "test/upgrade/testdata/39f6c00/story.json"

// The repository has no text that looks like a known kind of key, and no text that is too random to be
// written by a person.
func TestNoSecretIsInTheRepository(t *testing.T) {
	t.Parallel()
	run := regexp.MustCompile(`[A-Za-z0-9+/_-]{40,}={0,2}`)
	var found []string
	for name, content := range tracked(t) {
		for what, pattern := range keys() {
			if what == "a session" && name == upgradeStory {
				require.Len(t, pattern.FindAllString(content, -1), 2, "%s: the sessions that the upgrade test goes on with", name)
				continue
			}
			require.Empty(t, pattern.FindString(content), "%s holds %s", name, what)
		}
		switch {
		case path.Base(name) == "go.sum", path.Base(name) == "package-lock.json": // sums of modules
			continue
		case strings.Contains(name, "/testdata/"), strings.HasPrefix(name, "api/examples/"): // recorded runs, which the patterns above were held against
			continue
		case strings.HasSuffix(name, ".svg"), strings.HasSuffix(name, ".gen.go"):
			continue
		}
		for _, one := range run.FindAllString(content, -1) {
			if entropy(one) >= 4.8 && random()[one[:12]] == "" {
				found = append(found, name+": "+one[:12]+"…")
			}
		}
	}
	require.Empty(t, found, "these look like keys; if they are none, say in random() what they are")
	for name := range tracked(t) {
		require.NotRegexp(t, `(^|/)(\.env|id_[a-z0-9]+|[^/]*\.(pem|key|p12|pfx|jks|kdbx))$`, name)
		require.False(t, strings.HasPrefix(name, "deploy/secrets/") || strings.HasPrefix(name, ".homeward/"), name)
	}
}

// random lists texts of the repository that look like a key and are not, by their beginning.
func random() map[string]string {
	return map[string]string{
		"23+fFi9NrE9g": "the hash of an event that a test has made up",
		"47DEQpj8HBSa": "the hash of nothing",
		"abcdefghijkl": "an alphabet",
		"q7Rw2LkZx9Vb": "what this test tries itself on",
	}
}

// entropy returns the number of bits for each character of a text, by the frequencies of its characters.
func entropy(s string) float64 {
	count := map[rune]float64{}
	for _, r := range s {
		count[r]++
	}
	var bits float64
	for _, n := range count {
		p := n / float64(len(s))
		bits -= p * math.Log2(p)
	}
	return bits
}

// The search works: it finds a newly made key.
func TestTheSearchForSecretsFinds(t *testing.T) {
	t.Parallel()
	require.Regexp(t, keys()["a private key"], "-----BEGIN EC PRIVATE"+" KEY-----")
	require.Regexp(t, keys()["a session"], "hws_"+strings.Repeat("aB3_", 11)[:43])
	require.Greater(t, entropy("q7Rw2LkZx9VbN4mTf6Yc1GpJ8sHdE3uAoQ5iKzWX"), 4.8)
	require.Less(t, entropy("TestEverythingThatSomebodyHasEverThoughtOf"), 4.8)
}

// program builds the program as in a release.
func program(tb testing.TB) string {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "homeward")
	cmd := exec.CommandContext(tb.Context(), "go", "build", "-o", file, "./cmd/homeward")
	cmd.Dir, cmd.Env = project, append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(tb, err, "%s", out)
	return file
}

// canary is in every secret that the processes below are given.
const canary = "Kanarienvogel7391820"

// A process that was given secrets writes none of them: not when it is asked for help, not when
// it starts, not when what it needs is not there; and they are not among its arguments.
func TestProcessesKeepTheirSecrets(t *testing.T) {
	t.Parallel()
	file := program(t)
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "HOMEWARD_STATE=" + t.TempDir(), "HOMEWARD_LOG=debug", "HOMEWARD_ORIGIN=https://homeward.example",
		"DATABASE_URL=postgres://homeward:" + canary + "@127.0.0.1:1/homeward?sslmode=disable", "TEMPORAL_ADDRESS=127.0.0.1:1", "TEMPORAL_API_KEY=" + canary,
		"HOMEWARD_KEK=vault:transit/homeward", "VAULT_ADDR=http://127.0.0.1:1", "VAULT_TOKEN=" + canary, "HOMEWARD_TOKEN=hws_" + canary,
	}
	for _, args := range [][]string{
		{"--help"},
		{"serve", "--help"},
		{"work", "--help"},
		{"dev", "--help"},
		{"migrate", "--help"},
		{"login", "--help"},
		{"case", "open", "--help"},
		{"keys", "rotate", "--help"},
		{"serve"},
		{"work"},
		{"migrate"},
		{"rollover"},
		{"keys", "status"},
		{"version"},
		{"case", "list", "--server", "http://127.0.0.1:1"},
		{"nonsense"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		cmd := exec.CommandContext(ctx, file, args...)
		cmd.Env, cmd.Stdin = env, strings.NewReader("")
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
		cmd.WaitDelay = 5 * time.Second
		out, _ := cmd.CombinedOutput() // most of these cannot start
		cancel()
		require.NotContains(t, string(out), canary, "homeward %v", args)
	}
}

// The stack's own processes show no password among their arguments, and log none.
func TestTheStackKeepsItsSecrets(t *testing.T) {
	t.Parallel()
	h := enter(t)
	var secrets []string
	for _, role := range []devstack.Role{devstack.Owner, devstack.API, devstack.Worker, devstack.Auditor, devstack.Engine, devstack.Superuser} {
		address, err := url.Parse(h.stack.RoleDSN(role))
		require.NoError(t, err)
		if password, set := address.User.Password(); set && password != "" {
			require.GreaterOrEqual(t, len(password), 16, "%s", role)
			secrets = append(secrets, password)
		}
	}
	require.NotEmpty(t, secrets, "there are passwords to look for")
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	looked := 0
	for _, file := range lines {
		arguments, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		looked++
		for _, secret := range secrets {
			require.NotContains(t, string(arguments), secret, "a password stands in the list of processes")
		}
	}
	require.Greater(t, looked, 3)
	logs := 0
	require.NoError(t, filepath.WalkDir(h.stack.LogDir(), func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		logs++
		for _, secret := range secrets {
			require.NotContains(t, string(content), secret, "%s", entry.Name())
		}
		return nil
	}))
	require.Positive(t, logs)
	for _, secret := range secrets {
		require.NotContains(t, h.logs.String(), secret)
	}
}

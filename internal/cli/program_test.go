package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// testCommands is a grammar with every command of this package.
type testCommands struct {
	Commands `embed:""`

	Audit struct {
		AuditCommands `embed:""`
	} `cmd:""`
	Keys struct {
		Client KeysClient `cmd:""`
	} `cmd:""`
	Retention struct {
		Show RetentionShow `cmd:""`
	} `cmd:""`
}

func TestMain(m *testing.M) {
	_ = os.Unsetenv("COLUMNS") // help is wrapped at 80 columns on every machine
	os.Exit(m.Run())
}

// homeward runs a command and returns its output, its messages and its exit code.
func homeward(tb testing.TB, env map[string]string, args ...string) (string, string, int) {
	tb.Helper()
	var out, err bytes.Buffer
	if env == nil {
		env = map[string]string{}
	}
	if env["HOME"] == "" {
		env["HOME"] = tb.TempDir()
	}
	code := Run(tb.Context(), args, Env{
		In: strings.NewReader(env["stdin"]), Out: &out, Err: &err, Now: func() time.Time { return noon },
		Lookup: func(name string) (string, bool) { value, ok := env[name]; return value, ok },
	}, &testCommands{})
	return out.String(), err.String(), code
}

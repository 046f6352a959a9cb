package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/cli"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

var update = flag.Bool("update", false, "write the golden files")

func TestMain(m *testing.M) {
	flag.Parse()
	_ = os.Unsetenv("COLUMNS") // help is wrapped at 80 columns on every machine
	os.Exit(m.Run())
}

// homeward runs the program and returns its output, its messages and its exit code.
func homeward(tb testing.TB, env map[string]string, args ...string) (string, string, int) {
	tb.Helper()
	var out, err bytes.Buffer
	if env == nil {
		env = map[string]string{}
	}
	if env["HOME"] == "" {
		env["HOME"] = tb.TempDir()
	}
	code := run(tb.Context(), args, cli.Env{
		In: strings.NewReader(env["stdin"]), Out: &out, Err: &err, Now: func() time.Time { return noon },
		Lookup: func(name string) (string, bool) { value, ok := env[name]; return value, ok },
	})
	return out.String(), err.String(), code
}

// grammar returns the parser of the whole program.
func grammar() (*kong.Kong, error) {
	return cli.NewParser(&commands{}, cli.Env{Out: io.Discard, Err: io.Discard}, func(int) {}, variables())
}

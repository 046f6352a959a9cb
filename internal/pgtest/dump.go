package pgtest

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"

	"example.org/homeward/internal/devstack"
)

// Dump returns the content of a stolen backup: everything that pg_dump writes of some schemas of the
// database at dsn, with bytes as hexadecimal digits.
func Dump(tb testing.TB, dsn string, schemas ...string) []byte {
	tb.Helper()
	bin, err := devstack.PostgresBin()
	if err != nil {
		tb.Fatalf("dump the database: %v", err)
	}
	args := []string{"--no-owner", "--dbname=" + dsn}
	for _, schema := range schemas {
		args = append(args, "--schema="+schema)
	}
	var dump, said bytes.Buffer
	cmd := exec.CommandContext(tb.Context(), filepath.Join(bin, "pg_dump"), args...) //nolint:gosec // our own binary, on our own database
	cmd.Stdout, cmd.Stderr = &dump, &said
	if err := cmd.Run(); err != nil {
		tb.Fatalf("dump the database: %v: %s", err, said.String())
	}
	return dump.Bytes()
}

// Restore runs a result of Dump in the database at dsn, which must not have any of these tables.
func Restore(tb testing.TB, dsn string, dump []byte) {
	tb.Helper()
	bin, err := devstack.PostgresBin()
	if err != nil {
		tb.Fatalf("restore the database: %v", err)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(tb.Context(), filepath.Join(bin, "psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null", dsn) //nolint:gosec // our own binary, on our own database
	cmd.Stdin, cmd.Stderr = bytes.NewReader(dump), &said
	if err := cmd.Run(); err != nil {
		tb.Fatalf("restore the database: %v: %s", err, said.String())
	}
}

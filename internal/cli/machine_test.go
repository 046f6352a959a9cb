package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// program writes the description of a program, and its key.
func program(tb testing.TB, server, more string) string {
	tb.Helper()
	dir := tb.TempDir()
	_, err, code := homeward(tb, nil, "keys", "client", filepath.Join(dir, "key.pem"))
	require.Zero(tb, code, err)
	file := filepath.Join(dir, "program.yaml")
	text := "version: 1\nserver: " + server + "\nissuer: https://login.ministry.invalid\nclient: case-register\nkey_file: key.pem\n" + more
	require.NoError(tb, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// Mistakes in the description of a program are reported before anything is sent, and the contents of its files are never repeated.
func TestAProgramIsDescribedInAFile(t *testing.T) {
	t.Parallel()
	address, seen := server(t, nil)
	for name, tt := range map[string]struct {
		file func() string
		args []string
		says string
	}{
		"no file":          {file: func() string { return filepath.Join(t.TempDir(), "none") }, says: "cannot be read"},
		"another form":     {file: func() string { return program(t, address, "pasword: hunter2\n") }, says: "is not valid"},
		"another server":   {file: func() string { return program(t, "https://homeward.example", "") }, args: []string{"--server", address}, says: "for no other"},
		"a desk beside":    {file: func() string { return program(t, address, "") }, args: []string{"--as", "tha-registrar-maesot"}, says: "not as both"},
		"a wrong audience": {file: func() string { return program(t, address, "key_audience: hunter2\n") }, says: "key_audience"},
		"an open key": {file: func() string {
			file := program(t, address, "")
			require.NoError(t, os.Chmod(filepath.Join(filepath.Dir(file), "key.pem"), 0o644))
			return file
		}, says: "others may read"},
		"no key": {file: func() string {
			file := program(t, address, "")
			require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(file), "key.pem"), []byte("hunter2"), 0o600))
			return file
		}, says: "not a private key"},
	} {
		out, err, code := homeward(t, nil, append([]string{"whoami", "--machine", tt.file()}, tt.args...)...)
		require.Equal(t, ExitMisuse, code, "%s: %s", name, err)
		require.Contains(t, err, tt.says, name)
		require.NotContains(t, out+err, "hunter2", name)
	}
	require.Empty(t, *seen)
	_, err, code := homeward(t, nil, "whoami", "--machine", program(t, address, ""))
	require.Equal(t, ExitRetry, code, err)
	require.Empty(t, *seen, "nothing is sent without a token")
}

func TestAProgramsKeyIsMadeOnceAndShownInPublic(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key.pem")
	first, err, code := homeward(t, nil, "keys", "client", file)
	require.Zero(t, code, err)
	var set struct {
		Keys []map[string]string `json:"keys"`
	}
	require.NoError(t, json.Unmarshal([]byte(first), &set))
	require.Len(t, set.Keys, 1)
	require.Equal(t, "EC", set.Keys[0]["kty"])
	require.NotContains(t, set.Keys[0], "d", "the private half is not printed")
	again, err, code := homeward(t, nil, "keys", "client", file)
	require.Zero(t, code, err)
	require.Equal(t, first, again)
	named, _, _ := homeward(t, nil, "keys", "client", file, "--id", "2026-03")
	require.Contains(t, named, `"kid": "2026-03"`)
}

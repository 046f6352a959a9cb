package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// Texts about a person are read whole from a file or the standard input, never from an argument,
// which every user of the machine could read.
func TestWordsComeFromFiles(t *testing.T) {
	t.Parallel()
	const said = "She was told of the danger.\n\nAnd she wants to go."
	address, seen := server(t, map[string]any{
		"GET /cases/c7m2k9x4pq/tasks/exit_permit.1":         wire.Task{Name: "exit_permit.1", Version: 4},
		"POST /cases/c7m2k9x4pq/tasks/exit_permit.1/decide": settled(),
		"POST /cases/c7m2k9x4pq/tasks/exit_permit.1/ask":    settled(),
		"POST /cases/c7m2k9x4pq/reintegration/plan":         settled(),
	})
	file := filepath.Join(t.TempDir(), "words")
	require.NoError(t, os.WriteFile(file, []byte("\n"+said+"\n"), 0o600))
	to := func(args ...string) []string {
		return append(args, "--server", address, "--as", "tha-immigration-maesot", "--key", key)
	}
	decide := func(more ...string) []string {
		return to(append([]string{"task", "decide", "c7m2k9x4pq", "exit_permit.1", "granted"}, more...)...)
	}
	body := func() string { return (*seen)[len(*seen)-1].body }
	for name, args := range map[string][]string{
		"a flag": decide("--reasons", file), "a flag from the standard input": decide("--reasons", "-"), "an argument": to("task", "ask", "c7m2k9x4pq", "exit_permit.1", file),
		"an argument from the standard input": to("task", "ask", "c7m2k9x4pq", "exit_permit.1", "-"),
	} {
		_, err, code := homeward(t, map[string]string{"stdin": said}, args...)
		require.Zero(t, code, "%s: %s", name, err)
		require.Contains(t, body(), `She was told of the danger.\n\nAnd she wants to go."`, name)
	}
	_, err, code := homeward(t, map[string]string{"stdin": "training:tailoring course:2027-01-15\nshelter:with her aunt\n"},
		to("plan", "c7m2k9x4pq", "agreed", "--version", "3", "--text", file, "--items", "-")...)
	require.Zero(t, code, err)
	require.Contains(t, body(), `"by":"2027-01-15"`)
	require.Contains(t, body(), "with her aunt")

	before := len(*seen)
	for name, args := range map[string][]string{
		"said on the command line": decide("--reasons", "She was told"), "no such file": decide("--reasons", file+"x"), "a folder": decide("--reasons", filepath.Dir(file)),
		"nothing": decide("--reasons", "-"),
	} {
		_, err, code := homeward(t, map[string]string{"stdin": " \n"}, args...)
		require.NotZero(t, code, name)
		require.NotContains(t, err, "She was told", name)
	}
	_, _, code = homeward(t, map[string]string{"stdin": said}, to("case", "report", "c7m2k9x4pq", "emergency", "--words", "-", "--reasons", "-")...)
	require.NotZero(t, code, "the standard input can be read once")
	require.Len(t, *seen, before, "nothing was sent")
}

package devstack_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

func ports(tb testing.TB, dir string) *devstack.Ports {
	tb.Helper()
	p, err := devstack.OpenPorts(dir)
	require.NoError(tb, err)
	return p
}

// listen takes some port and returns it.
func listen(tb testing.TB) int {
	tb.Helper()
	listener, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", devstack.Loopback(0))
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = listener.Close() })
	address, ok := listener.Addr().(*net.TCPAddr)
	require.True(tb, ok)
	return address.Port
}

func TestPortsAreKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := ports(t, dir).Take(t.Context(), "api", 21000, 1)
	require.NoError(t, err)
	again, err := ports(t, dir).Take(t.Context(), "api", 22000, 1)
	require.NoError(t, err)
	require.Equal(t, first, again, "the port of the last time wins over the preferred one")
}

func TestPortsThatAnotherProgramHas(t *testing.T) {
	t.Parallel()
	busy := listen(t)
	p := ports(t, t.TempDir())
	got, err := p.Take(t.Context(), "api", busy, 1)
	require.NoError(t, err)
	require.Greater(t, got, busy)
	row, err := p.Take(t.Context(), "row", busy-2, 5)
	require.NoError(t, err)
	require.Greater(t, row, busy, "no row goes across a port that is taken")
	require.ErrorContains(t, p.Claim(t.Context(), "asked", busy, 1), "not free")
}

func TestPortsThatAnotherServiceWillHave(t *testing.T) {
	t.Parallel()
	p := ports(t, t.TempDir())
	first, err := p.Take(t.Context(), "one", 23000, 1)
	require.NoError(t, err)
	second, err := p.Take(t.Context(), "two", 23000, 1)
	require.NoError(t, err)
	require.NotEqual(t, first, second, "no program listens yet, and still it is reserved")
	require.Error(t, p.Claim(t.Context(), "three", second, 1))
	require.NoError(t, p.Claim(t.Context(), "two", second, 1))
}

func TestPortsOutOfRange(t *testing.T) {
	t.Parallel()
	p := ports(t, t.TempDir())
	_, err := p.Take(t.Context(), "api", 65530, 10)
	require.ErrorContains(t, err, "there are none")
	require.Error(t, p.Claim(t.Context(), "api", 0, 1))
	require.Error(t, p.Claim(t.Context(), "api", 65535, 2))
}

func TestPortsFileThatIsNoJSON(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"rubbish": "{", "null": "null", "another shape": `["x"]`, "empty": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "ports.json"), []byte(content), 0o600))
			_, err := ports(t, dir).Take(t.Context(), "api", 24000, 1)
			require.NoError(t, err)
		})
	}
}

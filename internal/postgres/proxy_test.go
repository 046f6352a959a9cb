package postgres_test

import (
	"bytes"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// proxy stands between the store and PostgreSQL, and can lose the answer to a commit: the
// server has committed, the client never hears of it.
type proxy struct {
	DSN string

	server  string
	lose    atomic.Bool
	lost    atomic.Int32
	refused atomic.Bool
}

func newProxy(tb testing.TB, dsn string) *proxy {
	tb.Helper()
	u, err := url.Parse(dsn)
	require.NoError(tb, err)
	q := u.Query()
	// Socket paths are short: the test's own directory may be too long.
	dir, err := os.MkdirTemp("", "hwpx") //nolint:usetesting // t.TempDir gives paths that are too long for a socket
	require.NoError(tb, err)
	p := &proxy{server: filepath.Join(q.Get("host"), ".s.PGSQL.5432")}
	l, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	require.NoError(tb, err)
	tb.Cleanup(func() {
		_ = l.Close()
		_ = os.RemoveAll(dir)
	})
	q.Set("host", dir)
	u.RawQuery = q.Encode()
	p.DSN = u.String()
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			if p.refused.Load() {
				_ = client.Close()
				continue
			}
			go p.serve(client)
		}
	}()
	return p
}

func (p *proxy) serve(client net.Conn) {
	server, err := net.Dial("unix", p.server)
	if err != nil {
		_ = client.Close()
		return
	}
	var drop atomic.Bool // the next answer of the server is lost
	go func() {
		defer func() { _ = client.Close(); _ = server.Close() }()
		buf := make([]byte, 64<<10)
		for {
			n, err := server.Read(buf)
			if err != nil {
				return
			}
			if drop.Load() && bytes.Contains(buf[:n], []byte("COMMIT\x00")) { // the server says that it has committed
				p.lost.Add(1)
				return
			}
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			_ = server.Close()
			return
		}
		if bytes.Contains(buf[:n], []byte("COMMIT\x00")) && p.lose.CompareAndSwap(true, false) {
			drop.Store(true)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

package pgtest

import (
	"bytes"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// Proxy is a proxy between a program and the server of a test's database. It can lose the answer to a
// commit: the server has committed, and the connection of the program ends.
type Proxy struct {
	// DSN names the database through the proxy.
	DSN string
	// Refused makes the proxy close new connections at once.
	Refused atomic.Bool
	// Lost counts the answers that were lost after the server had committed.
	Lost atomic.Int32

	server string
	lose   func() bool
}

const (
	socket = ".s.PGSQL.5432"
	commit = "COMMIT\x00" // in the request of a client and in the answer of the server
)

// NewProxy returns a proxy in front of the database at dsn. It ends with the test. It calls lose when a
// commit is sent; if lose returns true, the answer is lost. Calls may be concurrent.
func NewProxy(tb testing.TB, dsn string, lose func() bool) *Proxy {
	tb.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		tb.Fatal("the name of the test's database is not a URL")
	}
	q := u.Query()
	// A socket path must be short; the test's own directory may be too long.
	dir, err := os.MkdirTemp("", "hwpx") //nolint:usetesting // t.TempDir gives paths that are too long for a socket
	if err != nil {
		tb.Fatalf("make the proxy's directory: %v", err)
	}
	p := &Proxy{server: filepath.Join(q.Get("host"), socket), lose: lose}
	l, err := net.Listen("unix", filepath.Join(dir, socket)) //nolint:noctx // it is closed when the test ends
	if err != nil {
		tb.Fatalf("listen for the proxy of the test's database: %v", err)
	}
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
			if p.Refused.Load() {
				_ = client.Close()
				continue
			}
			go p.serve(client)
		}
	}()
	return p
}

func (p *Proxy) serve(client net.Conn) {
	server, err := net.Dial("unix", p.server) //nolint:noctx // it is closed with its client
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
			if drop.Load() && bytes.Contains(buf[:n], []byte(commit)) {
				p.Lost.Add(1)
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
		if bytes.Contains(buf[:n], []byte(commit)) && p.lose() {
			drop.Store(true)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

package security_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres"
)

// meter is a proxy in front of the database that counts statements.
type meter struct {
	statements atomic.Int64
	dsn        string
}

const socketName = ".s.PGSQL.5432"

// newMeter returns a meter in front of the database of a DSN.
func newMeter(tb testing.TB, dsn string) *meter {
	tb.Helper()
	address, err := url.Parse(dsn)
	require.NoError(tb, err)
	query := address.Query()
	network, server := "tcp", address.Host
	if host := query.Get("host"); host != "" {
		network, server = "unix", filepath.Join(host, socketName)
	}
	dir, err := os.MkdirTemp("", "hwmt") //nolint:usetesting // t.TempDir gives paths that are too long for a socket
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := (&net.ListenConfig{}).Listen(tb.Context(), "unix", filepath.Join(dir, socketName))
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = listener.Close() })
	m := &meter{}
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			go m.carry(from, network, server)
		}
	}()
	query.Set("host", dir)
	query.Del("port")
	address.Host, address.RawQuery = "", query.Encode()
	m.dsn = address.String()
	return m
}

// carry passes one connection on, and counts what its client asks to be carried out.
func (m *meter) carry(client net.Conn, network, server string) {
	defer client.Close() //nolint:errcheck // it may be closed from the other side
	to, err := (&net.Dialer{}).DialContext(context.Background(), network, server)
	if err != nil {
		return
	}
	defer to.Close() //nolint:errcheck // it may be closed from the other side
	go func() { _, _ = io.Copy(client, to) }()
	from, begun := bufio.NewReader(client), false
	for {
		head := make([]byte, 4)
		kind := byte(0)
		if begun { // the first message has no letter
			if kind, err = from.ReadByte(); err != nil {
				return
			}
		}
		if _, err := io.ReadFull(from, head); err != nil {
			return
		}
		rest := make([]byte, max(int(binary.BigEndian.Uint32(head))-4, 0))
		if _, err := io.ReadFull(from, rest); err != nil {
			return
		}
		if kind == 'Q' || kind == 'E' {
			m.statements.Add(1)
		}
		out := slices.Concat([]byte{kind}, head, rest)
		if !begun {
			out = out[1:]
		}
		begun = true
		if _, err := to.Write(out); err != nil {
			return
		}
	}
}

// metered is the same installation with a meter on its API.
func (h *installation) metered(t *testing.T) (*installation, *meter) {
	t.Helper()
	m := newMeter(t, h.stack.RoleDSN(devstack.API))
	store, err := postgres.Open(postgres.Options{DSN: m.dsn, Box: h.box, Index: h.index, Now: time.Now, NewRef: command.NewRef, MaxOpen: 1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	config := h.config
	config.usecases.Store, config.usecases.Commands = store, h.commands(store)
	server, err := config.assemble()
	require.NoError(t, err)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	front, ended := server.HTTPServer(), make(chan error, 1)
	go func() { ended <- front.Serve(listener) }()
	t.Cleanup(func() {
		_ = front.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serve: %v", err)
		}
	})
	other := &installation{book: h.book, address: listener.Addr().String()}
	return other, m
}

// A request for a hidden thing and a request for a thing that never existed run the same number of
// statements, so that the time of the answer does not distinguish them.
func TestHiddenTakesAsLongAsNever(t *testing.T) {
	t.Parallel()
	h := enter(t)
	s := h.about(t, otherMarks(), "adult", "")
	s.task = "register.1"
	s.agrees("C1", "C10")
	s.knows(supervisor, "sharing_agreement", "in_force")
	s.surrounded()
	counted, m := h.metered(t)
	count := func(q request) int64 {
		before := m.statements.Load()
		a := counted.send(t, q)
		require.Equal(t, http.StatusNotFound, a.status, "%s: %.200s", q.path, a.body)
		return m.statements.Load() - before
	}
	strangers := []officer{at("vnm-caseworker-laocai", casework.RoleCaseworker), at("eth-mission-newdelhi", casework.RoleConsul), at("vnm-supervisor-laocai", casework.RoleSupervisor), keptOut}
	compared := 0
	for _, op := range spec(t).Operations {
		r, ok := rows()[op.ID]
		if !ok || r.about != ofCase && r.about != ofTask || op.ID == "breakGlass" {
			continue
		}
		for _, o := range strangers {
			if !policy.EverAllowed(policy.Actor{Role: o.role}, policy.Action(op.Action)) {
				continue
			}
			hidden, never := s.ask(op, r, false).as(o), s.ask(op, r, true).as(o)
			count(never) // the first time of all has to connect
			a, b := count(hidden), count(never)
			require.Positive(t, a, "%s asks the record nothing", op.ID)
			require.Equal(t, b, a, "%s as %s: what is hidden takes %d statements, and what never was %d", op.ID, o.role, a, b)
			compared++
		}
	}
	require.Greater(t, compared, 20)
}

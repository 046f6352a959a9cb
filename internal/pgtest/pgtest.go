// Package pgtest makes a PostgreSQL database for each test, on a real server that the test process
// starts and that ends with the process. It is for tests only and knows no tables. It never skips a
// test: without PostgreSQL the test fails. A Proxy in front of the server can lose answers, as a
// network can.
package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"example.org/homeward/internal/devstack"
)

// Migrate migrates the database at dsn, which is empty at first.
type Migrate func(ctx context.Context, dsn string) error

// DB is a database of one test. It is dropped when the test ends.
type DB struct {
	// Name is the name of the database.
	Name string
	// DSN is the DATABASE_URL for the role that owns it. That role is not a superuser, so row-level
	// security applies to it, as in production.
	DSN string
	// APIDSN, WorkerDSN and AuditDSN are for the roles that the program runs as. They have only the
	// rights that migrate has granted.
	APIDSN, WorkerDSN, AuditDSN string
	// SuperuserDSN is for a superuser, for acts of a test outside of the program.
	SuperuserDSN string
}

// New returns a database on which migrate has run. migrate runs once per process, on a template; each
// call clones the template, which takes some tens of milliseconds. migrate must be a named function,
// because it identifies its template, or nil for an empty database; it must not be a closure. New is
// safe for concurrent use.
func New(tb testing.TB, migrate Migrate) *DB {
	tb.Helper()
	s := start(tb)
	template := s.template(tb, migrate)
	name := s.name("test")
	s.run(tb, fmt.Sprintf(`create database %s template %s owner %s`, name, template, devstack.Owner))
	s.run(tb, fmt.Sprintf(`revoke all on database %[1]s from public; grant connect on database %[1]s to %[2]s, %[3]s, %[4]s`,
		name, devstack.API, devstack.Worker, devstack.Auditor))
	tb.Cleanup(func() {
		// The test's context has already ended. Sessions that the test left open are ended.
		if _, err := s.admin.ExecContext(context.WithoutCancel(tb.Context()), fmt.Sprintf(`drop database %s with (force)`, name)); err != nil {
			tb.Errorf("drop the test's database: %v", err)
		}
	})
	return s.database(name)
}

// Open returns a pool on the database, closed when the test ends.
func (d *DB) Open(tb testing.TB) *sql.DB {
	tb.Helper()
	pool, err := sql.Open("postgres", d.DSN)
	if err != nil {
		tb.Fatalf("open the test's database: %v", err)
	}
	tb.Cleanup(func() { _ = pool.Close() })
	return pool
}

// server is the cluster of a test process.
type server struct {
	cluster *devstack.Cluster
	admin   *sql.DB

	mu        sync.Mutex
	templates map[uintptr]*template
	named     int
}

type template struct {
	once sync.Once
	name string
	err  error
}

// shared is started by the first test that needs it. It is never closed: a throwaway cluster ends and
// is removed with the process, also after a panic or a timeout.
var shared = sync.OnceValues(func() (*server, error) { //nolint:gochecknoglobals // one server per test process is the point
	cluster, err := devstack.OpenCluster(context.Background(), devstack.ClusterOptions{Throwaway: true})
	if err != nil {
		return nil, err
	}
	admin, err := sql.Open("postgres", cluster.RoleDSN(devstack.Superuser, "postgres"))
	if err != nil {
		return nil, fmt.Errorf("open the test server: %w", err)
	}
	return &server{cluster: cluster, admin: admin, templates: map[uintptr]*template{}}, nil
})

func start(tb testing.TB) *server {
	tb.Helper()
	s, err := shared()
	if err != nil {
		tb.Fatalf("this test needs PostgreSQL (`make deps` installs it): %v", err)
	}
	return s
}

// template returns the name of the template on which migrate has run.
func (s *server) template(tb testing.TB, migrate Migrate) string {
	tb.Helper()
	if migrate == nil {
		return "template1"
	}
	key := reflect.ValueOf(migrate).Pointer()
	s.mu.Lock()
	t := s.templates[key]
	if t == nil {
		t = &template{}
		s.templates[key] = t
	}
	s.mu.Unlock()
	t.once.Do(func() {
		// The context of the first test is not used, because the template is used after that test.
		ctx := context.WithoutCancel(tb.Context())
		t.name = s.name("template")
		if _, t.err = s.admin.ExecContext(ctx, fmt.Sprintf(`create database %s owner %s`, t.name, devstack.Owner)); t.err == nil {
			t.err = migrate(ctx, s.cluster.DSN(t.name))
		}
		if t.err == nil { // a migration may have left a session open, and a template must have none
			_, t.err = s.admin.ExecContext(ctx, `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, t.name)
		}
		if t.err == nil {
			_, t.err = s.admin.ExecContext(ctx, fmt.Sprintf(`alter database %s allow_connections false`, t.name))
		}
	})
	if t.err != nil {
		tb.Fatalf("migrate the template of this test's database: %v", t.err)
	}
	return t.name
}

func (s *server) name(kind string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.named++
	return fmt.Sprintf("%s_%d", kind, s.named)
}

func (s *server) database(name string) *DB {
	as := func(role devstack.Role) string { return s.cluster.RoleDSN(role, name) }
	return &DB{
		Name: name, DSN: as(devstack.Owner), APIDSN: as(devstack.API), WorkerDSN: as(devstack.Worker), AuditDSN: as(devstack.Auditor),
		SuperuserDSN: as(devstack.Superuser),
	}
}

func (s *server) run(tb testing.TB, statement string) {
	tb.Helper()
	if _, err := s.admin.ExecContext(tb.Context(), statement); err != nil {
		tb.Fatalf("make the test's database: %v", err)
	}
}

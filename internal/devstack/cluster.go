package devstack

import (
	"context"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"sync"
)

// Database is the one database of a cluster: the record and Temporal's tables lie in it side
// by side, in schemas of their own, so that one backup is a consistent whole.
const Database = "homeward"

// Role is an account inside a cluster.
type Role string

// The roles of a cluster. Owner owns the database and brings it up to date; API and Worker are
// are the roles of the API and of the worker, and Auditor reads the audit log. The migrations
// grant what each may do. None of them is a superuser, so that row-level security binds all. Engine is Temporal's: it may create schemas of its own and cannot read
// the record. Superuser is for set-up and for tests.
const (
	Owner     Role = "homeward"
	API       Role = "homeward_api"
	Worker    Role = "homeward_worker"
	Auditor   Role = "homeward_audit"
	Engine    Role = "temporal"
	Superuser Role = "postgres"
)

// roles are all that are made; the superuser comes with the cluster.
func roles() []Role { return []Role{Owner, API, Worker, Auditor, Engine} }

// ClusterOptions says what kind of cluster is wanted.
type ClusterOptions struct {
	// Dir keeps the data, the sockets, the passwords and the log. It is created when missing.
	// With Throwaway it may be empty: a directory under the system's temporary one is taken.
	Dir string
	// Throwaway gives up durability for speed and removes Dir when the cluster is closed or
	// this program ends, however it ends. For tests.
	Throwaway bool
}

// Cluster is a private PostgreSQL cluster: reachable through a socket in its directory only,
// by password, with the roles and the database above. A caller who is root gets one that runs
// as the account postgres. Its methods may be called from several goroutines.
type Cluster struct {
	dir       string // short of symbolic links
	bin       string
	sockets   string
	throwaway bool
	as        *account
	passwords map[Role]string
	lock      *Lock
	reaper    io.Closer

	mu    sync.Mutex
	child *Child // nil while stopped
}

// OpenCluster returns a running cluster on opts.Dir, and creates it when there is none. Data
// written before a crash, a kill or a stop is still there. It fails at once, with a *HeldError,
// when another program has the directory open.
func OpenCluster(ctx context.Context, opts ClusterOptions) (*Cluster, error) {
	bin, err := PostgresBin()
	if err != nil {
		return nil, err
	}
	as, err := borrowedAccount()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, as: as, throwaway: opts.Throwaway}
	if err := c.settle(opts.Dir); err != nil {
		return nil, err
	}
	if err := c.open(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Cluster) open(ctx context.Context) error {
	var err error
	if c.lock, err = Acquire(filepath.Join(c.dir, "lock")); err != nil {
		return err
	}
	if c.throwaway {
		if c.reaper, err = startReaper(c.dir); err != nil {
			return err
		}
	}
	if err := c.initialise(ctx); err != nil {
		return err
	}
	if err := c.Start(ctx); err != nil {
		return err
	}
	if err := c.furnish(ctx); err != nil {
		return err
	}
	return c.writeServices()
}

// Process is the running server process; nil while the cluster is stopped.
func (c *Cluster) Process() *Child {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.child
}

// Dir is where the cluster keeps its data, its sockets and its log. It differs from
// ClusterOptions.Dir when PostgreSQL could not have entered that one.
func (c *Cluster) Dir() string { return c.dir }

// SocketDir is the directory with the socket: what a PostgreSQL client calls host.
func (c *Cluster) SocketDir() string { return c.sockets }

// PasswordFile is the file that holds the password of role, readable by the caller alone.
func (c *Cluster) PasswordFile(role Role) string {
	return filepath.Join(c.dir, "password."+string(role))
}

// DSN names database for Owner, who brings it up to date, in the form of DATABASE_URL. It holds
// a password: it must not be logged.
func (c *Cluster) DSN(database string) string { return c.RoleDSN(Owner, database) }

// RoleDSN is DSN for another role.
func (c *Cluster) RoleDSN(role Role, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(string(role), c.passwords[role]),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {c.sockets}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

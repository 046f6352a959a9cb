package devstack

import (
	"context"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"sync"
)

// Database is the only database of a cluster. It holds the record and Temporal's tables, in separate
// schemas, so that one backup is consistent.
const Database = "homeward"

// Role is an account inside a cluster.
type Role string

// The roles of a cluster. Owner owns the database and migrates it; API and Worker are the roles of the
// API and of the worker; Auditor reads the audit log. The migrations grant their rights. None of them
// is a superuser, so row-level security applies to all. Engine is the role of Temporal: it may create
// schemas and cannot read the record. Superuser is for set-up and for tests.
const (
	Owner     Role = "homeward"
	API       Role = "homeward_api"
	Worker    Role = "homeward_worker"
	Auditor   Role = "homeward_audit"
	Engine    Role = "temporal"
	Superuser Role = "postgres"
)

// roles lists the roles that are created; the superuser exists in every cluster.
func roles() []Role { return []Role{Owner, API, Worker, Auditor, Engine} }

// ClusterOptions are the options of a cluster.
type ClusterOptions struct {
	// Dir holds the data, the sockets, the passwords and the log. It is created if it is missing. With
	// Throwaway it may be empty: then a temporary directory is used.
	Dir string
	// Throwaway gives up durability for speed, and removes Dir when the cluster is closed or when this
	// program ends for any reason. It is for tests.
	Throwaway bool
}

// Cluster is a private PostgreSQL cluster with the roles and the database above. Clients can reach it
// only through a socket in its directory, with a password. If the caller is root, it runs as the
// account postgres. Its methods are safe for concurrent use.
type Cluster struct {
	dir       string // without symbolic links
	bin       string
	sockets   string
	throwaway bool
	as        *account
	passwords map[Role]string
	lock      *Lock
	reaper    io.Closer

	mu      sync.Mutex
	child   *Child // nil while stopped
	crashed bool   // before the last start
}

// OpenCluster returns a running cluster on opts.Dir, and creates it if there is none. Data that were
// written before a crash, a kill or a stop are still there. It returns a *HeldError at once if another
// program uses the directory.
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

// Process returns the running server process; nil while the cluster is stopped.
func (c *Cluster) Process() *Child {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.child
}

// Dir returns the directory of the cluster's data, sockets and log. It differs from ClusterOptions.Dir
// if PostgreSQL's account cannot enter that one.
func (c *Cluster) Dir() string { return c.dir }

// SocketDir returns the directory of the socket, which PostgreSQL clients use as host.
func (c *Cluster) SocketDir() string { return c.sockets }

// PasswordFile returns the file with the password of role. Only the caller can read it.
func (c *Cluster) PasswordFile(role Role) string {
	return filepath.Join(c.dir, "password."+string(role))
}

// DSN returns the DATABASE_URL of a database for Owner, who migrates it. It contains a password, so it
// must not be logged.
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

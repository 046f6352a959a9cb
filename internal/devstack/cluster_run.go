package devstack

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver that waits for a cluster to answer
)

// startWithin is how long the start of a cluster may take, with crash recovery.
const startWithin = 2 * time.Minute

// Start starts a cluster again that was stopped or killed, on the same directory and with the same
// DSNs. If the cluster runs, Start does nothing.
func (c *Cluster) Start(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.child != nil {
		select {
		case <-c.child.Exited():
		default:
			return nil
		}
	}
	_, err := os.Stat(filepath.Join(c.data(), "postmaster.pid"))
	crashed := err == nil
	if err := c.clearLeftovers(ctx); err != nil {
		return err
	}
	child, err := Start(ctx, c.command())
	if err != nil {
		return err
	}
	if err := c.awaitAnswer(ctx, child); err != nil {
		child.Kill()
		return err
	}
	c.child, c.crashed = child, crashed
	return nil
}

// Crashed reports whether the cluster had not been shut down before its last start.
func (c *Cluster) Crashed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.crashed
}

// Analyze renews the statistics of all tables of Database, which the plans of queries rest on.
func (c *Cluster) Analyze(ctx context.Context) error {
	db, err := sql.Open("postgres", c.RoleDSN(Superuser, Database))
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "analyze"); err != nil {
		return fmt.Errorf("renew the statistics of the tables: %w", err)
	}
	return nil
}

func (c *Cluster) command() Command {
	args := []string{"-D", c.data(), "-k", c.sockets}
	for _, setting := range settings(c.throwaway) {
		args = append(args, "-c", setting)
	}
	return Command{
		Name: "PostgreSQL", Path: filepath.Join(c.bin, "postgres"), Args: args,
		Env: cleanEnvironment(), Dir: c.dir, Log: filepath.Join(c.dir, "postgres.log"),
		Signal: syscall.SIGINT, // fast shutdown: it ends open sessions and loses nothing
		Grace:  30 * time.Second, as: c.as,
	}
}

// awaitAnswer waits until the cluster answers a query.
func (c *Cluster) awaitAnswer(ctx context.Context, child *Child) error {
	db, err := sql.Open("postgres", c.RoleDSN(Superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if db.PingContext(ctx) == nil {
			return nil
		}
		select {
		case <-again.C:
		case <-child.Exited():
			return fmt.Errorf("start PostgreSQL: it ended (%s); see %s", child.state, child.command.Log)
		case <-ctx.Done():
			return fmt.Errorf("start PostgreSQL: %w; see %s", context.Cause(ctx), child.command.Log)
		}
	}
}

// Stop shuts the cluster down: it ends open sessions and writes everything to disk. Start starts it
// again.
func (c *Cluster) Stop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.child == nil {
		return nil
	}
	err := c.child.Stop()
	c.child = nil
	return err
}

// Kill ends every process of the cluster at once, like a power failure. Start starts it again.
func (c *Cluster) Kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.child == nil {
		return
	}
	c.child.Kill()
	killAll(c.worker)
	c.child = nil
}

// Close stops the cluster and releases its directory; the directory of a throwaway cluster is removed.
// Closing again does nothing.
func (c *Cluster) Close() error {
	err := c.Stop()
	if c.reaper != nil {
		err = errors.Join(err, c.reaper.Close())
		c.reaper = nil
	}
	if c.lock != nil { // without the lock the directory belongs to another program
		if c.sockets != c.dir {
			err = errors.Join(err, os.RemoveAll(c.sockets))
		}
		err = errors.Join(err, c.lock.Release())
		c.lock = nil
	}
	return err
}

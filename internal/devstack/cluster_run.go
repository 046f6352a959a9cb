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

// startWithin bounds the start of a cluster, crash recovery included.
const startWithin = 2 * time.Minute

// Start runs a cluster again that was stopped or killed, on the same directory and with the
// same DSNs. A cluster that runs is left alone.
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
	c.child = child
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
		Signal: syscall.SIGINT, // fast shutdown: open sessions are ended, nothing is lost
		Grace:  30 * time.Second, as: c.as,
	}
}

// awaitAnswer returns when the cluster answers a query.
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

// Stop shuts the cluster down in order: open sessions are ended, everything is on disk.
// Start brings it back.
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

// Kill ends the cluster as a power cut would: every process of it at once, with no warning.
// Start brings it back.
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

// Close stops the cluster for good and lets go of its directory; a throwaway one is removed.
// Closing again does nothing.
func (c *Cluster) Close() error {
	err := c.Stop()
	if c.reaper != nil {
		err = errors.Join(err, c.reaper.Close())
		c.reaper = nil
	}
	if c.lock != nil { // without it another program has the directory
		if c.sockets != c.dir {
			err = errors.Join(err, os.RemoveAll(c.sockets))
		}
		err = errors.Join(err, c.lock.Release())
		c.lock = nil
	}
	return err
}

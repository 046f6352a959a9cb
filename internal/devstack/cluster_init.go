package devstack

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/lib/pq"
)

// settings returns the server's settings that differ from PostgreSQL's defaults. The server's log must
// not contain values: no statement, no parameter, no DETAIL line ("Key (name)=(...) already exists")
// and no error that quotes input of a client.
func settings(throwaway bool) []string {
	all := []string{
		"listen_addresses=",
		"unix_socket_permissions=0700",
		"max_connections=300",
		"shared_buffers=64MB",
		"jit=off",
		"timezone=UTC",
		"log_timezone=UTC",
		"log_min_messages=log",
		"log_error_verbosity=terse",
		"log_min_error_statement=panic",
		"log_parameter_max_length=0",
		"log_parameter_max_length_on_error=0",
	}
	if throwaway {
		return append(all, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum_naptime=1h")
	}
	return all
}

// initialise makes the data directory if there is none. It makes it under another name and then
// renames it, so that an incomplete directory is never used.
func (c *Cluster) initialise(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(c.data(), "PG_VERSION")); err == nil {
		return c.readPasswords()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at the data directory: %w", err)
	}
	if err := c.writePasswords(); err != nil {
		return err
	}
	fresh := filepath.Join(c.dir, "data.new")
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("clear a half-made data directory: %w", err)
	}
	// initdb runs as the borrowed account and cannot read the caller's password file.
	given := filepath.Join(c.dir, "password.given")
	if err := os.WriteFile(given, []byte(c.passwords[Superuser]), 0o600); err != nil {
		return fmt.Errorf("write the first password: %w", err)
	}
	defer os.Remove(given) //nolint:errcheck // removed with the directory at the latest
	if err := c.as.own(given); err != nil {
		return err
	}
	args := []string{
		"-D", fresh, "-U", string(Superuser), "--auth=scram-sha-256", "--pwfile=" + given, "-E", "UTF8",
		"--locale-provider=icu", "--icu-locale=und", "--locale=C.UTF-8", "--data-checksums",
	}
	if c.throwaway {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, "initdb"), args...) //nolint:gosec // our own arguments
	cmd.Env, cmd.Dir = cleanEnvironment(), c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as.credential(), Setpgid: true}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("make a PostgreSQL data directory: %w: %s", err, lastLine(out.String()))
	}
	if err := os.Rename(fresh, c.data()); err != nil {
		return fmt.Errorf("put the data directory in place: %w", err)
	}
	return nil
}

// furnish creates the roles and the database if they do not exist. It may run at every start.
func (c *Cluster) furnish(ctx context.Context) error {
	db, err := sql.Open("postgres", c.RoleDSN(Superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer db.Close()
	for _, role := range roles() {
		create := fmt.Sprintf(`create role %s login password %s`, role, pq.QuoteLiteral(c.passwords[role]))
		if err := unless(ctx, db, `select exists (select from pg_roles where rolname = $1)`, string(role), create); err != nil {
			return fmt.Errorf("create role %s: %w", role, err)
		}
	}
	create := fmt.Sprintf(`create database %s owner %s`, Database, Owner)
	if err := unless(ctx, db, `select exists (select from pg_database where datname = $1)`, Database, create); err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	// Engine may create schemas and use only those. The roles of the program may create nothing.
	for _, grant := range []string{
		fmt.Sprintf(`revoke all on database %s from public`, Database),
		fmt.Sprintf(`grant connect, create, temporary on database %s to %s`, Database, Engine),
		fmt.Sprintf(`grant connect on database %s to %s, %s, %s`, Database, API, Worker, Auditor),
	} {
		if _, err := db.ExecContext(ctx, grant); err != nil {
			return fmt.Errorf("grant rights on the database: %w", err)
		}
	}
	return nil
}

// unless runs statement if the query question returns no for name.
func unless(ctx context.Context, db *sql.DB, question, name, statement string) error {
	var yes bool
	if err := db.QueryRowContext(ctx, question, name).Scan(&yes); err != nil || yes {
		return err
	}
	_, err := db.ExecContext(ctx, statement)
	return err
}

func (c *Cluster) writePasswords() error {
	c.passwords = map[Role]string{}
	for _, role := range append(roles(), Superuser) {
		if err := c.writePassword(role); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cluster) writePassword(role Role) error {
	c.passwords[role] = rand.Text()
	if err := os.WriteFile(c.PasswordFile(role), []byte(c.passwords[role]), 0o600); err != nil {
		return fmt.Errorf("write the password of %s: %w", role, err)
	}
	return nil
}

// readPasswords reads the passwords that writePasswords wrote. It makes a password for a role that a
// cluster of an earlier version does not have yet.
func (c *Cluster) readPasswords() error {
	c.passwords = map[Role]string{}
	for _, role := range append(roles(), Superuser) {
		password, err := os.ReadFile(c.PasswordFile(role))
		if later := role == API || role == Worker || role == Auditor; later && errors.Is(err, fs.ErrNotExist) {
			if err := c.writePassword(role); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("read the password of %s (without it the data in %s cannot be opened): %w", role, c.dir, err)
		}
		c.passwords[role] = string(password)
	}
	return nil
}

// cleanEnvironment returns the environment without PG* variables and without the caller's locale.
func cleanEnvironment() []string {
	return []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

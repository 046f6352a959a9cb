package devstack

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ServiceFile is a file of connection services (PostgreSQL's "The Connection Service File"), one
// for each role by its name: with PGSERVICEFILE set to it, "psql service=homeward_audit" connects
// without a password that the list of processes would show. Only the caller can read it.
func (c *Cluster) ServiceFile() string { return filepath.Join(c.dir, "pg_service.conf") }

// writeServices writes the file at each start, because the socket may have moved.
func (c *Cluster) writeServices() error {
	var out strings.Builder
	for _, role := range append(roles(), Superuser) {
		fmt.Fprintf(&out, "[%s]\nhost=%s\ndbname=%s\nuser=%s\npassword=%s\nsslmode=disable\n\n", role, c.sockets, Database, role, c.passwords[role])
	}
	fresh := c.ServiceFile() + ".new"
	if err := os.WriteFile(fresh, []byte(out.String()), 0o600); err != nil {
		return fmt.Errorf("write the file of services: %w", err)
	}
	if err := os.Rename(fresh, c.ServiceFile()); err != nil {
		return fmt.Errorf("put the file of services in place: %w", err)
	}
	return nil
}

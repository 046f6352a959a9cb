package devstack

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// postgresRoot is where Debian keeps one directory per PostgreSQL version.
const postgresRoot = "/usr/lib/postgresql"

// PostgresBin returns the directory with the programs of the newest PostgreSQL on this
// machine. Versions are compared as numbers: 9 is older than 15.
func PostgresBin() (string, error) {
	found, err := filepath.Glob(filepath.Join(postgresRoot, "*", "bin", "initdb"))
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	newest, bin := -1.0, ""
	for _, initdb := range found {
		dir := filepath.Dir(initdb)
		version, err := strconv.ParseFloat(filepath.Base(filepath.Dir(dir)), 64)
		if err != nil || version <= newest {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "postgres")); err != nil {
			continue
		}
		newest, bin = version, dir
	}
	if bin == "" {
		return "", fmt.Errorf("find PostgreSQL: nothing under %s; `make deps` installs it", postgresRoot)
	}
	return bin, nil
}

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

// The files of homeward dev's keys, in the directory keys of its state directory.
const (
	devKeyDir      = "keys"
	devKEK         = "kek.json"
	devKeyLog      = "erased.log"
	devAuditKey    = "audit.key"
	devAuditPublic = "audit.pub"
	devAuditKept   = "audit.kept" // the newest signed head
)

// devKeys makes keys for development if there are none, and returns the variables that name
// them. A key log that was lost is not made again while its key exists.
func devKeys(state string, now time.Time) (map[string]string, error) {
	dir := filepath.Join(state, devKeyDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make directory for keys: %w", err)
	}
	key, log := filepath.Join(dir, devKEK), filepath.Join(dir, devKeyLog)
	if _, err := os.Stat(key); errors.Is(err, os.ErrNotExist) {
		if err := seal.MakeKeyLog(log); err != nil {
			return nil, err
		}
		if _, err := kek.MakeFile(key, now, true); err != nil {
			return nil, err
		}
	}
	variables, err := devAuditKeys(dir)
	if err != nil {
		return nil, err
	}
	variables["HOMEWARD_KEK"], variables["HOMEWARD_KEY_LOG"] = "file:"+key, log
	return variables, nil
}

// devAuditKeys makes a key for the audit log of development if there is none, and returns the
// variables that name it.
func devAuditKeys(dir string) (map[string]string, error) {
	key, public := filepath.Join(dir, devAuditKey), filepath.Join(dir, devAuditPublic)
	if _, err := os.Stat(key); errors.Is(err, os.ErrNotExist) {
		if _, err := notary.MakeLogKey(key, public, notary.DevelopmentOrigin()); err != nil {
			return nil, err
		}
	}
	return map[string]string{
		"HOMEWARD_AUDIT_KEY_FILE": key, "HOMEWARD_AUDIT_KEPT_FILE": filepath.Join(dir, devAuditKept), "HOMEWARD_AUDIT_PUBLIC": "@" + public,
	}, nil
}

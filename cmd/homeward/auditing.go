package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/sequencer"
)

// auditKeys reads what the API shows of the audit log: its public key, and who countersigns.
func auditKeys(public, witnesses string) (audit.Key, []audit.Witness, error) {
	key, err := publicKey(public)
	if err != nil {
		return audit.Key{}, nil, fmt.Errorf("read HOMEWARD_AUDIT_PUBLIC: %w", err)
	}
	listed, err := readWitnesses(witnesses)
	return key, listed, err
}

// publicKey reads the public key of a log, or the file that is named behind an @.
func publicKey(text string) (audit.Key, error) {
	if path, ok := strings.CutPrefix(text, "@"); ok {
		content, err := os.ReadFile(path)
		if err != nil {
			return audit.Key{}, fmt.Errorf("read key: %w", err)
		}
		text = string(content)
	}
	return audit.ParseKey(text)
}

// readWitnesses reads the list of witnesses in a file; "" is none.
func readWitnesses(path string) ([]audit.Witness, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read witnesses: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	return audit.ReadWitnesses(file)
}

// alongside runs what the worker does for the audit log beside something else, and ends with it.
func (h *house) alongside(ctx context.Context, run func(context.Context) error) error {
	all, ctx := errgroup.WithContext(ctx)
	ctx, done := context.WithCancel(ctx)
	defer done()
	all.Go(func() error {
		defer done()
		return run(ctx)
	})
	all.Go(func() error {
		s := sequencer.Sequencer{Log: h.back.store, Notary: h.notary, Now: h.now, Logger: h.logger}
		return s.Run(ctx)
	})
	return all.Wait()
}

// Where homeward dev keeps the key of its audit log and the newest head, beside its other keys.
const (
	devAuditKey    = "audit.key"
	devAuditPublic = "audit.pub"
	devAuditKept   = "audit.kept"
)

// practiceAudit makes a key for the audit log of development when there is none, and gives what
// a process has to be told of it.
func practiceAudit(dir string) (map[string]string, error) {
	key, public := filepath.Join(dir, devAuditKey), filepath.Join(dir, devAuditPublic)
	if _, err := os.Stat(key); errors.Is(err, os.ErrNotExist) {
		if _, err := notary.Make(key, public, notary.DevelopmentOrigin()); err != nil {
			return nil, err
		}
	}
	return map[string]string{
		"HOMEWARD_AUDIT_KEY_FILE": key, "HOMEWARD_AUDIT_KEPT_FILE": filepath.Join(dir, devAuditKept), "HOMEWARD_AUDIT_PUBLIC": "@" + public,
	}, nil
}

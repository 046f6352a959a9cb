package main

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/sequencer"
)

// auditKeys reads what the API publishes about the audit log: its public key and the witnesses
// that countersign.
func auditKeys(public, witnesses string) (audit.Key, []audit.Witness, error) {
	key, err := notary.ReadPublic(public)
	if err != nil {
		return audit.Key{}, nil, fmt.Errorf("read HOMEWARD_AUDIT_PUBLIC: %w", err)
	}
	listed, err := notary.ReadWitnesses(witnesses)
	return key, listed, err
}

// supervise runs the sequencer of the audit log beside run, and ends with either of them.
func (a *app) supervise(ctx context.Context, run func(context.Context) error) error {
	all, ctx := errgroup.WithContext(ctx)
	ctx, done := context.WithCancel(ctx)
	defer done()
	all.Go(func() error {
		defer done()
		return run(ctx)
	})
	all.Go(func() error {
		s := sequencer.Sequencer{Log: a.worker.store, Notary: a.notary, Now: a.now, Logger: a.logger}
		return s.Run(ctx)
	})
	all.Go(func() error {
		a.indexAgain(ctx)
		return nil
	})
	return all.Wait()
}

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

// keyring is what a process needs to read and write personal data.
type keyring struct {
	*seal.Keyed

	store *keydb.Keys
	keks  seal.KEKs
	log   *seal.KeyLog
	index *seal.Index // of people; set by ready
}

// Token returns the token by which people are found.
func (k *keyring) Token(field, normalised string) seal.Token { return k.index.Token(field, normalised) }

// openKeyring opens the keys that the configuration names, with the encrypted keysets in a
// database. It refuses keys that were made for development unless development is set. The
// caller MUST close the keyring.
func openKeyring(c config.Config, database string, now func() time.Time, development bool) (*keyring, error) {
	keks, err := kek.Open(kek.Options{Key: c.Keys.KEK, Formerly: c.Keys.Formerly, Vault: c.Keys.Vault, Development: development})
	if err != nil {
		return nil, err
	}
	log, err := seal.OpenKeyLog(c.Keys.Log)
	if errors.Is(err, seal.ErrNoKeyLog) {
		return nil, fmt.Errorf("%w: restore it from its copy; or, if nothing was ever erased here, make one with: homeward keys make --log", err)
	}
	if err != nil {
		return nil, err
	}
	store, err := keydb.Open(keydb.Options{DSN: database, Now: now})
	if err != nil {
		return nil, err
	}
	keyed, err := seal.NewKeyed(seal.KeyedOptions{Store: store, KEKs: keks, Log: log, Now: now})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &keyring{Keyed: keyed, store: store, keks: keks, log: log}, nil
}

// keyringFromEnv opens the keyring that the environment names.
func keyringFromEnv(env cli.Env) (*keyring, error) {
	cfg, err := readConfig(env.Lookup, config.Needs{Database: true, Keys: true})
	if err != nil {
		return nil, err
	}
	return openKeyring(cfg, cfg.Database, env.Now, true)
}

// ready checks that the key-encryption key is the one that this database was encrypted with. If
// the process may change keys, it first reconciles database and key log.
func (k *keyring) ready(ctx context.Context, changes bool, logger *slog.Logger) error {
	if changes {
		if err := k.replay(ctx, logger); err != nil {
			return err
		}
	}
	if err := k.Ready(ctx); err != nil {
		return err
	}
	var err error
	k.index, err = k.Index(ctx) // after the check: the first call ever makes the key of the index, under this key-encryption key
	return err
}

// replay reconciles database and key log, and logs what it changed.
func (k *keyring) replay(ctx context.Context, logger *slog.Logger) error {
	done, err := k.Replay(ctx)
	if err != nil {
		return err
	}
	if done.Restored > 0 {
		logger.LogAttrs(ctx, slog.LevelWarn, "the database was restored from before erasures; they were done again", slog.Int("subjects", done.Restored))
	}
	if done.Added > 0 {
		logger.LogAttrs(ctx, slog.LevelWarn, "the key log did not hold erasures that the database knows of; they were added", slog.Int("subjects", done.Added))
	}
	return nil
}

func (k *keyring) close() error { return k.store.Close() }

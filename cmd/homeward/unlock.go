package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

// lockbox is what a process holds to read and write personal data.
type lockbox struct {
	*seal.Keyed

	keys  *postgres.Keys
	keks  seal.KEKs
	log   *seal.KeyLog
	index *seal.Index // of people; ready finds its key
}

// Token makes the tokens that people are found by.
func (l *lockbox) Token(field, normalised string) seal.Token { return l.index.Token(field, normalised) }

// unlock opens the seal with the keys that a process was told of, and whose encrypted form
// lies in a database. It refuses keys that were made for development unless that is what this
// is. The caller MUST close it.
func unlock(c config.Config, database string, now func() time.Time, development bool) (*lockbox, error) {
	keks, err := kek.Open(kek.Options{Key: c.Keys.KEK, Formerly: c.Keys.Formerly, Vault: c.Keys.Vault, Development: development})
	if err != nil {
		return nil, err
	}
	log, err := seal.OpenKeyLog(c.Keys.Log)
	if errors.Is(err, seal.ErrNoKeyLog) {
		return nil, fmt.Errorf("%w: put back the copy of it; or, if nothing was ever erased here, make one with: homeward keys make --log", err)
	}
	if err != nil {
		return nil, err
	}
	keys, err := postgres.OpenKeys(postgres.KeyOptions{DSN: database, Now: now})
	if err != nil {
		return nil, err
	}
	keyed, err := seal.NewKeyed(seal.KeyedOptions{Store: keys, KEKs: keks, Log: log, Now: now})
	if err != nil {
		return nil, errors.Join(err, keys.Close())
	}
	return &lockbox{Keyed: keyed, keys: keys, keks: keks, log: log}, nil
}

// ready makes sure that the key-encryption key is the one that this database knows. A process
// that may change keys also makes database and key log agree, before it serves anybody.
func (l *lockbox) ready(ctx context.Context, changes bool, logger *slog.Logger) error {
	if changes {
		if err := l.replay(ctx, logger); err != nil {
			return err
		}
	}
	if err := l.Ready(ctx); err != nil {
		return err
	}
	var err error
	l.index, err = l.Index(ctx) // not before: the first call ever makes the key, and makes it with this key-encryption key
	return err
}

// replay makes database and key log agree, and says when they did not.
func (l *lockbox) replay(ctx context.Context, logger *slog.Logger) error {
	done, err := l.Replay(ctx)
	if err != nil {
		return err
	}
	if done.Again > 0 {
		logger.LogAttrs(ctx, slog.LevelWarn, "the database was restored from before erasures; they were done again", slog.Int("subjects", done.Again))
	}
	if done.Noted > 0 {
		logger.LogAttrs(ctx, slog.LevelWarn, "the key log did not hold erasures that the database knows of; they were added", slog.Int("subjects", done.Noted))
	}
	return nil
}

func (l *lockbox) close() error { return l.keys.Close() }

// Where homeward dev keeps its key and its key log, in the state directory.
const (
	devKeys = "keys"
	devKEK  = "kek.json"
	devLog  = "erased.log"
)

// practice makes a key for development and the log beside it when there is none, and gives
// what a process has to be told of them.
func practice(state string, now time.Time) (map[string]string, error) {
	dir := filepath.Join(state, devKeys)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make a place for keys: %w", err)
	}
	key, log := filepath.Join(dir, devKEK), filepath.Join(dir, devLog)
	if _, err := os.Stat(key); errors.Is(err, os.ErrNotExist) {
		if err := seal.MakeKeyLog(log); err != nil {
			return nil, err
		}
		if _, err := kek.MakeFile(key, now, true); err != nil {
			return nil, err
		}
	}
	told, err := practiceAudit(dir)
	if err != nil {
		return nil, err
	}
	told["HOMEWARD_KEK"], told["HOMEWARD_KEY_LOG"] = "file:"+key, log
	return told, nil
}

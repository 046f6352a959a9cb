package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
)

// house is what a process of Homeward stands on, put together.
type house struct {
	config   config.Config
	logger   *slog.Logger
	now      func() time.Time
	rules    fs.FS // the corridor files
	book     *corridor.Book
	store    *postgres.Store
	engine   *engine.Engine
	commands *command.Service
}

// plan says what kind of house is wanted.
type plan struct {
	config   config.Config
	logger   *slog.Logger
	identity string // to Temporal
	fast     int    // how many times faster clocks run; only in development
	// lazy lets the house stand while Temporal is down.
	lazy bool
}

// build puts a house together. The caller MUST close it.
func build(ctx context.Context, w world, p plan) (*house, error) {
	h := &house{config: p.config, logger: p.logger, now: func() time.Time { return w.now().UTC() }}
	var err error
	if h.rules, h.book, err = rulesOf(p.config.Corridors); err != nil {
		return nil, err
	}
	h.book = h.book.Fast(p.fast)
	h.store, err = postgres.Open(postgres.Options{DSN: p.config.Database, Box: seal.Clear{}, Now: h.now, NewRef: command.NewRef})
	if err != nil {
		return nil, fmt.Errorf("open record: %w", err)
	}
	if err := h.store.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach record: %w", err), h.store.Close())
	}
	connect := engine.Config{Options: p.config.Temporal, Identity: p.identity, Logger: p.logger}
	if p.lazy {
		h.engine, err = engine.Lazy(connect)
	} else {
		h.engine, err = engine.Dial(ctx, connect)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reach Temporal at %s: %w", p.config.Temporal.HostPort, err), h.store.Close())
	}
	h.commands = &command.Service{Store: h.store, Sender: h.engine, Now: h.now, NewRef: command.NewRef, Logger: p.logger}
	return h, nil
}

func (h *house) close() error {
	h.engine.Close()
	return h.store.Close()
}

// rulesOf reads the corridor files of a directory, or the embedded ones.
func rulesOf(dir string) (fs.FS, *corridor.Book, error) {
	files := corridors.Files()
	if dir != "" {
		files = os.DirFS(dir)
	}
	book, err := corridor.Load(files)
	if err != nil {
		return nil, nil, fmt.Errorf("read corridor files: %w", err)
	}
	return files, book, nil
}

// logger writes lines of JSON, with what may stand in a log.
func (w world) logger(level slog.Level) *slog.Logger {
	return slog.New(logline.New(w.err, level))
}

// begin writes the first line: which program this is, and what it was told.
func begin(ctx context.Context, logger *slog.Logger, what string, c config.Config) {
	attrs := append([]slog.Attr{slog.String("process", what), slog.String("version", release())}, c.Redacted()...)
	logger.LogAttrs(ctx, slog.LevelInfo, "homeward begins", attrs...)
	if c.Seal == config.SealClear {
		logger.LogAttrs(ctx, slog.LevelWarn, "personal fields are kept unencrypted: use no real person's data")
	}
}

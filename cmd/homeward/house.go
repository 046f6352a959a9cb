package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
)

// house is what a process of Homeward stands on, put together.
type house struct {
	config config.Config
	logger *slog.Logger
	now    func() time.Time
	rules  fs.FS // the corridor files
	book   *corridor.Book
	keep   *retention.Book // how long what is kept
	seal   *lockbox
	notary *audit.Notary // the worker's
	proof  audit.Key     // the API's
	seen   []audit.Witness
	codec  *engine.Codec
	engine *engine.Engine
	front  half // the API's
	back   half // the worker's
}

// half is one half of the program on the record: the database knows the two apart, and lets
// each do what is its own. One that is not wanted has no store.
type half struct {
	dsn      string
	store    *postgres.Store
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
	// development takes keys that were made for it.
	development bool
	// front and back are where each half finds the database; "" for a half that is not wanted.
	front, back string
}

// build puts a house together. The caller MUST close it.
func build(ctx context.Context, w world, p plan) (*house, error) {
	h := &house{config: p.config, logger: p.logger, now: func() time.Time { return w.now().UTC() }}
	var err error
	if h.rules, h.book, err = rulesOf(p.config.Corridors); err != nil {
		return nil, err
	}
	if h.keep, err = keepingOf(p.config.Corridors, h.book); err != nil {
		return nil, err
	}
	h.book = h.book.Fast(p.fast)
	// The worker may destroy keys, and where it is it makes sure that who was erased stays erased.
	if h.seal, err = unlock(p.config, cmp.Or(p.back, p.front), h.now, p.development); err != nil {
		return nil, err
	}
	if err := errors.Join(h.openAudit(p), h.open(ctx, p)); err != nil {
		return nil, errors.Join(err, h.shut())
	}
	if err := h.seal.ready(ctx, p.back != "", p.logger); err != nil {
		return nil, errors.Join(err, h.shut())
	}
	h.codec = engine.NewCodec(h.seal, p.config.Temporal.Namespace)
	connect := engine.Config{
		Options: p.config.Temporal, Identity: p.identity, Logger: p.logger, Codec: h.codec,
	}
	if p.lazy {
		h.engine, err = engine.Lazy(connect)
	} else {
		h.engine, err = engine.Dial(ctx, connect)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reach Temporal at %s: %w", p.config.Temporal.HostPort, err), h.shut())
	}
	for _, side := range []*half{&h.front, &h.back} {
		side.commands = &command.Service{Store: side.store, Sender: h.engine, Now: h.now, NewRef: command.NewRef, Logger: p.logger}
	}
	return h, nil
}

// openAudit reads the keys of the audit log that each half needs.
func (h *house) openAudit(p plan) (err error) {
	if p.back != "" {
		h.notary, err = notary.Open(p.config.Audit.KeyFile, p.config.Audit.KeptFile, p.development)
	}
	if err == nil && p.front != "" {
		h.proof, h.seen, err = auditKeys(p.config.Audit.Public, p.config.Audit.Witnesses)
	}
	return err
}

// open opens the record for the halves that are wanted, and makes sure that its wall binds them.
func (h *house) open(ctx context.Context, p plan) error {
	for _, one := range []struct {
		*half
		dsn, role string
		as        principal.Principal
	}{
		{&h.front, p.front, postgres.RoleAPI, principal.Principal{}}, // each request says who asks
		{&h.back, p.back, postgres.RoleWorker, principal.Principal{Kind: principal.Procedure}},
	} {
		if one.dsn == "" {
			continue
		}
		store, err := postgres.Open(postgres.Options{DSN: one.dsn, As: one.as, Box: h.seal, Index: h.seal, Now: h.now, NewRef: command.NewRef})
		if err != nil {
			return fmt.Errorf("open record: %w", err)
		}
		one.half.dsn, one.store = one.dsn, store
		if err := store.CheckWall(ctx, one.role); err != nil {
			return fmt.Errorf("reach record: %w", err)
		}
	}
	return nil
}

// shut closes the record and the keys.
func (h *house) shut() error {
	errs := []error{h.seal.close()}
	for _, side := range []half{h.front, h.back} {
		if side.store != nil {
			errs = append(errs, side.store.Close())
		}
	}
	return errors.Join(errs...)
}

func (h *house) close() error {
	h.engine.Close()
	return h.shut()
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
}

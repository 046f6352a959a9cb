package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"example.org/homeward/internal/postgres/db"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migration is one step of the schema.
type Migration struct {
	Version   int64
	File      string
	AppliedAt time.Time // zero while it has not run
}

// Migrate brings the schema "app" of a database up to date. Any number of processes may do
// so at once: one runs, the others wait for it. Released migrations never change.
func Migrate(ctx context.Context, dsn string) error {
	return withProvider(ctx, dsn, func(p *goose.Provider) error {
		if _, err := p.Up(ctx); err != nil {
			return migrationError(err)
		}
		return nil
	})
}

// Status lists every migration, and when it ran.
func Status(ctx context.Context, dsn string) ([]Migration, error) {
	var out []Migration
	err := withProvider(ctx, dsn, func(p *goose.Provider) error {
		all, err := p.Status(ctx)
		if err != nil {
			return migrationError(err)
		}
		for _, m := range all {
			out = append(out, Migration{Version: m.Source.Version, File: m.Source.Path, AppliedAt: m.AppliedAt.UTC()})
		}
		return nil
	})
	return out, err
}

func withProvider(ctx context.Context, dsn string, do func(*goose.Provider) error) (err error) {
	connector, err := db.Connector(dsn, db.PlainSettings())
	if err != nil {
		return err
	}
	pool := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, db.Translate(pool.Close())) }()
	if err := checkRoles(ctx, pool); err != nil {
		return err
	}
	if err := makeSchema(ctx, pool); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("find migrations: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300), lock.WithUnlockTimeout(1, 60)) // seconds, attempts
	if err != nil {
		return fmt.Errorf("make migration lock: %w", err)
	}
	store, err := database.NewStore(database.DialectPostgres, "app.goose_db_version")
	if err != nil {
		return fmt.Errorf("make migration store: %w", err)
	}
	// WithStore asks for a custom dialect, spelled "".
	provider, err := goose.NewProvider("", pool, files, goose.WithStore(store), goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("make migrations: %w", err)
	}
	return do(provider)
}

// schemaLock keeps two processes from creating the schema at the same moment, which "if not exists"
// does not. Any number that no other lock uses would do.
const schemaLock = 0x686f6d6577617264

// makeSchema makes the schema, in which goose keeps its own table.
func makeSchema(ctx context.Context, pool *sql.DB) (err error) {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("make schema: %w", db.Translate(err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Translate(tx.Rollback()))
		}
	}()
	if _, err := tx.ExecContext(ctx, `select pg_advisory_xact_lock($1)`, int64(schemaLock)); err != nil {
		return fmt.Errorf("lock schema: %w", db.Translate(err))
	}
	if _, err := tx.ExecContext(ctx, `create schema if not exists app`); err != nil {
		return fmt.Errorf("make schema: %w", db.Translate(err))
	}
	return db.Translate(tx.Commit())
}

// stateOlder is the SQLSTATE of a migration that finds data written in clear.
const stateOlder = "ZH009"

// ErrOlder is returned for a database with data that an earlier development version wrote in clear.
// It is not converted, because its files and backups would keep the clear text.
var ErrOlder = errors.New("the database was made by an earlier development version, which did not seal what it wrote; " +
	"keep a copy if you need it, then start with an empty one")

// migrationError returns an error that names the migration and has the SQLSTATE.
func migrationError(err error) error {
	if e, ok := errors.AsType[*pq.Error](err); ok && e.Code == stateOlder {
		return ErrOlder
	}
	if partial, ok := errors.AsType[*goose.PartialError](err); ok && partial.Failed != nil {
		return fmt.Errorf("run migration %d: %w", partial.Failed.Source.Version, db.Translate(partial.Err))
	}
	return fmt.Errorf("run migrations: %w", db.Translate(err))
}

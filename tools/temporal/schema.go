package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/lib/pq"
	"go.temporal.io/server/common/log"
	toolschema "go.temporal.io/server/tools/common/schema"
	toolsql "go.temporal.io/server/tools/sql"
)

const (
	mainSchema       = "temporal"
	visibilitySchema = "temporal_vis"

	// made marks a schema whose first set-up came to its end. The statements of a set-up are not
	// one transaction: a program that is stopped in the middle leaves a part of them behind.
	made = "Temporal's; set up by homeward-temporal"
)

// schema is one of the two that Temporal keeps its tables in.
type schema struct {
	name     string
	files    string // the directory of its versions in the server's embedded files
	evidence string // a table that has rows as soon as a server has run on it
}

func schemas() []schema {
	return []schema{
		{name: mainSchema, files: "postgresql/v12/temporal", evidence: "namespaces"},
		{name: visibilitySchema, files: "postgresql/v12/visibility", evidence: "executions_visibility"},
	}
}

// setUp brings both schemas to the version of this server. It may run on every start. A set-up
// that was cut short is repeated; a schema that another program made is left alone.
func setUp(ctx context.Context, o options, password string, logger log.Logger) error {
	db, err := sql.Open("postgres", dsn(o, password))
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer db.Close()
	for _, s := range schemas() {
		done, err := s.made(ctx, db)
		if err != nil {
			return fmt.Errorf("look at schema %s: %w", s.name, err)
		}
		if !done {
			if err := s.clear(ctx, db); err != nil {
				return fmt.Errorf("make schema %s: %w", s.name, err)
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.update(o, password, logger); err != nil {
			return fmt.Errorf("update schema %s: %w", s.name, err)
		}
		if err := s.mark(ctx, db); err != nil {
			return fmt.Errorf("mark schema %s: %w", s.name, err)
		}
	}
	return nil
}

func (s schema) made(ctx context.Context, db *sql.DB) (bool, error) {
	var comment sql.NullString
	err := db.QueryRowContext(ctx, `select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = $1`, s.name).Scan(&comment)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return comment.String == made, err
}

// clear makes the schema, empty. What it drops was never used: it refuses when a server has
// run on it.
func (s schema) clear(ctx context.Context, db *sql.DB) error {
	evidence := pq.QuoteIdentifier(s.name) + "." + pq.QuoteIdentifier(s.evidence)
	var there, used bool
	if err := db.QueryRowContext(ctx, `select to_regclass($1) is not null`, evidence).Scan(&there); err != nil {
		return err
	}
	if there {
		if err := db.QueryRowContext(ctx, `select exists (select from `+evidence+`)`).Scan(&used); err != nil {
			return err
		}
	}
	if used {
		return errors.New("it is in use and was not made by this program")
	}
	name := pq.QuoteIdentifier(s.name)
	for _, statement := range []string{
		`drop schema if exists ` + name + ` cascade`,
		`create schema ` + name,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (s schema) update(o options, password string, logger log.Logger) error {
	conn, err := toolsql.NewConnection(store(o, password, s.name, 1), logger)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := toolschema.NewSetupSchemaTask(conn, &toolschema.SetupConfig{InitialVersion: "0.0"}, logger).Run(); err != nil {
		return err
	}
	return toolschema.NewUpdateSchemaTask(conn, &toolschema.UpdateConfig{SchemaName: s.files}, logger).Run()
}

func (s schema) mark(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, `comment on schema `+pq.QuoteIdentifier(s.name)+` is `+pq.QuoteLiteral(made))
	return err
}

func dsn(o options, password string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(o.dbUser, password), Path: "/" + o.dbName,
		RawQuery: url.Values{"host": {o.dbHost}, "port": {strconv.Itoa(o.dbPort)}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

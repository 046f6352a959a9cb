package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// exec runs a statement and gives the number of rows that it touched. what is for the
// log: a verb and a noun. The text MUST NOT vary from call to call.
func exec(ctx context.Context, tx *txn, what, text string, args ...any) (int64, error) {
	var result sql.Result
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		result, err = tx.StmtxContext(ctx, ready).ExecContext(ctx, args...)
	} else if result, err = tx.ExecContext(ctx, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, translate(err))
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, translate(err))
	}
	return n, nil
}

// get reads one row into dest; sql.ErrNoRows when there is none. The text MUST NOT vary
// from call to call.
func get(ctx context.Context, tx *txn, what string, dest any, text string, args ...any) error {
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		err = tx.StmtxContext(ctx, ready).GetContext(ctx, dest, args...) //nolint:sqlclosecheck // it ends with the transaction
	} else if err = tx.GetContext(ctx, dest, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, translate(err))
	}
	return nil
}

// list reads all rows into dest, a pointer to a slice. The text MUST NOT vary from call to call.
func list(ctx context.Context, tx *txn, what string, dest any, text string, args ...any) error {
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		err = tx.StmtxContext(ctx, ready).SelectContext(ctx, dest, args...) //nolint:sqlclosecheck // it ends with the transaction
	} else if err = tx.SelectContext(ctx, dest, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, translate(err))
	}
	return nil
}

// readPage reads one page of a list whose text depends on what it is narrowed by.
func readPage(ctx context.Context, tx *txn, what string, dest any, text string, args ...any) error {
	if err := tx.SelectContext(ctx, dest, text, args...); err != nil {
		return fmt.Errorf("%s: %w", what, translate(err))
	}
	return nil
}

// conditions collect what a list is narrowed by, and the arguments of the statement.
type conditions struct {
	all  []string
	args []any
}

// arg adds an argument and gives its placeholder.
func (c *conditions) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

// and adds a condition; each ? in it stands for one argument.
func (c *conditions) and(condition string, args ...any) {
	for _, v := range args {
		condition = strings.Replace(condition, "?", c.arg(v), 1)
	}
	c.all = append(c.all, condition)
}

// equal adds a condition on one column unless the value is empty.
func (c *conditions) equal(column, value string) {
	if value != "" {
		c.and(column+" = ?", value)
	}
}

// where is the clause, "" without conditions.
func (c *conditions) where() string {
	if len(c.all) == 0 {
		return ""
	}
	return " where " + strings.Join(c.all, " and ")
}

// asJSON is a column that holds JSON. It is written as text, because bytes would be taken
// for the binary form.
type asJSON[T any] struct{ V T }

// Scan reads a column; null leaves the zero value.
func (j *asJSON[T]) Scan(src any) error {
	var raw []byte
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		raw = v
	case string:
		raw = []byte(v)
	default:
		return errors.New("a column of JSON holds something else")
	}
	if err := json.Unmarshal(raw, &j.V); err != nil {
		return errors.New("a column of JSON cannot be read") // its text quotes the value
	}
	return nil
}

// encode is a value as the argument of a JSON parameter.
func encode(what string, v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode %s: %w", what, errNotJSON)
	}
	return string(raw), nil
}

var errNotJSON = errors.New("not to be written as JSON")

package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/homeward/internal/fault"
)

// JSON is a column that holds JSON. It is written as text, because bytes would be taken for
// the binary form.
type JSON[T any] struct{ V T }

// Scan reads a column; null leaves the zero value.
func (j *JSON[T]) Scan(src any) error {
	var raw []byte
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		raw = v
	case string:
		raw = []byte(v)
	default:
		return errors.New("a JSON column holds something else")
	}
	if err := json.Unmarshal(raw, &j.V); err != nil {
		return errors.New("a JSON column cannot be read") // the text of err quotes the value
	}
	return nil
}

// ErrJSON is returned for a value that cannot be written as JSON or read from it.
var ErrJSON = errors.New("not to be written or read as JSON")

// Encode returns a value as the argument of a JSON parameter. what is for the log.
func Encode(what string, v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode %s: %w", what, ErrJSON)
	}
	return string(raw), nil
}

// ErrRowsMissing is returned if a statement changed fewer rows than it was given.
var ErrRowsMissing = fault.New(fault.Conflict, "the change refers to something that is not in the record")

// InsertRows writes rows of one kind in one statement, which gets them as JSON in its first
// parameter. It returns ErrRowsMissing if fewer rows were written than given.
func InsertRows[T any](ctx context.Context, tx *Tx, what string, rows []T, query string, args ...any) error {
	if len(rows) == 0 {
		return nil
	}
	raw, err := Encode(what, rows)
	if err != nil {
		return err
	}
	n, err := Exec(ctx, tx, what, query, append([]any{raw}, args...)...)
	if err == nil && n != int64(len(rows)) {
		return fmt.Errorf("%s: %w", what, ErrRowsMissing)
	}
	return err
}

package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Exec runs a statement and returns the number of rows that it changed. what is for the log: a
// verb and a noun. The text MUST NOT vary from call to call.
func Exec(ctx context.Context, tx *Tx, what, text string, args ...any) (int64, error) {
	observe(ctx, text, args)
	var result sql.Result
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		result, err = tx.StmtxContext(ctx, ready).ExecContext(ctx, args...)
	} else if result, err = tx.ExecContext(ctx, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, Translate(err))
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, Translate(err))
	}
	return n, nil
}

// Get reads one row into dest. It returns an error wrapping sql.ErrNoRows if there is none; see
// Missing. The text MUST NOT vary from call to call.
func Get(ctx context.Context, tx *Tx, what string, dest any, text string, args ...any) error {
	observe(ctx, text, args)
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		err = tx.StmtxContext(ctx, ready).GetContext(ctx, dest, args...) //nolint:sqlclosecheck // it ends with the transaction
	} else if err = tx.GetContext(ctx, dest, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, Translate(err))
	}
	return nil
}

// List reads all rows into dest, a pointer to a slice. The text MUST NOT vary from call to call.
func List(ctx context.Context, tx *Tx, what string, dest any, text string, args ...any) error {
	observe(ctx, text, args)
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		err = tx.StmtxContext(ctx, ready).SelectContext(ctx, dest, args...) //nolint:sqlclosecheck // it ends with the transaction
	} else if err = tx.SelectContext(ctx, dest, text, args...); err == nil {
		tx.prepared.want(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, Translate(err))
	}
	return nil
}

// ReadPage reads one page of a list whose text depends on its Conditions.
func ReadPage(ctx context.Context, tx *Tx, what string, dest any, text string, args ...any) error {
	observe(ctx, text, args)
	if err := tx.SelectContext(ctx, dest, text, args...); err != nil {
		return fmt.Errorf("%s: %w", what, Translate(err))
	}
	return nil
}

// orderly has a statement read an index in the order of its list, also where the planner expects few rows
// under a filter, and has it planned once for a connection: with row security to plan a page takes longer than to read it.
const orderly = `select set_config('enable_sort', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`

// ReadOrdered reads one page of a list that an index has in its order under every filter; see ReadPage. It is for the
// last statement of a transaction.
func ReadOrdered(ctx context.Context, tx *Tx, what string, dest any, text string, args ...any) error {
	if _, err := Exec(ctx, tx, "keep the order of an index", orderly); err != nil {
		return err
	}
	observe(ctx, text, args)
	var err error
	if ready := tx.prepared.find(text); ready != nil {
		err = tx.StmtxContext(ctx, ready).SelectContext(ctx, dest, args...) //nolint:sqlclosecheck // it ends with the transaction
	} else if err = tx.SelectContext(ctx, dest, text, args...); err == nil {
		tx.prepared.wantOneOfMany(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, Translate(err))
	}
	return nil
}

// Missing returns instead if err says that there is no row, else err.
func Missing(err, instead error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return instead
	}
	return err
}

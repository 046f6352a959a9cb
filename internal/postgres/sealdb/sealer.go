package sealdb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/seal"
)

// Sealer seals the values of columns and opens them.
type Sealer struct{ box seal.Box }

// New makes a Sealer.
func New(box seal.Box) Sealer { return Sealer{box: box} }

// SealText seals a text; "" is stored as null.
func (s Sealer) SealText(ctx context.Context, of seal.Subject, col Column, row, text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	return s.Seal(ctx, of, col, row, []byte(text))
}

// SealJSON seals a value as JSON.
func (s Sealer) SealJSON(ctx context.Context, of seal.Subject, col Column, row string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", col, db.ErrJSON)
	}
	return s.Seal(ctx, of, col, row, plain)
}

// Seal seals a value, padded to a multiple of the block of its column.
func (s Sealer) Seal(ctx context.Context, of seal.Subject, col Column, row string, plain []byte) ([]byte, error) {
	sealed, err := s.box.Seal(ctx, seal.Place{Subject: of, Column: string(col), Row: row}, pad(col, plain))
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", col, err)
	}
	return sealed, nil
}

// Hex is sealed bytes in the JSON parameter of a statement, which decodes them; nil is null.
type Hex []byte

// MarshalJSON returns hexadecimal digits.
func (h Hex) MarshalJSON() ([]byte, error) {
	if h == nil {
		return []byte("null"), nil
	}
	return json.Marshal(hex.EncodeToString(h))
}

// OpenText opens a value of SealText. It returns "" for null, and for an erased value.
func (s Sealer) OpenText(ctx context.Context, of seal.Subject, col Column, row string, sealed []byte) (string, error) {
	plain, err := s.Open(ctx, of, col, row, sealed)
	return string(plain), err
}

// OpenJSON opens a value of SealJSON into v, and reports whether there was one. An erased value is
// as absent as null: for a column that is never null, false means erased.
func (s Sealer) OpenJSON(ctx context.Context, of seal.Subject, col Column, row string, sealed []byte, v any) (bool, error) {
	plain, err := s.Open(ctx, of, col, row, sealed)
	if err != nil || plain == nil {
		return false, err
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return false, fmt.Errorf("decode %s: %w", col, db.ErrJSON) // the text of the error quotes the value
	}
	return true, nil
}

// Open opens a sealed value. An erased one is nil, as if it had never been written.
func (s Sealer) Open(ctx context.Context, of seal.Subject, col Column, row string, sealed []byte) ([]byte, error) {
	filled, err := s.box.Open(ctx, seal.Place{Subject: of, Column: string(col), Row: row}, sealed)
	if seal.Erased(err) {
		return nil, nil
	}
	var plain []byte
	if err == nil {
		plain, err = unpad(filled)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", col, err)
	}
	return plain, nil
}

// prefetcher is a Box that can fetch the keys of many subjects at once.
type prefetcher interface {
	Prefetch(ctx context.Context, subjects ...seal.Subject) error
}

// Prefetch fetches the keys of a page in one query, before its rows are opened one by one.
func (s Sealer) Prefetch(ctx context.Context, subjects []seal.Subject) error {
	box, can := s.box.(prefetcher)
	if !can || len(subjects) < 2 {
		return nil
	}
	if err := box.Prefetch(ctx, subjects...); err != nil {
		return fmt.Errorf("fetch keys: %w", err)
	}
	return nil
}

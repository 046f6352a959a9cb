package postgres

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

func ofCase(ref casework.Ref) seal.Subject      { return seal.Subject("case/" + ref) }
func ofOperation(ref casework.Ref) seal.Subject { return seal.Subject("operation/" + ref) }
func ofMovement(ref casework.Ref) seal.Subject  { return seal.Subject("movement/" + ref) }
func ofList(ref casework.Ref) seal.Subject      { return seal.Subject("list/" + ref) }

// ofTarget returns the subject with whose key a command is sealed.
func ofTarget(t record.Target) seal.Subject {
	return seal.Subject(string(t.Kind) + "/" + string(t.Ref))
}

// sealText seals a text; "" is stored as null.
func (s *Store) sealText(ctx context.Context, of seal.Subject, col column, row, text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	return s.seal(ctx, of, col, row, []byte(text))
}

// sealJSON seals a value as JSON.
func (s *Store) sealJSON(ctx context.Context, of seal.Subject, col column, row string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", col, db.ErrJSON)
	}
	return s.seal(ctx, of, col, row, plain)
}

func (s *Store) seal(ctx context.Context, of seal.Subject, col column, row string, plain []byte) ([]byte, error) {
	sealed, err := s.box.Seal(ctx, seal.Place{Subject: of, Column: string(col), Row: row}, pad(col, plain))
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", col, err)
	}
	return sealed, nil
}

// hexBytes are sealed bytes in the JSON parameter of a statement, which decodes them; nil is null.
type hexBytes []byte

// MarshalJSON returns hexadecimal digits.
func (h hexBytes) MarshalJSON() ([]byte, error) {
	if h == nil {
		return []byte("null"), nil
	}
	return json.Marshal(hex.EncodeToString(h))
}

// openText opens a value of sealText. It returns "" for null, and for an erased value.
func (s *Store) openText(ctx context.Context, of seal.Subject, col column, row string, sealed []byte) (string, error) {
	plain, err := s.open(ctx, of, col, row, sealed)
	return string(plain), err
}

// openJSON opens a value of sealJSON into v, and reports whether there was one. An erased value is
// as absent as null: for a column that is never null, false means erased.
func (s *Store) openJSON(ctx context.Context, of seal.Subject, col column, row string, sealed []byte, v any) (bool, error) {
	plain, err := s.open(ctx, of, col, row, sealed)
	if err != nil || plain == nil {
		return false, err
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return false, fmt.Errorf("decode %s: %w", col, db.ErrJSON) // the text of the error quotes the value
	}
	return true, nil
}

// open opens a sealed value. An erased one is nil, as if it had never been written.
func (s *Store) open(ctx context.Context, of seal.Subject, col column, row string, sealed []byte) ([]byte, error) {
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

// prefetchKeys fetches the keys of a page in one query, before its rows are opened one by one.
func (s *Store) prefetchKeys(ctx context.Context, subjects []seal.Subject) error {
	box, can := s.box.(prefetcher)
	if !can || len(subjects) < 2 {
		return nil
	}
	if err := box.Prefetch(ctx, subjects...); err != nil {
		return fmt.Errorf("fetch keys: %w", err)
	}
	return nil
}

package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

func ofCase(ref casework.Ref) seal.Subject      { return seal.Subject("case/" + ref) }
func ofOperation(ref casework.Ref) seal.Subject { return seal.Subject("operation/" + ref) }
func ofMovement(ref casework.Ref) seal.Subject  { return seal.Subject("movement/" + ref) }
func ofList(ref casework.Ref) seal.Subject      { return seal.Subject("list/" + ref) }

// ofTarget is whose data the words of a command are.
func ofTarget(t record.Target) seal.Subject {
	return seal.Subject(string(t.Kind) + "/" + string(t.Ref))
}

// sealText seals a text; "" is nothing, and stays null.
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
		return nil, fmt.Errorf("encode %s: %w", col, errNotJSON)
	}
	return s.seal(ctx, of, col, row, plain)
}

func (s *Store) seal(ctx context.Context, of seal.Subject, col column, row string, plain []byte) ([]byte, error) {
	sealed, err := s.box.Seal(ctx, seal.Place{Subject: of, Column: string(col), Row: row}, plain)
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", col, err)
	}
	return sealed, nil
}

// openText opens what sealText sealed; null is "".
func (s *Store) openText(ctx context.Context, of seal.Subject, col column, row string, sealed []byte) (string, error) {
	plain, err := s.open(ctx, of, col, row, sealed)
	return string(plain), err
}

// openJSON opens what sealJSON sealed into v and says whether there was anything.
func (s *Store) openJSON(ctx context.Context, of seal.Subject, col column, row string, sealed []byte, v any) (bool, error) {
	plain, err := s.open(ctx, of, col, row, sealed)
	if err != nil || plain == nil {
		return false, err
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return false, fmt.Errorf("decode %s: %w", col, errNotJSON) // its own text quotes the value
	}
	return true, nil
}

func (s *Store) open(ctx context.Context, of seal.Subject, col column, row string, sealed []byte) ([]byte, error) {
	plain, err := s.box.Open(ctx, seal.Place{Subject: of, Column: string(col), Row: row}, sealed)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", col, err)
	}
	return plain, nil
}

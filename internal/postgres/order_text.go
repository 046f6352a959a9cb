package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// OrderText returns what was written with the command that proposed an order. It is empty if the command of the key
// proposed none, or if the text was emptied or erased.
func (s *Store) OrderText(ctx context.Context, ref casework.Ref, key casework.Key) (text record.OrderText, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		text = record.OrderText{}
		words, err := s.wordsOf(ctx, tx, ref, key)
		if words.Order != nil {
			text = *words.Order
		}
		return err
	})
	return text, err
}

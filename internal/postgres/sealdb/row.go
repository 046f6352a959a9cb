package sealdb

import (
	"context"

	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

// OpenRow opens a row of a list as it is after the answers of people, or as it was read if there are none. It reports
// whether there is one: an erased row is absent.
func (s Sealer) OpenRow(ctx context.Context, of seal.Subject, line string, read, answered []byte) (row roster.Row, there bool, err error) {
	if answered != nil {
		var now doubt.Answered
		there, err = s.OpenJSON(ctx, of, ColRowAnswered, line, answered, &now)
		return now.Row, there, err
	}
	there, err = s.OpenJSON(ctx, of, ColRowRead, line, read, &row)
	return row, there, err
}

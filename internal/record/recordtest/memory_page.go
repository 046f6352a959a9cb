package recordtest

import (
	"slices"

	"example.org/homeward/internal/record"
)

// pageOf sorts rows and returns one page of them. The page begins after the row that has the cursor of
// the page; it is empty if there is no such row.
func pageOf[T any](rows []T, p record.Page, order func(a, b T) int, cursor func(T) record.Cursor) ([]T, *record.Cursor) {
	slices.SortFunc(rows, order)
	if p.After != nil {
		at := slices.IndexFunc(rows, func(r T) bool { return cursor(r).ID == p.After.ID })
		if at < 0 {
			return nil, nil
		}
		rows = rows[at+1:]
	}
	if len(rows) <= p.Size() {
		return rows, nil
	}
	rows = rows[:p.Size()]
	next := cursor(rows[len(rows)-1])
	return rows, &next
}

// matches reports whether a value is the wanted one, or none is wanted.
func matches[T comparable](want, value T) bool {
	var none T
	return want == none || want == value
}

package act

import (
	"errors"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Paging asks for one page of a list. Its zero value is the first page of the usual size.
type Paging struct {
	Cursor string // the Next of the page before, as record.Cursor writes it; "" for the first
	Limit  int    // 0 is record.DefaultLimit
}

// Page returns a fault of code Malformed, which names the parameter, if the cursor is not one of ours.
func (p Paging) Page() (record.Page, error) {
	after, err := record.ParseCursor(p.Cursor)
	if bad, ok := errors.AsType[*fault.Error](err); ok {
		err = bad.With(InvalidFields{{Parameter: "cursor", Code: FieldFormat}})
	}
	return record.Page{After: after, Limit: p.Limit}, err
}

// Page is one page of a list. Next is nil on the last one.
type Page[T any] struct {
	Rows []T
	Next *record.Cursor
}

// MaxFetches is the largest number of fetches to fill one page.
const MaxFetches = 8

// Fill fills a page with the rows that keep returns, so that rows that the caller may not see take no
// place on it. After MaxFetches the page may be shorter than possible, and the next one begins after the
// last checked row.
func Fill[T any](page record.Page, fetch func(record.Page) ([]T, *record.Cursor, error), keep func([]T) ([]T, error)) (Page[T], error) {
	out := Page[T]{Rows: []T{}}
	size := page.Size()
	for range MaxFetches {
		page.Limit = size - len(out.Rows)
		rows, next, err := fetch(page)
		if err != nil {
			return Page[T]{}, err
		}
		kept, err := keep(rows)
		if err != nil {
			return Page[T]{}, err
		}
		out.Rows = append(out.Rows, kept...)
		if next == nil || len(out.Rows) >= size {
			out.Next = next
			return out, nil
		}
		page.After = next
	}
	out.Next = page.After
	return out, nil
}

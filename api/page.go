package api

import (
	"net/url"
	"strings"

	"example.org/homeward/internal/record"
)

// pageOf reads where a page begins and how long it is.
func pageOf(cursor string, limit int) (record.Page, error) {
	after, err := record.ParseCursor(cursor)
	if err != nil {
		return record.Page{}, err
	}
	return record.Page{After: after, Limit: limit}, nil
}

// linkTo is the Link header of a page (RFC 8288): the same address with another cursor.
// Filters are codes and references, so that nothing personal stands in it.
func linkTo(path, next string, query url.Values) string {
	if next == "" {
		return ""
	}
	query.Set("cursor", next)
	return "<" + path + "?" + query.Encode() + `>; rel="next"`
}

// most fetches are made to fill one page of rows that must be sifted one by one.
const mostFetches = 8

// sift fills a page with the rows that keep lets through: what a reader may not see takes
// no place on it. When the fetches are used up the page is shorter than it could be, and
// goes on from the last row that was looked at.
func sift[T any](page record.Page, fetch func(record.Page) ([]T, *record.Cursor, error), keep func([]T) ([]T, error)) ([]T, *record.Cursor, error) {
	kept := []T{}
	size := page.Size()
	for range mostFetches {
		page.Limit = size - len(kept)
		rows, next, err := fetch(page)
		if err != nil {
			return nil, nil, err
		}
		let, err := keep(rows)
		if err != nil {
			return nil, nil, err
		}
		kept = append(kept, let...)
		if next == nil || len(kept) >= size {
			return kept, next, nil
		}
		page.After = next
	}
	return kept, page.After, nil
}

// queryOf rebuilds a query from pairs, leaving out what is empty.
func queryOf(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) != "" {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	return out
}

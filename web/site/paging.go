package site

import (
	"maps"
	"net/url"

	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
)

// PageSize is how many rows a list shows on one page.
const PageSize = 25

// PagingOf says where in a list a page is. query is that of the list's address, without the cursor.
func PagingOf(path string, query url.Values, shown int, cursor string, next *record.Cursor) view.Paging {
	query.Del("cursor")
	first := WithQuery(path, query)
	paging := view.Paging{Shown: view.Count("paging.shown", shown)}
	if cursor != "" {
		paging.First = first
	}
	if next != nil {
		query.Set("cursor", next.String())
		paging.Shown, paging.Next = view.Count("paging.shown_more", shown), WithQuery(path, query)
	}
	return paging
}

// Address is the address of a page of a list with its filters alone, without any other text that was typed.
func Address(path string, query url.Values, cursor string) string {
	own := maps.Clone(query)
	if cursor != "" {
		own.Set("cursor", cursor)
	}
	return WithQuery(path, own)
}

// WithQuery is an address: a path with its query, if there is one.
func WithQuery(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

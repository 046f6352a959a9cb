package web

import (
	"net/url"

	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
)

// pageSize is how many rows a list shows on one page.
const pageSize = 25

// pagingOf says where in a list a page is. query is that of the list's address, without the cursor.
func pagingOf(path string, query url.Values, shown int, cursor string, next *record.Cursor) view.Paging {
	query.Del("cursor")
	first := withQuery(path, query)
	paging := view.Paging{Shown: view.Count("paging.shown", shown)}
	if cursor != "" {
		paging.First = first
	}
	if next != nil {
		query.Set("cursor", next.String())
		paging.Shown, paging.Next = view.Count("paging.shown_more", shown), withQuery(path, query)
	}
	return paging
}

func withQuery(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

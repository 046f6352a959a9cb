package cli

import (
	"net/url"
	"strconv"

	"example.org/homeward/internal/wire"
)

// page is which part of a long list is wanted.
type page struct {
	Limit  int    `placeholder:"N" help:"At most so many lines."`
	Cursor string `placeholder:"CURSOR" help:"Go on where the last page ended."`
}

func (p page) query() url.Values {
	q := url.Values{}
	if p.Limit > 0 {
		q.Set("limit", strconv.Itoa(p.Limit))
	}
	set(q, "cursor", p.Cursor)
	return q
}

// set sets what is not empty.
func set[T ~string](q url.Values, name string, value T) {
	if value != "" {
		q.Set(name, string(value))
	}
}

// more says how to see the next page.
func (env Env) more(next wire.Next) {
	if next != "" {
		env.Printf("There is more: --cursor %s\n", next)
	}
}

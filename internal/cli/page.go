package cli

import "example.org/homeward/internal/wire"

// page says which part of a long list to show.
type page struct {
	Limit  int    `placeholder:"N" help:"At most this many lines."`
	Cursor string `placeholder:"CURSOR" help:"Continue where the last page ended."`
}

// more prints how to see the next page, if there is one.
func (env Env) more(next wire.Next) {
	if next != "" {
		env.Printf("There is more: --cursor %s\n", next)
	}
}

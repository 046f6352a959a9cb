package site

import (
	"net/url"

	"example.org/homeward/internal/fault"
)

// ReadQuery reads the filters of a list that a form or a stored selection carries, or returns fault.Invalid
// if they cannot be read. A filter that is lost would choose more rows than the user has seen.
func ReadQuery(raw string) (url.Values, error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "the filters of the list cannot be read")
	}
	return query, nil
}

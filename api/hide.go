package api

import (
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// hide gives what is not there the words that are used of what may not be seen, so that
// nobody can tell the one from the other.
func hide(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return policy.Missing()
	}
	return err
}

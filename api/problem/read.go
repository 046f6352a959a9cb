package problem

import (
	"errors"
	"net/http"

	"example.org/homeward/internal/fault"
)

// Unread returns the fault for a body that could not be read to its end: TooLarge or Malformed.
func Unread(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Wrap(err, fault.TooLarge, "the request is larger than what is read")
	}
	return fault.Wrap(err, fault.Malformed, "the request broke off")
}

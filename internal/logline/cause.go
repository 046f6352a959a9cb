package logline

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"example.org/homeward/internal/fault"
)

// deepest is how many errors of a chain are written.
const deepest = 12

// Cause tells why something went wrong, as the attribute "cause".
func Cause(err error) slog.Attr { return slog.String("cause", CauseOf(err)) }

// CauseOf tells the way of an error by its types and codes, the outermost first: its text may
// quote what was sent. It is "" for nil.
func CauseOf(err error) string {
	var out []string
	for len(out) < deepest && err != nil {
		if f, ok := err.(*fault.Error); ok { //nolint:errorlint // each link of the chain is looked at by itself
			out = append(out, string(f.Code))
		} else {
			out = append(out, strings.TrimPrefix(fmt.Sprintf("%T", err), "*"))
		}
		if many, ok := err.(interface{ Unwrap() []error }); ok && len(many.Unwrap()) > 0 {
			err = many.Unwrap()[0] // of several, the first is written
			continue
		}
		err = errors.Unwrap(err)
	}
	return strings.Join(out, " < ")
}

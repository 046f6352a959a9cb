package logline

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"example.org/homeward/internal/fault"
)

// maxDepth is the largest number of errors of a chain that are written.
const maxDepth = 12

// Cause returns the attribute "cause" for an error; see CauseOf.
func Cause(err error) slog.Attr { return slog.String("cause", CauseOf(err)) }

// CauseOf returns the chain of an error as types and codes, the outermost first, or "" for nil. It
// leaves out the text of the error, because that may quote input.
func CauseOf(err error) string {
	var out []string
	for len(out) < maxDepth && err != nil {
		if f, ok := err.(*fault.Error); ok { //nolint:errorlint // each error of the chain is checked separately
			out = append(out, string(f.Code))
		} else {
			out = append(out, strings.TrimPrefix(fmt.Sprintf("%T", err), "*"))
		}
		if many, ok := err.(interface{ Unwrap() []error }); ok && len(many.Unwrap()) > 0 {
			err = many.Unwrap()[0] // only the first of several is written
			continue
		}
		err = errors.Unwrap(err)
	}
	return strings.Join(out, " < ")
}

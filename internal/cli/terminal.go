package cli

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// visible writes text so that a terminal takes none of it for an order: what people write into
// lists and notes is shown as it was written, and an escape code in it must not hide a line,
// move the cursor or turn a name around. What would is written as \u and its number, which
// within JSON is the same character.
type visible struct {
	to   io.Writer
	mu   sync.Mutex // lines of the log and of progress come from several sides
	rest []byte     // the beginning of a character whose end has not come yet
}

// Write writes p. What it holds back of it is never more than three bytes.
func (v *visible) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	text := slices.Concat(v.rest, p)
	v.rest = nil
	out := make([]byte, 0, len(text)+16)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size <= 1 && !utf8.FullRune(text):
			v.rest, size = append(v.rest, text...), len(text)
		case r == '\n' || r == '\t':
			out = append(out, byte(r))
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = append(out, text[:size]...)
		}
		text = text[size:]
	}
	if _, err := v.to.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

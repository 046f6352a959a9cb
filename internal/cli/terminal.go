package cli

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// visible replaces characters that control a terminal: lists and notes are shown as people wrote
// them, but an escape code in them must not hide a line, move the cursor or reverse a name. Such
// a character is written as \u and its number, which in JSON is the same character.
type visible struct {
	to   io.Writer
	mu   sync.Mutex // log lines and progress are written concurrently
	rest []byte     // the first bytes of a character that is not complete yet
}

// Write writes p. It holds back at most three bytes, of an incomplete character.
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

package record

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
)

// MaxLimit is the most that one page holds; DefaultLimit is what it holds if no limit is given.
const (
	MaxLimit     = 200
	DefaultLimit = 50
)

// Cursor is the place in a list after which the next page begins: the instant that the
// list is ordered by and the identifier that breaks ties. It holds no personal data.
type Cursor struct {
	At time.Time
	ID string
}

// Page asks for a part of a list. The zero value is the first page.
type Page struct {
	After *Cursor // nil begins at the beginning
	Limit int     // 0 is DefaultLimit; more than MaxLimit is MaxLimit
}

// Size is the number of rows that the page may hold.
func (p Page) Size() int {
	switch {
	case p.Limit <= 0:
		return DefaultLimit
	case p.Limit > MaxLimit:
		return MaxLimit
	default:
		return p.Limit
	}
}

// String is the cursor as a client carries it: opaque, safe in a URL.
func (c Cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(c.At.UnixMicro(), 10) + " " + c.ID))
}

// InvalidCursor returns the error for a cursor that is not one of ours.
func InvalidCursor() error {
	return fault.New(fault.Malformed, "the cursor is not valid: use the one from the previous page")
}

// ParseCursor reads what String wrote. It returns nil for an empty text, and fault.Malformed for
// any other text that String did not write. The error does not repeat the text.
func ParseCursor(text string) (*Cursor, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // nil means the first page
	}
	malformed := InvalidCursor()
	if len(text) > 400 {
		return nil, malformed
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, malformed
	}
	micros, id, ok := strings.Cut(string(raw), " ")
	if !ok {
		return nil, malformed
	}
	n, err := strconv.ParseInt(micros, 10, 64)
	if err != nil {
		return nil, malformed
	}
	c := Cursor{At: time.UnixMicro(n).UTC(), ID: id}
	if c.String() != text || !plain(id) {
		return nil, malformed
	}
	return &c, nil
}

// plain reports whether an identifier has only the bytes that ours are made of.
func plain(id string) bool {
	for i := range len(id) {
		if id[i] < '!' || id[i] > '~' {
			return false
		}
	}
	return id != ""
}

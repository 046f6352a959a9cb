package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Draft is a form that was typed and not sent. Only the account that typed it reads it.
type Draft struct {
	Ref     string
	Account casework.AccountID
	// Form is the path that the form is sent to, and Page the path of the page that it is on. Neither
	// holds personal data.
	Form, Page string
	// Case is the case that the form is about; "" for none.
	Case casework.Ref
	// Fields are the fields as they were typed.
	Fields Fields
	// TokenHash is the SHA-256 of the token, in hexadecimal, that opens a draft which was left by a
	// session that had ended; "" for any other draft.
	TokenHash                 string
	MadeAt, KeptAt, ExpiresAt time.Time
}

// Fields are the fields of a form, each with its values.
type Fields map[string][]string

// Get returns the first value of a field, or "".
func (f Fields) Get(name string) string {
	if len(f[name]) == 0 {
		return ""
	}
	return f[name][0]
}

// Size returns the number of bytes of all names and values.
func (f Fields) Size() int {
	n := 0
	for name, values := range f {
		for _, value := range values {
			n += len(name) + len(value)
		}
	}
	return n
}

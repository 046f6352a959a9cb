// Package seal encrypts personal data, the field classes C to H of the field reference (10.6), before
// they are stored, and decrypts them when they are read. Every personal column is written and read
// through a Box and in no other way, so that the encryption can change without changing callers. Each
// subject has its own key; destroying the key erases the subject's data. The package never decides who
// may read, and none of its errors contains plain text or key material.
package seal

import (
	"context"
	"errors"
)

// Subject identifies whose data it is: the data that one key protects, and that are erased together.
type Subject string

// The subjects that are not a person, case, operation, movement or list. They cannot be erased.
const (
	// Installation is for data of the program itself.
	Installation Subject = "house"
	// ForIndex is for the key of the blind indexes.
	ForIndex Subject = "index"
)

// Place is where a sealed value is stored. The value is bound to it: sealed bytes that are moved to
// another subject, column or row cannot be opened.
type Place struct {
	Subject Subject // such as "case/<ref>"
	Column  string  // table and column, such as "people.name"
	Row     string  // identifies the row among those of the subject; "" if there is only one
}

// Box seals and opens values. It is safe for concurrent use.
type Box interface {
	// Seal returns plain in a form that Open accepts for the same place only. It returns nil for nil.
	// It returns ErrErased if the subject was erased.
	Seal(ctx context.Context, place Place, plain []byte) ([]byte, error)
	// Open returns the value that was sealed at this place. It returns nil for nil. It returns ErrMoved
	// if the bytes were sealed at another place or modified, ErrForm if no Box wrote them, and
	// ErrErased if the subject was erased.
	Open(ctx context.Context, place Place, sealed []byte) ([]byte, error)
}

// The errors of sealed bytes.
var (
	ErrForm  = errors.New("not in a known sealed form")
	ErrMoved = errors.New("sealed for another place, or modified")
	// ErrErased means that the subject's key was destroyed on purpose and for good. To readers it means
	// that the value existed and was erased. It is not a failure; see Erased.
	ErrErased = errors.New("erased")
	// ErrNoKey means that there are sealed bytes and there never was a key: the key was removed, or the
	// bytes are forged.
	ErrNoKey = errors.New("the subject has no key")
	// ErrDisabled is the error of every method of Disabled.
	ErrDisabled = errors.New("this process holds no keys")
)

// Erased reports whether an error means that the subject was erased. A reader then shows the field as
// absent, and does not fail.
func Erased(err error) bool { return errors.Is(err, ErrErased) }

// Disabled is a Box that neither seals nor opens, for processes that must not handle personal data,
// such as the one that migrates the schema.
type Disabled struct{}

var _ Box = Disabled{}

// Seal returns ErrDisabled.
func (Disabled) Seal(context.Context, Place, []byte) ([]byte, error) { return nil, ErrDisabled }

// Open returns ErrDisabled.
func (Disabled) Open(context.Context, Place, []byte) ([]byte, error) { return nil, ErrDisabled }

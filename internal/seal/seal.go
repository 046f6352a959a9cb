// Package seal is the one seam through which personal data, the field classes C to H of
// the field reference (10.6), passes on its way into the store and out of it. Whoever
// writes or reads a personal column does it through a Box and in no other way, so that
// how the bytes are protected can change without a caller noticing. Each subject has a
// key of its own, and whoever destroys it erases the subject. It never decides who may
// read, and no error of it repeats what was sealed or tells anything of a key.
package seal

import (
	"context"
	"errors"
)

// Subject says whose data it is: what one key protects, and what is erased together.
type Subject string

// The subjects that are nobody in particular. They cannot be erased.
const (
	// House is whatever belongs to the program and to no case, operation, movement or list.
	Installation Subject = "house"
	// ForIndex is whose key the blind indexes are made with.
	ForIndex Subject = "index"
)

// Place is where a sealed value stands. It is bound to the value: sealed bytes that were
// moved to another subject, column or row cannot be opened.
type Place struct {
	Subject Subject // as "case/<ref>"
	Column  string  // table and column, as "people.name"
	Row     string  // what tells this row from others of the subject; "" when there is one only
}

// Box seals and opens. It can be used by many at once.
type Box interface {
	// Seal gives bytes from which, and from the same place, Open gives plain again. Nil
	// stays nil: what is absent needs no seal. For a subject that was erased it is ErrErased.
	Seal(ctx context.Context, place Place, plain []byte) ([]byte, error)
	// Open returns what was sealed at this place. Nil stays nil. Bytes that were sealed
	// at another place, or changed since, are ErrMoved; bytes that no Box wrote are ErrForm;
	// bytes whose subject was erased are ErrErased.
	Open(ctx context.Context, place Place, sealed []byte) ([]byte, error)
}

// What can be wrong with sealed bytes.
var (
	ErrForm  = errors.New("not sealed by any way that is known")
	ErrMoved = errors.New("sealed for another place, or changed since")
	// ErrErased reports that the subject's key was destroyed, on purpose and for good. To readers
	// it means: this was here, and was erased. It is no failure; see Erased.
	ErrErased = errors.New("erased")
	// ErrNoKey reports that there are sealed bytes and never was a key: somebody has taken it
	// away, or made the bytes up.
	ErrNoKey = errors.New("there is no key for it")
	// ErrShut is what Shut answers.
	ErrShut = errors.New("this process holds no keys")
)

// Erased reports whether an error means that the subject was erased: a reader shows the field as
// absent, and does not fail.
func Erased(err error) bool { return errors.Is(err, ErrErased) }

// Shut is a Box that neither seals nor opens: for processes that have no business with
// personal data, such as the one that brings the schema up to date.
type Shut struct{}

var _ Box = Shut{}

// Seal is ErrShut.
func (Shut) Seal(context.Context, Place, []byte) ([]byte, error) { return nil, ErrShut }

// Open is ErrShut.
func (Shut) Open(context.Context, Place, []byte) ([]byte, error) { return nil, ErrShut }

// Package seal is the one seam through which personal data, the field classes C to H of
// the field reference (10.6), passes on its way into the store and out of it. Whoever
// writes or reads a personal column does it through a Box and in no other way, so that
// how the bytes are protected can change without a caller noticing. It never decides who
// may read, and no error of it repeats what was sealed.
package seal

import (
	"context"
	"errors"
)

// Subject says whose data it is: what one key protects, and what is erased together.
type Subject string

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
	// stays nil: what is absent needs no seal.
	Seal(ctx context.Context, place Place, plain []byte) ([]byte, error)
	// Open gives what was sealed at this place. Nil stays nil. Bytes that were sealed
	// at another place are ErrMoved; bytes that no Box wrote are ErrForm.
	Open(ctx context.Context, place Place, sealed []byte) ([]byte, error)
}

// What can be wrong with sealed bytes.
var (
	ErrForm  = errors.New("not sealed by any way that is known")
	ErrMoved = errors.New("sealed for another place")
)

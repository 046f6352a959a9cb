package seal

import (
	"context"
	"errors"
)

// Surveyed is what a Survey has found.
type Surveyed struct {
	// Under counts keysets by what they are wrapped under, and Shut those of them that cannot be unwrapped.
	Under, Shut map[string]int
	// Erased counts subjects that the store knows to be erased, Logged those in the log.
	Erased, Logged int
	// Back are those in the log that have keys all the same, Unlogged those erased that are not in the log.
	Back, Unlogged int
}

// Survey looks at all keysets, tries each, and changes nothing.
func Survey(ctx context.Context, store KeyStore, keks KEKs, log *KeyLog) (Surveyed, error) {
	out := Surveyed{Under: map[string]int{}, Shut: map[string]int{}}
	logged := map[Subject]bool{}
	for _, subject := range log.Subjects() {
		logged[subject] = true
	}
	out.Logged = len(logged)
	err := EachKey(ctx, store, func(row Row) error {
		switch {
		case row.Destroyed() && !logged[row.Subject]:
			out.Unlogged++
			out.Erased++
			return nil
		case row.Destroyed():
			out.Erased++
			return nil
		case logged[row.Subject]:
			out.Back++
		}
		out.Under[row.KEK]++
		_, err := keks.unwrap(ctx, row.Subject, row.Wrapped)
		if errors.Is(err, ErrKEK) {
			out.Shut[row.KEK]++
			return nil
		}
		return err
	})
	return out, err
}

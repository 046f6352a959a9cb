package seal

import (
	"context"
	"errors"
)

// Surveyed is the result of a Survey.
type Surveyed struct {
	// ByKEK counts keysets by the key that wrapped them, and Unreadable those of them that cannot be
	// unwrapped.
	ByKEK, Unreadable map[string]int
	// Erased counts subjects that are erased in the store, Logged those in the log.
	Erased, Logged int
	// Restored counts subjects in the log that have keys, Unlogged erased subjects that are not in the
	// log.
	Restored, Unlogged int
}

// Survey reads all keysets, and tries to unwrap each. It changes nothing.
func Survey(ctx context.Context, store KeyStore, keks KEKs, log *KeyLog) (Surveyed, error) {
	out := Surveyed{ByKEK: map[string]int{}, Unreadable: map[string]int{}}
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
			out.Restored++
		}
		out.ByKEK[row.KEK]++
		_, err := keks.unwrap(ctx, row.Subject, row.Wrapped)
		if errors.Is(err, ErrKEK) {
			out.Unreadable[row.KEK]++
			return nil
		}
		return err
	})
	return out, err
}

package seal

import (
	"context"
	"errors"
	"fmt"
)

// replayPage is the number of subjects that are looked up at once.
const replayPage = 500

// Replayed is the result of a Replay.
type Replayed struct {
	// Restored is the number of erased subjects for which the database had keys: it was restored from
	// before their erasure.
	Restored int
	// Added is the number of erased subjects that were in no log: the log was lost, or began empty.
	Added int
}

// Replay makes the database and the key log agree: a subject in either of them was erased. Keys that a
// restored database has brought back are destroyed again. It MUST run before anything is served. It
// needs the right to change keys and to write the log. A process without them still refuses erased
// subjects, because Keyed reads the log.
func (k *Keyed) Replay(ctx context.Context) (Replayed, error) {
	var out Replayed
	if k.log == nil {
		return out, errors.New("replay key log: there is none")
	}
	logged := k.log.Subjects()
	for from := 0; from < len(logged); from += replayPage {
		page := logged[from:min(from+replayPage, len(logged))]
		again, err := k.store.DestroyKeys(ctx, page)
		if err != nil {
			return out, fmt.Errorf("replay key log: %w", err)
		}
		out.Restored += again
	}
	known := make(map[Subject]struct{}, len(logged))
	for _, subject := range logged {
		known[subject] = struct{}{}
	}
	return out, EachKey(ctx, k.store, func(row Row) error {
		if _, ok := known[row.Subject]; ok || !row.Destroyed() {
			return nil
		}
		out.Added++
		k.forgetErased(row.Subject)
		return k.log.Append(row.DestroyedAt, row.Subject)
	})
}

// EachKey calls do for every keyset of a store, including destroyed ones.
func EachKey(ctx context.Context, store KeyStore, do func(Row) error) error {
	for after := Subject(""); ; {
		page, err := store.ListKeys(ctx, after, replayPage)
		if err != nil {
			return fmt.Errorf("list keys: %w", err)
		}
		for _, row := range page {
			if err := do(row); err != nil {
				return err
			}
			after = row.Subject
		}
		if len(page) < replayPage {
			return nil
		}
	}
}

// Ready returns an error unless the key-encryption key of this process is the one that the store knows.
// Call it before the first use of personal data.
func (k *Keyed) Ready(ctx context.Context) error {
	some, err := k.store.ListKeys(ctx, "", 1)
	if err != nil {
		return fmt.Errorf("try the keys: %w", err)
	}
	if len(some) > 0 && !some[0].Destroyed() { // with a wrong key, do not create a new keyset beside the existing ones
		if _, err := k.keyset(ctx, some[0].Subject, useCached); err != nil && !Erased(err) && some[0].Subject != ForIndex {
			return fmt.Errorf("try the keys: %w", err)
		}
	}
	if _, err := k.keyset(ctx, Installation, createIfMissing); err != nil {
		return fmt.Errorf("try the keys: %w", err)
	}
	return nil
}

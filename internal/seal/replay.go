package seal

import (
	"context"
	"errors"
	"fmt"
)

// replayPage is how many subjects are looked up at once.
const replayPage = 500

// Replayed is what a Replay has found.
type Replayed struct {
	// Again is how many subjects the database had keys for although they were erased: it was
	// restored from before their erasure.
	Again int
	// Noted is how many were erased and stood in no log: it was lost, or began empty.
	Noted int
}

// Replay makes database and key log agree: whoever stands in either was erased. Keys that a
// restored database has brought back are destroyed again. It MUST have run before anything is
// served, and needs leave to change keys and to write the log; a process without either is
// kept from erased subjects all the same, because Keyed heeds the log by itself.
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
		out.Again += again
	}
	known := make(map[Subject]struct{}, len(logged))
	for _, subject := range logged {
		known[subject] = struct{}{}
	}
	return out, EachKey(ctx, k.store, func(row Row) error {
		if _, ok := known[row.Subject]; ok || !row.Destroyed() {
			return nil
		}
		out.Noted++
		k.forgetErased(row.Subject)
		return k.log.Append(row.DestroyedAt, row.Subject)
	})
}

// EachKey goes through all keysets of a store, destroyed ones too.
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

// Ready makes sure that the key-encryption key of this process is the one that the store
// knows, before the first personal datum asks for it.
func (k *Keyed) Ready(ctx context.Context) error {
	some, err := k.store.ListKeys(ctx, "", 1)
	if err != nil {
		return fmt.Errorf("try the keys: %w", err)
	}
	if len(some) > 0 && !some[0].Destroyed() { // with a wrong key, nothing new is begun beside what is there
		if _, err := k.keyset(ctx, some[0].Subject, useCached); err != nil && !Erased(err) && some[0].Subject != ForIndex {
			return fmt.Errorf("try the keys: %w", err)
		}
	}
	if _, err := k.keyset(ctx, Installation, createIfMissing); err != nil {
		return fmt.Errorf("try the keys: %w", err)
	}
	return nil
}

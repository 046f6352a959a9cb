package seal

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// unwrapAtOnce limits how many keysets Prefetch unwraps in parallel, because a key-encryption key may
// be a service.
const unwrapAtOnce = 8

// Prefetch loads the keysets of many subjects at once, so that opening a list of rows does not read the
// store for each. Subjects without a key, and erased ones, are skipped. An error does no harm: a keyset
// that is not cached is loaded when it is used.
func (k *Keyed) Prefetch(ctx context.Context, subjects ...Subject) error {
	cold := k.notCached(subjects)
	if len(cold) == 0 {
		return nil
	}
	asked := k.now()
	found, err := k.store.FindKeys(ctx, cold)
	if err != nil {
		return fmt.Errorf("find keys: %w", err)
	}
	var all errgroup.Group
	all.SetLimit(unwrapAtOnce)
	for subject, stored := range found {
		all.Go(func() error {
			_, err := k.cacheStored(ctx, subject, stored, asked)
			if Erased(err) {
				return nil
			}
			return err
		})
	}
	return all.Wait()
}

// notCached returns the subjects, each once, that must be loaded.
func (k *Keyed) notCached(subjects []Subject) []Subject {
	now := k.now()
	seen := make(map[Subject]struct{}, len(subjects))
	var cold []Subject
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, subject := range subjects {
		if _, twice := seen[subject]; twice {
			continue
		}
		seen[subject] = struct{}{}
		_, gone := k.erased[subject]
		if _, fresh := k.cache.get(subject, now); !gone && !fresh {
			cold = append(cold, subject)
		}
	}
	return cold
}

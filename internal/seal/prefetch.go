package seal

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// unwrapAtOnce bounds how many keysets a Warm unwraps side by side: a key-encryption key may
// be a service.
const unwrapAtOnce = 8

// Warm reads the keysets of many subjects in one go, so that opening a list of rows does not
// ask the store for each. Subjects that have no key or were erased are passed over. An error
// harms nothing: whatever is then not warm is read when it is used.
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
			_, err := k.take(ctx, subject, stored, asked)
			if Erased(err) {
				return nil
			}
			return err
		})
	}
	return all.Wait()
}

// cold are those subjects, each once, that have to be asked for.
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

package seal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// kept holds some subjects with a sealed value each, and a blind index.
type kept struct {
	store    *sealtest.Store
	old, now *sealtest.KEK
	at       *clock
	subjects []seal.Subject
	sealed   map[seal.Subject][]byte
	token    seal.Token
}

func newKept(tb testing.TB, count int) *kept {
	tb.Helper()
	k := &kept{store: &sealtest.Store{}, old: sealtest.NewKEK(tb, "old"), now: sealtest.NewKEK(tb, "now"), at: newClock(), sealed: map[seal.Subject][]byte{}}
	box := k.box(tb, seal.KEKs{Now: k.old})
	for n := range count {
		subject := seal.Subject(fmt.Sprintf("case/%03d", n))
		k.subjects = append(k.subjects, subject)
		k.sealed[subject] = sealed(tb, box, nameOf(subject), word)
	}
	x, err := box.Index(tb.Context())
	require.NoError(tb, err)
	k.token = x.Token("people.phone", "6681")
	return k
}

func (k *kept) box(tb testing.TB, keks seal.KEKs) *seal.Keyed {
	tb.Helper()
	return sealtest.With(tb, seal.KeyedOptions{Store: k.store, KEKs: keks, Now: k.at.now})
}

func (k *kept) rotation() seal.Rotation {
	return seal.Rotation{Store: k.store, KEKs: seal.KEKs{Now: k.now, Formerly: []seal.KEK{k.old}}, Now: k.at.now}
}

// opens checks that everything can be opened with some keys, and that the index is unchanged.
func (k *kept) opens(tb testing.TB, keks seal.KEKs) {
	tb.Helper()
	box := k.box(tb, keks)
	for _, subject := range k.subjects {
		plain, err := box.Open(tb.Context(), nameOf(subject), k.sealed[subject])
		require.NoError(tb, err)
		require.Equal(tb, word, string(plain))
	}
	x, err := box.Index(tb.Context())
	require.NoError(tb, err)
	require.Equal(tb, k.token, x.Token("people.phone", "6681"))
}

func TestRotationUnderANewKey(t *testing.T) {
	t.Parallel()
	k := newKept(t, 20)
	yesterday := k.store.Copy()
	done, err := k.rotation().Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Rotated{Wrapped: 21}, done)
	k.opens(t, seal.KEKs{Now: k.now}) // the old key is no longer needed
	_, err = k.box(t, seal.KEKs{Now: k.old}).Open(t.Context(), nameOf("case/000"), k.sealed["case/000"])
	require.ErrorIs(t, err, seal.ErrKEK, "whoever has kept the old key alone has nothing")
	_, err = sealtest.With(t, seal.KeyedOptions{Store: yesterday, KEKs: seal.KEKs{Now: k.now}}).Open(t.Context(), nameOf("case/000"), k.sealed["case/000"])
	require.ErrorIs(t, err, seal.ErrKEK, "without the old key, a backup from before says nothing")
	done, err = k.rotation().Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Rotated{Unchanged: 21}, done, "run again it changes nothing")
}

func TestRotationThatIsBrokenOffGoesOn(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]bool{"of keysets": false, "of keys too": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newKept(t, 20)
			k.at.pass(48 * time.Hour)
			rotation := k.rotation()
			rotation.Data, rotation.Since = data, k.at.now().Add(-24*time.Hour)
			ctx, kill := context.WithCancelCause(t.Context())
			killed := errors.New("killed")
			steps := 0
			rotation.Progress = func(seal.Rotated) {
				if steps++; steps == 7 {
					kill(killed)
				}
			}
			first, err := rotation.Run(ctx)
			require.ErrorIs(t, err, killed)
			require.Equal(t, 7, first.Wrapped)
			k.opens(t, rotation.KEKs) // during the rotation everything can be read

			rotation.Progress = nil
			second, err := rotation.Run(t.Context())
			require.NoError(t, err)
			require.Equal(t, 7, second.Unchanged)
			require.Equal(t, 21, first.Wrapped+second.Wrapped)
			if data {
				require.Equal(t, 20, first.Added+second.Added, "each has one new key, and the index none")
			}
			k.opens(t, seal.KEKs{Now: k.now})
			third, err := rotation.Run(t.Context())
			require.NoError(t, err)
			require.Equal(t, seal.Rotated{Unchanged: 21}, third)
		})
	}
}

func TestNewKeysAreUsedWhileOldProcessesRun(t *testing.T) {
	t.Parallel()
	k := newKept(t, 1)
	k.at.pass(48 * time.Hour)
	running := k.box(t, seal.KEKs{Now: k.old})
	before := sealed(t, running, nameOf("case/000"), word)
	rotation := seal.Rotation{Store: k.store, KEKs: seal.KEKs{Now: k.old}, Now: k.at.now, Data: true, Since: k.at.now()}
	done, err := rotation.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, done.Added)

	fresh := k.box(t, seal.KEKs{Now: k.old})
	after := sealed(t, fresh, nameOf("case/000"), word)
	require.NotEqual(t, before[2:6], after[2:6], "sealed with another key")
	for _, box := range []*seal.Keyed{running, fresh} {
		for _, bytes := range [][]byte{before, after} {
			plain, err := box.Open(t.Context(), nameOf("case/000"), bytes)
			require.NoError(t, err, "who had read the keyset before reads it again")
			require.Equal(t, word, string(plain))
		}
	}
}

func TestRotationLeavesTheErasedErasedAndNamesWhatItCannotOpen(t *testing.T) {
	t.Parallel()
	k := newKept(t, 5)
	require.NoError(t, k.box(t, seal.KEKs{Now: k.old}).Destroy(t.Context(), "case/001"))
	found, err := k.store.FindKeys(t.Context(), []seal.Subject{"case/002"})
	require.NoError(t, err)
	broken := found["case/002"]
	broken.Keyset = broken.Keyset[:40]
	k.store.Set("case/002", broken)
	done, err := k.rotation().Run(t.Context())
	require.Error(t, err)
	require.Equal(t, seal.Rotated{Wrapped: 4, Erased: 1, Failed: []seal.Subject{"case/002"}}, done)
	found, err = k.store.FindKeys(t.Context(), []seal.Subject{"case/001", "case/002"})
	require.NoError(t, err)
	require.True(t, found["case/001"].Destroyed())
	require.Equal(t, broken, found["case/002"], "what cannot be opened stays as it was")
}

// erasing is a store in which a subject is erased while her keyset is being rotated.
type erasing struct {
	*sealtest.Store

	once bool
}

func (e *erasing) ReplaceKey(ctx context.Context, subject seal.Subject, version int64, w seal.Wrapped) (bool, error) {
	if !e.once {
		e.once = true
		if _, err := e.DestroyKeys(ctx, []seal.Subject{subject}); err != nil {
			return false, err
		}
	}
	return e.Store.ReplaceKey(ctx, subject, version, w)
}

func TestRotationDoesNotBringBackWhoIsErasedMeanwhile(t *testing.T) {
	t.Parallel()
	k := newKept(t, 1)
	rotation := k.rotation()
	rotation.Store = &erasing{Store: k.store}
	done, err := rotation.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, done.Erased)
	found, err := k.store.FindKeys(t.Context(), []seal.Subject{"case/000"})
	require.NoError(t, err)
	require.True(t, found["case/000"].Destroyed())
}

func TestRotationStopsWhenTheKeyIsAway(t *testing.T) {
	t.Parallel()
	k := newKept(t, 3)
	k.now.Fail(fault.New(fault.Unavailable, "away"))
	_, err := k.rotation().Run(t.Context())
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	k.now.Fail(nil)
	k.old.Fail(fault.New(fault.Unavailable, "away"))
	_, err = k.rotation().Run(t.Context())
	require.Equal(t, fault.Unavailable, fault.CodeOf(err), "a key that does not answer is not one that does not fit")
	k.opens(t, func() seal.KEKs { k.old.Fail(nil); return seal.KEKs{Now: k.old} }())
}

func TestSurveyCountsAndChangesNothing(t *testing.T) {
	t.Parallel()
	k := newKept(t, 5)
	_, log := keyLog(t)
	require.NoError(t, log.Append(k.at.now(), "case/000")) // while the store has a key for her
	require.NoError(t, k.box(t, seal.KEKs{Now: k.old}).Destroy(t.Context(), "case/001"))
	sealed(t, k.box(t, seal.KEKs{Now: k.now}), nameOf("case/new"), word)
	for range 2 {
		found, err := seal.Survey(t.Context(), k.store, seal.KEKs{Now: k.now}, log)
		require.NoError(t, err)
		require.Equal(t, seal.Surveyed{
			ByKEK: map[string]int{"old": 5, "now": 1}, Unreadable: map[string]int{"old": 5}, Erased: 1, Logged: 1, Restored: 1, Unlogged: 1,
		}, found)
	}
}

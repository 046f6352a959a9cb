package seal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// word is plain text that no error and no stored byte may contain.
const word = "Zzyzx of a certain town"

func nameOf(subject seal.Subject) seal.Place {
	return seal.Place{Subject: subject, Column: "people.name", Row: "1"}
}

// clock is a clock that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func sealed(tb testing.TB, box seal.Box, place seal.Place, plain string) []byte {
	tb.Helper()
	out, err := box.Seal(tb.Context(), place, []byte(plain))
	require.NoError(tb, err)
	return out
}

func TestKeyedOpensWhatItSealedAtTheSamePlaceOnly(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	rapid.Check(t, func(rt *rapid.T) {
		here, there := place(rt, "here"), place(rt, "there")
		plain := append([]byte{}, rapid.SliceOf(rapid.Byte()).Draw(rt, "plain")...)
		bytes, err := box.Seal(t.Context(), here, plain)
		require.NoError(rt, err)
		back, err := box.Open(t.Context(), here, bytes)
		require.NoError(rt, err)
		require.Equal(rt, plain, back)

		back, err = box.Open(t.Context(), there, bytes)
		switch {
		case here == there:
			require.NoError(rt, err)
		case here.Subject == there.Subject:
			require.ErrorIs(rt, err, seal.ErrMoved)
			require.Nil(rt, back)
		default: // of another subject, which may have no key at all
			require.Error(rt, err)
			require.Nil(rt, back)
		}
	})
}

func TestKeyedLeavesTheAbsentAbsentAndTheEmptyEmpty(t *testing.T) {
	t.Parallel()
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store})
	nothing, err := box.Seal(t.Context(), nameOf("case/a"), nil)
	require.NoError(t, err)
	require.Nil(t, nothing)
	nothing, err = box.Open(t.Context(), nameOf("case/a"), nil)
	require.NoError(t, err)
	require.Nil(t, nothing)
	require.Zero(t, store.Asked(), "nothing needs no key")

	empty, err := box.Open(t.Context(), nameOf("case/a"), sealed(t, box, nameOf("case/a"), ""))
	require.NoError(t, err)
	require.NotNil(t, empty)
	require.Empty(t, empty)
}

func TestKeyedHidesWhatItSeals(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	once, twice := sealed(t, box, nameOf("case/a"), word), sealed(t, box, nameOf("case/a"), word)
	require.False(t, bytes.Contains(once, []byte(word)))
	require.NotEqual(t, once, twice, "equal values cannot be told to be equal")
	require.Len(t, once, len(word)+34, "the overhead of a value")
}

func TestTamperedBytesAreRefused(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	good := sealed(t, box, nameOf("case/a"), word)
	sealed(t, box, nameOf("case/b"), word)
	for name, tt := range map[string]struct {
		place seal.Place
		bytes []byte
		want  error
	}{
		"another column":     {seal.Place{Subject: "case/a", Column: "people.phone", Row: "1"}, good, seal.ErrMoved},
		"another row":        {seal.Place{Subject: "case/a", Column: "people.name", Row: "2"}, good, seal.ErrMoved},
		"the parts shifted":  {seal.Place{Subject: "case/a", Column: "people.name1", Row: ""}, good, seal.ErrMoved},
		"another subject":    {nameOf("case/b"), good, seal.ErrMoved},
		"nobody's":           {nameOf("case/never"), good, seal.ErrNoKey},
		"cut at the end":     {nameOf("case/a"), good[:len(good)-1], seal.ErrMoved},
		"cut to the head":    {nameOf("case/a"), good[:33], seal.ErrForm},
		"one byte":           {nameOf("case/a"), good[:1], seal.ErrForm},
		"empty":              {nameOf("case/a"), []byte{}, seal.ErrForm},
		"of Clear":           {nameOf("case/a"), sealed(t, seal.Clear{}, nameOf("case/a"), word), seal.ErrForm},
		"another version":    {nameOf("case/a"), append([]byte{3}, good[1:]...), seal.ErrForm},
		"something appended": {nameOf("case/a"), append(bytes.Clone(good), 0), seal.ErrMoved},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plain, err := box.Open(t.Context(), tt.place, tt.bytes)
			require.ErrorIs(t, err, tt.want)
			require.Nil(t, plain)
			require.NotContains(t, err.Error(), word)
		})
	}
	for at := range good {
		bent := bytes.Clone(good)
		bent[at] ^= 0x40
		plain, err := box.Open(t.Context(), nameOf("case/a"), bent)
		require.Error(t, err, "byte %d", at)
		require.Nil(t, plain)
	}
}

func TestKeysetsCannotBePassedOffAsThoseOfOthers(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	hers := sealed(t, box, nameOf("case/a"), word)
	found, err := store.FindKeys(t.Context(), []seal.Subject{"case/a"})
	require.NoError(t, err)
	store.Set("case/b", found["case/a"]) // by an attacker who can write to the database

	other := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	_, err = other.Open(t.Context(), nameOf("case/b"), hers)
	require.ErrorIs(t, err, seal.ErrKEK)
	_, err = other.Seal(t.Context(), nameOf("case/b"), []byte(word))
	require.ErrorIs(t, err, seal.ErrKEK, "nothing is sealed with a key that is known elsewhere")
}

func TestAWrongKeyEncryptionKeyOpensNothing(t *testing.T) {
	t.Parallel()
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store})
	good := sealed(t, box, nameOf("case/a"), word)
	for name, kek := range map[string]*sealtest.KEK{
		"another of the same name": sealtest.NewKEK(t, "test"), "another": sealtest.NewKEK(t, "other"), "a longer name": sealtest.NewKEK(t, "tes"),
	} {
		wrong := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
		_, err := wrong.Open(t.Context(), nameOf("case/a"), good)
		require.ErrorIs(t, err, seal.ErrKEK, name)
		require.ErrorIs(t, wrong.Prefetch(t.Context(), "case/a"), seal.ErrKEK, name)
	}
}

func TestAStoreThatIsAwayIsToldAsSuch(t *testing.T) {
	t.Parallel()
	away := fault.New(fault.Unavailable, "the record cannot be reached")
	store, kek, at := &sealtest.Store{}, sealtest.NewKEK(t, "test"), newClock()
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}, Now: at.now})
	good := sealed(t, box, nameOf("case/a"), word)
	store.Fail(away)
	_, err := box.Open(t.Context(), nameOf("case/a"), good)
	require.NoError(t, err, "what is warm goes on for a while")
	_, err = box.Seal(t.Context(), nameOf("case/b"), []byte(word))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	at.pass(31 * time.Second)
	_, err = box.Open(t.Context(), nameOf("case/a"), good)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err), "nobody can say any more whether she was erased")
	store.Fail(nil)
	_, err = box.Open(t.Context(), nameOf("case/a"), good)
	require.NoError(t, err)

	kek.Fail(away)
	_, err = box.Seal(t.Context(), nameOf("case/b"), []byte(word))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	kek.Fail(errors.New("quotes " + word))
	_, err = box.Seal(t.Context(), nameOf("case/b"), []byte(word))
	require.Error(t, err)
	require.NotContains(t, err.Error(), word, "what a key-encryption key says of itself stays inside")
}

func TestManyWhoAskForAColdKeyAskOnce(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	good := sealed(t, sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}}), nameOf("case/a"), word)
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	used := kek.Used()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			plain, err := box.Open(context.Background(), nameOf("case/a"), good)
			if err != nil || string(plain) != word {
				t.Errorf("open: %v", err)
			}
		})
	}
	all.Wait()
	require.LessOrEqual(t, kek.Used()-used, 3, "who comes between two askings may ask again")
}

func TestTwoProcessesThatMakeTheSameKeyHaveOne(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	var boxes []*seal.Keyed
	for range 8 {
		boxes = append(boxes, sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}}))
	}
	bytes := make([][]byte, len(boxes))
	var all sync.WaitGroup
	for i, box := range boxes {
		all.Go(func() { bytes[i], _ = box.Seal(context.Background(), nameOf("case/a"), []byte(fmt.Sprint(word, i))) })
	}
	all.Wait()
	for i := range boxes {
		for _, box := range boxes {
			plain, err := box.Open(t.Context(), nameOf("case/a"), bytes[i])
			require.NoError(t, err)
			require.Equal(t, fmt.Sprint(word, i), string(plain))
		}
	}
}

func TestWhoGivesUpDoesNotEndItForOthers(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := box.Seal(gone, nameOf("case/a"), []byte(word))
	if err != nil { // the load may have been faster
		require.ErrorIs(t, err, context.Canceled)
	}
	sealed(t, box, nameOf("case/a"), word)
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	t.Parallel()
	store, kek, at := &sealtest.Store{}, sealtest.NewKEK(t, "test"), newClock()
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}, Now: at.now, Size: 10})
	for n := range 50 {
		sealed(t, box, nameOf(seal.Subject(fmt.Sprintf("case/%02d", n))), word)
	}
	require.Equal(t, 10, seal.Kept(box))
	asked := store.Asked()
	sealed(t, box, nameOf("case/49"), word)
	require.Equal(t, asked, store.Asked(), "the newest are kept")
	sealed(t, box, nameOf("case/00"), word)
	require.Greater(t, store.Asked(), asked)

	at.pass(31 * time.Second)
	asked, used := store.Asked(), kek.Used()
	sealed(t, box, nameOf("case/49"), word)
	require.Equal(t, asked+1, store.Asked(), "after a while it is asked whether the key still stands")
	require.Equal(t, used, kek.Used(), "and when it does, it is not unwrapped again")
	at.pass(10 * time.Minute)
	sealed(t, box, nameOf("case/50"), word)
	require.Equal(t, 1, seal.Kept(box), "what nobody uses is let go")
}

func TestWarmAsksOnceForMany(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	first := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	var subjects []seal.Subject
	var all [][]byte
	for n := range 50 {
		subjects = append(subjects, seal.Subject(fmt.Sprint("case/", n)))
		all = append(all, sealed(t, first, nameOf(subjects[n]), word))
	}
	require.NoError(t, first.Destroy(t.Context(), "case/7"))
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	asked := store.Asked()
	require.NoError(t, box.Prefetch(t.Context(), append(subjects, "case/0", "case/never")...))
	require.Equal(t, asked+1, store.Asked())
	for n, subject := range subjects {
		_, err := box.Open(t.Context(), nameOf(subject), all[n])
		require.Equal(t, n == 7, seal.Erased(err))
	}
	require.NoError(t, box.Prefetch(t.Context(), subjects...))
	require.Equal(t, asked+1, store.Asked(), "what is warm is not asked for")
}

func FuzzKeyedOpen(f *testing.F) {
	box := sealtest.New(f)
	here := nameOf("case/a")
	good, err := box.Seal(f.Context(), here, []byte(word))
	require.NoError(f, err)
	f.Add(good)
	f.Add(good[:40])
	f.Add([]byte{2})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		plain, err := box.Open(t.Context(), here, bytes)
		if err != nil {
			require.Nil(t, plain)
			return
		}
		require.Equal(t, good, bytes, "nobody can make up what opens")
		require.Equal(t, word, string(plain))
	})
}

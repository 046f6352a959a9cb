package seal_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

func keyLog(tb testing.TB) (path string, log *seal.KeyLog) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), "erased.log")
	require.NoError(tb, seal.MakeKeyLog(path))
	return path, reopen(tb, path)
}

func reopen(tb testing.TB, path string) *seal.KeyLog {
	tb.Helper()
	log, err := seal.OpenKeyLog(path)
	require.NoError(tb, err)
	return log
}

func TestWhatIsErasedIsGoneAlsoWhereItIsCached(t *testing.T) {
	t.Parallel()
	store, kek, at := &sealtest.Store{}, sealtest.NewKEK(t, "test"), newClock()
	options := seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}, Now: at.now}
	here, elsewhere := sealtest.With(t, options), sealtest.With(t, options)
	hers, his := sealed(t, here, nameOf("case/a"), word), sealed(t, here, nameOf("case/b"), word)
	for _, box := range []*seal.Keyed{here, elsewhere} {
		_, err := box.Open(t.Context(), nameOf("case/a"), hers)
		require.NoError(t, err)
	}
	require.NoError(t, here.Destroy(t.Context(), "case/a"))
	require.NoError(t, here.Destroy(t.Context(), "case/a"), "it may be run again")

	_, err := here.Open(t.Context(), nameOf("case/a"), hers)
	require.ErrorIs(t, err, seal.ErrErased, "at once in the process that has done it")
	require.True(t, seal.Erased(err))
	_, err = here.Seal(t.Context(), nameOf("case/a"), []byte(word))
	require.ErrorIs(t, err, seal.ErrErased, "nothing new is sealed for her")
	at.pass(30 * time.Second)
	_, err = elsewhere.Open(t.Context(), nameOf("case/a"), hers)
	require.ErrorIs(t, err, seal.ErrErased, "within 30 s everywhere else")
	_, err = elsewhere.Seal(t.Context(), nameOf("case/a"), []byte(word))
	require.ErrorIs(t, err, seal.ErrErased)

	plain, err := elsewhere.Open(t.Context(), nameOf("case/b"), his)
	require.NoError(t, err, "nobody else is touched")
	require.Equal(t, word, string(plain))
}

func TestWhoHadNoKeyGetsNoneOnceErased(t *testing.T) {
	t.Parallel()
	store := &sealtest.Store{}
	require.NoError(t, sealtest.With(t, seal.KeyedOptions{Store: store}).Destroy(t.Context(), "case/a"))
	_, err := sealtest.With(t, seal.KeyedOptions{Store: store}).Seal(t.Context(), nameOf("case/a"), []byte(word))
	require.ErrorIs(t, err, seal.ErrErased)
}

func TestTheInstallationIsNotErased(t *testing.T) {
	t.Parallel()
	box := sealtest.New(t)
	require.ErrorContains(t, box.Destroy(t.Context(), "case/a", seal.Installation), "this subject cannot be erased")
	require.ErrorContains(t, box.Destroy(t.Context(), seal.ForIndex), "this subject cannot be erased")
	sealed(t, box, nameOf("case/a"), word)
	sealed(t, box, nameOf(seal.Installation), word)
}

// A database that is restored from before an erasure has the key again, and everything that the key
// opens.
func TestARestoredDatabaseDoesNotRestoreErasedSubjects(t *testing.T) {
	t.Parallel()
	path, log := keyLog(t)
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}, Log: log})
	hers, his := sealed(t, box, nameOf("case/a"), word), sealed(t, box, nameOf("case/b"), word)
	yesterday := store.Copy()
	require.NoError(t, box.Destroy(t.Context(), "case/a"))

	plain, err := sealtest.With(t, seal.KeyedOptions{Store: yesterday, KEKs: seal.KEKs{Now: kek}}).Open(t.Context(), nameOf("case/a"), hers)
	require.NoError(t, err, "without the log she would be back")
	require.Equal(t, word, string(plain))

	restored := sealtest.With(t, seal.KeyedOptions{Store: yesterday, KEKs: seal.KEKs{Now: kek}, Log: reopen(t, path)})
	_, err = restored.Open(t.Context(), nameOf("case/a"), hers)
	require.ErrorIs(t, err, seal.ErrErased, "a process that may change nothing heeds the log by itself")
	done, err := restored.Replay(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Replayed{Restored: 1}, done)
	done, err = restored.Replay(t.Context())
	require.NoError(t, err)
	require.Zero(t, done)
	found, err := yesterday.FindKeys(t.Context(), []seal.Subject{"case/a"})
	require.NoError(t, err)
	require.True(t, found["case/a"].Destroyed())
	_, err = restored.Open(t.Context(), nameOf("case/b"), his)
	require.NoError(t, err)
}

func TestALostLogIsRebuiltFromTheDatabase(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	box := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	sealed(t, box, nameOf("case/b"), word)
	require.NoError(t, box.Destroy(t.Context(), "case/a", "case/c"))
	path, log := keyLog(t)
	done, err := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}, Log: log}).Replay(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Replayed{Added: 2}, done)
	require.Equal(t, []seal.Subject{"case/a", "case/c"}, reopen(t, path).Subjects())
}

func TestAWrongKeyIsNoticedAtTheStart(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	sealed(t, sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}}), nameOf("case/a"), word)
	wrong := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: sealtest.NewKEK(t, "test")}})
	require.ErrorIs(t, wrong.Ready(t.Context()), seal.ErrKEK)
	right := sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}})
	require.NoError(t, right.Ready(t.Context()))
	require.ErrorIs(t, wrong.Ready(t.Context()), seal.ErrKEK)
	require.NoError(t, sealtest.New(t).Ready(t.Context()), "an empty store")
}

func TestWithoutALogNothingIsErased(t *testing.T) {
	t.Parallel()
	path, log := keyLog(t)
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store, Log: log})
	hers := sealed(t, box, nameOf("case/a"), word)
	require.NoError(t, os.Remove(path))
	require.ErrorIs(t, box.Destroy(t.Context(), "case/a"), seal.ErrNoKeyLog)
	_, err := box.Open(t.Context(), nameOf("case/a"), hers)
	require.NoError(t, err, "an erasure that cannot be remembered does not happen")
	_, err = seal.OpenKeyLog(path)
	require.ErrorIs(t, err, seal.ErrNoKeyLog)
}

func TestAnErasureThatTheStoreDoesNotHearOfIsMadeUpFor(t *testing.T) {
	t.Parallel()
	_, log := keyLog(t)
	store := &sealtest.Store{}
	box := sealtest.With(t, seal.KeyedOptions{Store: store, Log: log})
	hers := sealed(t, box, nameOf("case/a"), word)
	store.Fail(fault.New(fault.Unavailable, "away"))
	require.Error(t, box.Destroy(t.Context(), "case/a"))
	_, err := box.Open(t.Context(), nameOf("case/a"), hers)
	require.ErrorIs(t, err, seal.ErrErased, "it was decided, and is on the disk")
	store.Fail(nil)
	done, err := box.Replay(t.Context())
	require.NoError(t, err)
	require.Equal(t, seal.Replayed{Restored: 1}, done)
}

func TestKeyLogHoldsReferencesAndInstantsOnly(t *testing.T) {
	t.Parallel()
	path, log := keyLog(t)
	at := newClock().now()
	require.NoError(t, log.Append(at, "case/a", "case/a", "list/b"))
	require.NoError(t, log.Append(at, "case/a"))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Regexp(t, `^case/a 2026-03-02T01:30:00Z [0-9a-f]{16}\nlist/b 2026-03-02T01:30:00Z [0-9a-f]{16}\n$`, string(content))
	require.Error(t, log.Append(at, "case/a b"))
	require.NoError(t, seal.MakeKeyLog(path), "making one that is there")
	require.Len(t, reopen(t, path).Subjects(), 2, "leaves it as it is")
}

func TestKeyLogNoticesWhatWasDoneToIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		damage func(string) string
		broken bool
		left   int
	}{
		"a line taken out":     {func(s string) string { return s[strings.Index(s, "\n")+1:] }, true, 0},
		"a line changed":       {func(s string) string { return strings.Replace(s, "case/b", "case/x", 1) }, true, 0},
		"two lines exchanged":  {func(s string) string { l := strings.SplitAfter(s, "\n"); return l[1] + l[0] + l[2] }, true, 0},
		"an instant changed":   {func(s string) string { return strings.Replace(s, "2026", "2027", 1) }, true, 0},
		"rubbish":              {func(s string) string { return s + "rubbish\n" }, true, 0},
		"an empty line":        {func(s string) string { return "\n" + s }, true, 0},
		"a last line torn off": {func(s string) string { return s[:len(s)-5] }, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, log := keyLog(t)
			require.NoError(t, log.Append(newClock().now(), "case/a", "case/b", "case/c"))
			content, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, []byte(tt.damage(string(content))), 0o600))
			damaged, err := seal.OpenKeyLog(path)
			if tt.broken {
				require.ErrorIs(t, err, seal.ErrBrokenKeyLog)
				return
			}
			require.NoError(t, err)
			require.Len(t, damaged.Subjects(), tt.left)
			require.NoError(t, damaged.Append(newClock().now(), "case/c"))
			require.Equal(t, []seal.Subject{"case/a", "case/b", "case/c"}, reopen(t, path).Subjects())
			require.NoError(t, os.WriteFile(path, nil, 0o600))
			require.ErrorIs(t, damaged.Append(newClock().now(), "case/d"), seal.ErrBrokenKeyLog, "it is shorter than it was")
		})
	}
}

func TestManyWriteOneKeyLog(t *testing.T) {
	t.Parallel()
	path, _ := keyLog(t)
	var all sync.WaitGroup
	for n := range 8 {
		log := reopen(t, path)
		all.Go(func() {
			for m := range 10 {
				if err := log.Append(time.Now(), seal.Subject("case/"+string(rune('a'+n))+string(rune('a'+m)))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	require.Len(t, reopen(t, path).Subjects(), 80)
}

func FuzzKeyLog(f *testing.F) {
	path, log := keyLog(f)
	require.NoError(f, log.Append(newClock().now(), "case/a", "case/b"))
	good, err := os.ReadFile(path)
	require.NoError(f, err)
	f.Add(good)
	f.Add([]byte("case/a 2026-03-02T01:30:00Z 0000000000000000\n"))
	f.Add([]byte(" \n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "log")
		require.NoError(t, os.WriteFile(path, content, 0o600))
		log, err := seal.OpenKeyLog(path)
		if err != nil {
			require.ErrorIs(t, err, seal.ErrBrokenKeyLog)
			return
		}
		before := len(log.Subjects())
		require.NoError(t, log.Append(newClock().now(), "case/new"))
		require.GreaterOrEqual(t, len(reopen(t, path).Subjects()), max(before, 1), "what was read is still there")
	})
}

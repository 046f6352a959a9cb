package processes_test

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

const name = "a name that is sealed"

func placeOf(n int) seal.Place {
	return seal.Place{Subject: seal.Subject(fmt.Sprintf("case/%05d", n)), Column: "people.name"}
}

// opener opens values that are sealed with some keys.
func opener(tb testing.TB, dsn, key string, formerly ...string) *seal.Keyed {
	tb.Helper()
	keks, err := kek.Open(kek.Options{Key: key, Formerly: formerly})
	require.NoError(tb, err)
	keys, err := keydb.Open(keydb.Options{DSN: dsn, Now: time.Now})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = keys.Close() })
	box, err := seal.NewKeyed(seal.KeyedOptions{Store: keys, KEKs: keks, Now: time.Now})
	require.NoError(tb, err)
	return box
}

// A rotation is killed while it runs, and run again.
func TestARotationThatIsKilledGoesOn(t *testing.T) {
	t.Parallel()
	const subjects = 2500
	db := pgtest.New(t, postgres.Migrate)
	project, err := devstack.ProjectDir(".")
	require.NoError(t, err)
	s := &site{TB: t, program: filepath.Join(t.TempDir(), "homeward")}
	s.compile(project)
	dir := t.TempDir()
	old, young, log := filepath.Join(dir, "old.json"), filepath.Join(dir, "young.json"), filepath.Join(dir, "erased.log")
	s.env = []string{"DATABASE_URL=" + db.DSN, "HOMEWARD_KEY_LOG=" + log, "HOMEWARD_KEK=file:" + young, "HOMEWARD_KEK_FORMERLY=file:" + old}
	s.done("keys", "make", old, "--log", log)
	s.done("keys", "make", young)
	before := opener(t, db.DSN, "file:"+old)
	sealed := make([][]byte, subjects)
	for n := range sealed {
		sealed[n], err = before.Seal(t.Context(), placeOf(n), []byte(name))
		require.NoError(t, err)
	}
	opens := func(box *seal.Keyed) {
		for n, bytes := range sealed {
			plain, err := box.Open(t.Context(), placeOf(n), bytes)
			require.NoError(t, err)
			require.Equal(t, name, string(plain))
		}
	}

	killed := s.command(t.Context(), "keys", "rotate")
	said, err := killed.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, killed.Start())
	_, err = said.Read(make([]byte, 1)) // it reports the first thousand
	require.NoError(t, err)
	require.NoError(t, killed.Process.Kill())
	_, _ = io.Copy(io.Discard, said)
	require.Error(t, killed.Wait())
	var done int
	count := `select count(*) from app.case_keys where kek = (select kek from app.case_keys where subject = 'case/00000')`
	require.NoError(t, db.Open(t).QueryRowContext(t.Context(), count).Scan(&done))
	require.GreaterOrEqual(t, done, 1000)
	require.Less(t, done, subjects, "it was killed in the middle")
	opens(opener(t, db.DSN, "file:"+young, "file:"+old))

	out := s.done("keys", "rotate")
	require.Contains(t, out, fmt.Sprintf("%d keysets encrypted again, 0 new keys, %d unchanged", subjects-done, done))
	opens(opener(t, db.DSN, "file:"+young))
	_, err = opener(t, db.DSN, "file:"+old).Open(t.Context(), placeOf(0), sealed[0])
	require.ErrorIs(t, err, seal.ErrKEK)
	require.NotContains(t, strings.ToLower(out), "case/")
}

package notary_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/notary"
)

func TestANotaryGoesOnFromWhatWasKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	key, kept := filepath.Join(dir, "audit.key"), filepath.Join(dir, "audit.kept")
	public, err := notary.MakeLogKey(key, key+".pub", audit.Origin("tha"))
	require.NoError(t, err)
	beside, err := os.ReadFile(key + ".pub")
	require.NoError(t, err)
	require.Equal(t, public+"\n", string(beside))
	_, err = notary.MakeLogKey(key, key+".pub", audit.Origin("tha"))
	require.ErrorIs(t, err, os.ErrExist)

	n, err := notary.Open(key, kept, false)
	require.NoError(t, err)
	tree := &audit.Tree{}
	tree.Add(tlog.Hash{1})
	tree.Add(tlog.Hash{2})
	signed, err := n.SignHead(tree.Head(), nil)
	require.NoError(t, err)
	text, err := notary.ReadHead(kept)
	require.NoError(t, err)
	require.Equal(t, signed, text)

	again, err := notary.Open(key, kept, false)
	require.NoError(t, err)
	require.Equal(t, tree.Head(), again.Newest())
	other := &audit.Tree{}
	other.Add(tlog.Hash{1})
	_, err = again.SignHead(other.Head(), nil)
	require.ErrorIs(t, err, audit.ErrForked)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 3, "nothing is left lying about")

	require.NoError(t, os.WriteFile(kept, []byte("homeward.tha/audit\n9\n"), 0o600))
	_, err = notary.Open(key, kept, false)
	require.ErrorIs(t, err, audit.ErrHead)
}

func TestLooseKeysAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, tt := range map[string]struct {
		make func(path string)
		want error
	}{
		"other accounts can read it": {func(path string) { require.NoError(t, os.Chmod(path, 0o640)) }, notary.ErrLooseFile},
		"for development":            {func(string) {}, notary.ErrDevelopment},
		"not there":                  {func(path string) { require.NoError(t, os.Remove(path)) }, os.ErrNotExist},
		"another file":               {func(path string) { require.NoError(t, os.WriteFile(path, []byte("s3cret"), 0o600)) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(dir, name)
			_, err := notary.MakeLogKey(path, path+".pub", notary.DevelopmentOrigin())
			require.NoError(t, err)
			tt.make(path)
			_, err = notary.Open(path, path+".kept", false)
			require.Error(t, err)
			require.NotContains(t, err.Error(), "s3cret")
			if tt.want != nil {
				require.ErrorIs(t, err, tt.want)
			}
		})
	}
	path := filepath.Join(dir, "dev")
	_, err := notary.MakeLogKey(path, path+".pub", notary.DevelopmentOrigin())
	require.NoError(t, err)
	_, err = notary.Open(path, path+".kept", true)
	require.NoError(t, err)
}

func TestAWitnessKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "witness")
	public, err := notary.MakeWitnessKey(path, path+".pub", "idn-mofa.example/1")
	require.NoError(t, err)
	secret, err := notary.ReadSecret(path)
	require.NoError(t, err)
	c, err := audit.ParseCountersigner(secret, nil)
	require.NoError(t, err)
	require.Equal(t, public, c.Witness().String())
	_, err = notary.MakeWitnessKey(path+"2", path+"3", "a name with spaces")
	require.Error(t, err)
}

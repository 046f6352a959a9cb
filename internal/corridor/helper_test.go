package corridor_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

// shipped loads the embedded files.
func shipped(tb testing.TB) *corridor.Set {
	tb.Helper()
	b, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	return b
}

// copied returns the shipped files in a form that a test can change.
func copied(tb testing.TB) fstest.MapFS {
	tb.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(corridors.Files(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(corridors.Files(), path)
		files[path] = &fstest.MapFile{Data: text}
		return err
	})
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	return files
}

// small returns one corridor with only the desks and calendars that it needs.
func small(tb testing.TB) fstest.MapFS {
	tb.Helper()
	ken, err := fs.ReadFile(corridors.Files(), "tha-ken.yaml")
	require.NoError(tb, err)
	files := fstest.MapFS{"tha-ken.yaml": {Data: ken}}
	for _, name := range []string{"desks.yaml", "calendars/THA.yaml", "calendars/KEN.yaml", "missions/v1.yaml"} {
		text, err := os.ReadFile(filepath.Join("testdata", "small", name))
		require.NoError(tb, err)
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

// edit replaces the only occurrence of from in a file. It fails if there is none.
func edit(tb testing.TB, files fstest.MapFS, name, from, to string) {
	tb.Helper()
	text := string(files[name].Data)
	require.Contains(tb, text, from)
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
}

// calendar combines shipped calendars.
func calendar(tb testing.TB, codes ...string) corridor.Calendar {
	tb.Helper()
	c, err := shipped(tb).Countries().Calendar(nil, codes...)
	require.NoError(tb, err)
	return c
}

func day(tb testing.TB, s string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(s)
	require.NoError(tb, err)
	return d
}

// instant parses an RFC 3339 time.
func instant(tb testing.TB, s string) time.Time {
	tb.Helper()
	at, err := time.Parse(time.RFC3339, s)
	require.NoError(tb, err)
	return at
}

func budget(tb testing.TB, s string) corridor.Budget {
	tb.Helper()
	b, err := corridor.ParseBudget(s)
	require.NoError(tb, err)
	return b
}

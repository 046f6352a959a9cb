package corridor_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/corridor"
)

// shipped loads the files that the program carries.
func shipped(t testing.TB) *corridor.Book {
	t.Helper()
	b, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	return b
}

// copied gives the shipped files in a form that a test can change.
func copied(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(corridors.Files(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(corridors.Files(), path)
		files[path] = &fstest.MapFile{Data: text}
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

// edit replaces the only occurrence of from in a file, and fails when there is none.
func edit(t testing.TB, files fstest.MapFS, name, from, to string) {
	t.Helper()
	text := string(files[name].Data)
	require.Contains(t, text, from)
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
}

// calendar joins shipped calendars.
func calendar(t testing.TB, codes ...string) corridor.Calendar {
	t.Helper()
	c, err := shipped(t).Almanac().Calendar(nil, codes...)
	require.NoError(t, err)
	return c
}

func day(t testing.TB, s string) corridor.Date {
	t.Helper()
	d, err := corridor.ParseDate(s)
	require.NoError(t, err)
	return d
}

// instant reads an RFC 3339 time.
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	require.NoError(t, err)
	return at
}

func budget(t testing.TB, s string) corridor.Budget {
	t.Helper()
	b, err := corridor.ParseBudget(s)
	require.NoError(t, err)
	return b
}

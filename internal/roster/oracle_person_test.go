package roster_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// claim is what a person reads in one field: with one reading, in doubt, or as far as may be asked.
type claim struct {
	values []string
	doubt  bool // "?=": the field must be in doubt, and these readings must be among its own
	either bool // "~=": right, or in doubt with this reading
}

// human is what a person reads of one person of a list.
type human map[string]claim

// reading is what a person reads in a file.
type reading struct {
	people  []human
	list    map[string]string // about the list as a whole
	refusal bool              // a refusal with the way out is as good
}

// personRead reads the file beside a list. Lines of "key=value | key?=one;other" are people, "list:" is about all.
func personRead(tb testing.TB, path string) reading {
	tb.Helper()
	b, err := os.ReadFile(path)
	require.NoError(tb, err)
	out := reading{list: make(map[string]string)}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		about, isList := strings.CutPrefix(line, "list:")
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case line == "refusal=ok":
			out.refusal = true
		case isList:
			for pair := range strings.FieldsSeq(about) {
				k, v, _ := strings.Cut(pair, "=")
				out.list[k] = v
			}
		default:
			out.people = append(out.people, personLine(tb, line))
		}
	}
	return out
}

func personLine(tb testing.TB, line string) human {
	tb.Helper()
	p := make(human)
	for part := range strings.SplitSeq(line, " | ") {
		key, value, ok := strings.Cut(part, "=")
		require.True(tb, ok, "%s", filepath.Base(part))
		c := claim{}
		if k, is := strings.CutSuffix(key, "?"); is {
			key, c.doubt = k, true
		} else if k, is := strings.CutSuffix(key, "~"); is {
			key, c.either = k, true
		}
		if c.values = []string{value}; key != "name" && key != "native" {
			c.values = strings.Split(value, ";")
		}
		p[key] = c
	}
	return p
}

// folderRead lists the lists of a folder of testdata that have a person's reading beside them.
func folderRead(tb testing.TB, folder string) map[string]reading {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.person"))
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	out := make(map[string]reading)
	for _, f := range files {
		out[strings.TrimSuffix(filepath.Base(f), ".person")] = personRead(tb, f)
	}
	return out
}

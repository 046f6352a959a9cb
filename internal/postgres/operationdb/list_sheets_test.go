package operationdb_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/table"
)

// Each sheet of a workbook may be read once: "named in preview, CLI and JSON, choosable".
func TestEachSheetOfAFileIsReadOnce(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.OpenOperation(t, "op-1")
	reading := func(read ...int) roster.List {
		l := custodian(t)
		l.Format.Sheets = []table.Sheet{{Number: 1, Name: "Men"}, {Number: 2, Name: "Women"}, {Number: 4, Name: "Children"}}
		for i := range l.Format.Sheets {
			for _, n := range read {
				l.Format.Sheets[i].Read = l.Format.Sheets[i].Read || l.Format.Sheets[i].Number == n
			}
		}
		return l
	}
	for _, one := range []struct {
		ref     casework.Ref
		content roster.List
		code    fault.Code
	}{
		{"first", reading(1), ""},
		{"again", reading(1), fault.Conflict},
		{"second", reading(2), ""},
		{"several", reading(2, 4), fault.Conflict},
		{"third", reading(4), ""},
		{"whole", custodian(t), fault.Conflict},
	} {
		_, err := w.SaveList(t.Context(), savedList(one.ref, casework.Key(one.ref)), one.content)
		require.Equal(t, one.code, fault.CodeOf(err), "%s", one.ref)
	}
	got, err := w.List(t.Context(), "second")
	require.NoError(t, err)
	require.Equal(t, reading(2).Format.Sheets, got.File.Sheets)
}

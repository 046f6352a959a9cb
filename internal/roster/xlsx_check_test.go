package roster_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

// repack copies an archive. change alters one part, or drops it.
func repack(tb testing.TB, b []byte, part string, change func([]byte) []byte) []byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	require.NoError(tb, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(tb, err)
		content, err := io.ReadAll(r)
		require.NoError(tb, err)
		if f.Name == part {
			if content = change(content); content == nil {
				continue
			}
		}
		p, err := w.Create(f.Name)
		require.NoError(tb, err)
		_, err = p.Write(content)
		require.NoError(tb, err)
	}
	require.NoError(tb, w.Close())
	return out.Bytes()
}

// The spreadsheet library would return a damaged sheet as a short one.
func TestXLSXDamaged(t *testing.T) {
	t.Parallel()
	good := workbook(t, map[string][][]any{"List": {{"Name", "Nationality"}, {"MARKED", "VN"}, {"MARKED", "CN"}, {"MARKED", "TH"}}}, "List")
	const sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	for name, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"cut off":             {good[:len(good)/2], refusal.XLSX},
		"only the first mark": {[]byte("PK\x03\x04"), refusal.XLSX},
		"an empty archive":    {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), refusal.WrongKind},
		"sheet cut off": {repack(t, good, sheet, func(b []byte) []byte {
			return b[:bytes.LastIndex(b, []byte("<row"))]
		}), refusal.XLSX},
		"sheet with a broken tag": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`<row r="3"`), []byte(`<row r="3`), 1)
		}), refusal.XLSX},
		"texts cut off": {repack(t, good, texts, func(b []byte) []byte { return b[:len(b)-20] }), refusal.XLSX},
		"rows out of order": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`<row r="4"`), []byte(`<row r="2"`), 1)
		}), refusal.XLSX},
		"cells out of order": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="A3"`), 1)
		}), refusal.XLSX},
		"a cell in another's row": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="B2"`), 1)
		}), refusal.XLSX},
		"a cell far to the right": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="XFD3"`), 1)
		}), refusal.TooManyColumns},
		"a cell with a book in it": {repack(t, good, texts, func(b []byte) []byte {
			return bytes.Replace(b, []byte("MARKED"), bytes.Repeat([]byte("MARKED"), table.MaxCell/6+1), 1)
		}), refusal.XLSX},
		"texts full of escapes": {repack(t, good, texts, func(b []byte) []byte {
			return bytes.Replace(b, []byte("MARKED"), bytes.Repeat([]byte("_x0041_"), 1000), 1)
		}), refusal.XLSX},
		"a sheet is not there": {repack(t, good, sheet, func([]byte) []byte { return nil }), refusal.XLSX},
		"no relations":         {repack(t, good, "xl/_rels/workbook.xml.rels", func([]byte) []byte { return nil }), refusal.XLSX},
		"no workbook":          {repack(t, good, "xl/workbook.xml", func([]byte) []byte { return nil }), refusal.WrongKind},
		"a broken workbook":    {repack(t, good, "xl/workbook.xml", func([]byte) []byte { return []byte("<workbook") }), refusal.XLSX},
		"a bomb": {repack(t, good, "docProps/app.xml", func([]byte) []byte {
			return bytes.Repeat([]byte(" "), table.MaxUnpacked+1)
		}), refusal.TooLarge},
		"empty sheets": {workbook(t, map[string][][]any{"A": {{" "}}, "B": nil}, "A", "B"), refusal.Empty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readWorkbook(t, tt.b)
			refused(t, err, tt.want)
		})
	}
	_, err := readWorkbook(t, repack(t, good, "nothing", nil))
	require.NoError(t, err, "the copy itself does no harm")
}

// One long text in many cells is a bomb that the size of the archive does not show.
func TestXLSXManyCellsOfOneText(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"Name", "Remarks"}}
	long := strings.Repeat("A", 30_000)
	for range 2_400 {
		rows = append(rows, []any{"B", long})
	}
	_, err := readWorkbook(t, workbook(t, map[string][][]any{"List": rows}, "List"))
	refused(t, err, refusal.TooLarge)
}

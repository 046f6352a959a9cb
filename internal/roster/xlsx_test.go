package roster_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/roster"
)

// workbook writes sheets of rows to XLSX; cells may be texts, numbers or days.
func workbook(tb testing.TB, sheets map[string][][]any, order ...string) []byte {
	tb.Helper()
	f := excelize.NewFile()
	for i, name := range order {
		if i == 0 {
			require.NoError(tb, f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			require.NoError(tb, err)
		}
		for r, row := range sheets[name] {
			at, err := excelize.CoordinatesToCellName(1, r+1)
			require.NoError(tb, err)
			require.NoError(tb, f.SetSheetRow(name, at, &row))
		}
	}
	var b bytes.Buffer
	require.NoError(tb, f.Write(&b))
	return b.Bytes()
}

func readWorkbook(tb testing.TB, b []byte) (roster.List, error) {
	tb.Helper()
	return roster.Read(tb.Context(), bytes.NewReader(b), "list.xlsx", roster.Options{AsOf: asOf(tb)})
}

func TestXLSX(t *testing.T) {
	t.Parallel()
	b := workbook(t, map[string][][]any{
		"Empty": {{" "}},
		"List": {
			{"List of foreigners, 1,002 persons"},
			{},
			{"No", "Name", "Nationality", "Passport No", "DOB", "Phone"},
			{1, "Bùi Minh Long", "Việt Nam", 123456789, "20.9.85", 254778459774},
			{2, "邓波", "中国", "E23456789", "", "", "a column without a heading"},
			{3, "LI PING"},
			{"", "TOTAL", 3},
		},
		"Notes": {{"not read"}},
	}, "Empty", "List", "Notes")
	l, err := readWorkbook(t, b)
	require.NoError(t, err)
	accounted(t, l)
	require.Equal(t, roster.Format{Kind: roster.XLSX, Sheet: "List", OtherSheets: []string{"Notes"}}, l.Format)
	require.Len(t, l.Rows, 3)
	require.Empty(t, l.Unreadable)
	require.Equal(t, 4, l.Rows[0].Line)
	require.Equal(t, "123456789", l.Rows[0].Document.Clean)
	require.Equal(t, "254778459774", l.Rows[0].Phone)
	require.Equal(t, "1985-09-20", l.Rows[0].BirthDate.Readings[0].From.String())
	require.Equal(t, "a column without a heading", l.Rows[1].Raw[6])
	require.Len(t, l.Columns, 7)
	require.Equal(t, 1002, *l.ClaimedTotal)
	require.Len(t, l.Reconciliation.Claims, 2)
}

// A cell that holds a day is shown in the author's way; the day behind it decides.
func TestXLSXDates(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		builtIn int
		custom  string
		shown   string
		want    []string
		problem bool
	}{
		"as the reader's country does": {builtIn: 14, shown: "1993-06-04", want: []string{"1993-06-04 gregorian", "1993-04-06 gregorian swapped"}},
		"with a time":                  {builtIn: 22, shown: "1993-06-04 00:00", want: []string{"1993-06-04 gregorian", "1993-04-06 gregorian swapped"}},
		"month in letters":             {builtIn: 15, shown: "4-Jun-93", want: []string{"1993-06-04 gregorian"}},
		"day first":                    {custom: "dd/mm/yyyy", shown: "04/06/1993", want: []string{"1993-06-04 gregorian", "1993-04-06 gregorian swapped"}},
		"month first, as in America":   {custom: "mm/dd/yyyy", shown: "06/04/1993", want: []string{"1993-06-04 gregorian", "1993-04-06 gregorian swapped"}},
		"with a weekday":               {custom: "dddd, mmmm dd, yyyy", shown: "Friday, June 04, 1993", want: []string{"1993-06-04 gregorian"}},
		"Chinese":                      {builtIn: 31, shown: "1993年6月4日", want: []string{"1993-06-04 gregorian", "1993-04-06 gregorian swapped"}},
		"the year is not shown":        {builtIn: 16, shown: "4-Jun", problem: true},
		"the day is not shown":         {custom: "mmm yyyy", shown: "Jun 1993", want: []string{"1993-06-01..1993-06-30 gregorian"}},
		"shown as a number":            {builtIn: 1, shown: "34124", problem: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := excelize.NewFile()
			style := &excelize.Style{NumFmt: tt.builtIn}
			if tt.custom != "" {
				style.CustomNumFmt = &tt.custom
			}
			id, err := f.NewStyle(style)
			require.NoError(t, err)
			require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "DOB"}))
			require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"A", time.Date(1993, 6, 4, 0, 0, 0, 0, time.UTC)}))
			require.NoError(t, f.SetCellStyle("Sheet1", "B2", "B2", id))
			var b bytes.Buffer
			require.NoError(t, f.Write(&b))
			l, err := readWorkbook(t, b.Bytes())
			require.NoError(t, err)
			require.Equal(t, tt.shown, l.Rows[0].Raw[1])
			require.Equal(t, tt.want, readings(l.Rows[0].BirthDate))
			require.Equal(t, tt.problem, len(l.Rows[0].Problems) > 0)
		})
	}
}

func TestXLSXLongNumbersKeepTheirDigits(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	format := "0.00E+00"
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	require.NoError(t, err)
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Phone"}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"A", 254778459774}))
	require.NoError(t, f.SetCellStyle("Sheet1", "B2", "B2", id))
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	l, err := readWorkbook(t, b.Bytes())
	require.NoError(t, err)
	require.Equal(t, "254778459774", l.Rows[0].Phone)
}

// repack copies an archive and lets change alter one part, or drop it.
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

// The spreadsheet library would give back a damaged sheet as a short one.
func TestXLSXDamaged(t *testing.T) {
	t.Parallel()
	good := workbook(t, map[string][][]any{"List": {{"Name", "Nationality"}, {"MARKED", "VN"}, {"MARKED", "CN"}, {"MARKED", "TH"}}}, "List")
	const sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	for name, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"cut off":             {good[:len(good)/2], roster.RefusedXLSX},
		"only the first mark": {[]byte("PK\x03\x04"), roster.RefusedXLSX},
		"an empty archive":    {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), roster.RefusedWrongKind},
		"sheet cut off": {repack(t, good, sheet, func(b []byte) []byte {
			return b[:bytes.LastIndex(b, []byte("<row"))]
		}), roster.RefusedXLSX},
		"sheet with a broken tag": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`<row r="3"`), []byte(`<row r="3`), 1)
		}), roster.RefusedXLSX},
		"texts cut off": {repack(t, good, texts, func(b []byte) []byte { return b[:len(b)-20] }), roster.RefusedXLSX},
		"rows out of order": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`<row r="4"`), []byte(`<row r="2"`), 1)
		}), roster.RefusedXLSX},
		"cells out of order": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="A3"`), 1)
		}), roster.RefusedXLSX},
		"a cell in another's row": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="B2"`), 1)
		}), roster.RefusedXLSX},
		"a cell far to the right": {repack(t, good, sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="B3"`), []byte(`r="XFD3"`), 1)
		}), roster.RefusedTooManyColumns},
		"a cell with a book in it": {repack(t, good, texts, func(b []byte) []byte {
			return bytes.Replace(b, []byte("MARKED"), bytes.Repeat([]byte("MARKED"), roster.MaxCell/6+1), 1)
		}), roster.RefusedXLSX},
		"texts full of escapes": {repack(t, good, texts, func(b []byte) []byte {
			return bytes.Replace(b, []byte("MARKED"), bytes.Repeat([]byte("_x0041_"), 1000), 1)
		}), roster.RefusedXLSX},
		"no workbook":       {repack(t, good, "xl/workbook.xml", func([]byte) []byte { return nil }), roster.RefusedWrongKind},
		"a broken workbook": {repack(t, good, "xl/workbook.xml", func([]byte) []byte { return []byte("<workbook") }), roster.RefusedXLSX},
		"a bomb": {repack(t, good, "docProps/app.xml", func([]byte) []byte {
			return bytes.Repeat([]byte(" "), roster.MaxUnpacked+1)
		}), roster.RefusedTooLarge},
		"empty sheets": {workbook(t, map[string][][]any{"A": {{" "}}, "B": nil}, "A", "B"), roster.RefusedEmpty},
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

// One long text in many cells is a bomb that no archive shows.
func TestXLSXManyCellsOfOneText(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"Name", "Remarks"}}
	long := strings.Repeat("A", 30_000)
	for range 2_400 {
		rows = append(rows, []any{"B", long})
	}
	_, err := readWorkbook(t, workbook(t, map[string][][]any{"List": rows}, "List"))
	refused(t, err, roster.RefusedTooLarge)
}

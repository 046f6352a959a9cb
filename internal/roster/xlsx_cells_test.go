package roster_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/roster/flaw"
)

// sheetWith returns a workbook with one person, whose cell C2 is written so in the file.
func sheetWith(tb testing.TB, cell string, style *excelize.Style, change func(f *excelize.File)) []byte {
	tb.Helper()
	f := excelize.NewFile()
	require.NoError(tb, f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Passport No", "DOB", "Remarks"}))
	require.NoError(tb, f.SetSheetRow("Sheet1", "A2", &[]any{"LI PING", 1, 1, "x"}))
	if style != nil {
		id, err := f.NewStyle(style)
		require.NoError(tb, err)
		require.NoError(tb, f.SetCellStyle("Sheet1", "A2", "D2", id))
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	require.NoError(tb, f.Write(&b))
	return repack(tb, b.Bytes(), "xl/worksheets/sheet1.xml", func(sheet []byte) []byte {
		for _, ref := range []string{"B2", "C2"} {
			at := bytes.Index(sheet, []byte(`<c r="`+ref+`"`))
			end := bytes.Index(sheet[at:], []byte("</c>")) + at
			open := bytes.IndexByte(sheet[at:], '>') + at
			tag := strings.ReplaceAll(string(sheet[at:open]), ` t="n"`, "")
			if strings.HasPrefix(cell, ref) {
				content := strings.TrimPrefix(cell, ref+" ")
				kind := ""
				if iso, ok := strings.CutPrefix(content, "iso "); ok {
					kind, content = ` t="d"`, iso
				}
				sheet = append([]byte(string(sheet[:at])+tag+kind+"><v>"+content+"</v>"), sheet[end:]...)
			}
		}
		return sheet
	})
}

// The day that is stored is the truth, also where a format prints another one.
func TestStoredDays(t *testing.T) {
	t.Parallel()
	custom := func(code string) *excelize.Style { return &excelize.Style{CustomNumFmt: &code} }
	since1904 := func(f *excelize.File) {
		yes := true
		require.NoError(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}
	for name, tt := range map[string]struct {
		cell   string
		style  *excelize.Style
		change func(*excelize.File)
		want   string
	}{
		"the Buddhist year":        {"C2 39884", custom("d/m/bbbb"), nil, "2009-03-12"},
		"a short Buddhist year":    {"C2 39884", custom("dd/mm/bb"), nil, "2009-03-12"},
		"Hijri":                    {"C2 39884", custom("B2d/m/yyyy"), nil, "2009-03-12"},
		"Thai, built in, 71":       {"C2 39884", &excelize.Style{NumFmt: 71}, nil, "2009-03-12"},
		"Thai, built in, 81":       {"C2 39884", &excelize.Style{NumFmt: 81}, nil, "2009-03-12"},
		"a Thai month":             {"C2 39884", custom("[$-107041E]d mmm yy;@"), nil, "2009-03-12"},
		"counted from 1904":        {"C2 38422", custom("dd/mm/yyyy"), since1904, "2009-03-12"},
		"ISO in a book of 1904":    {"C2 iso 2009-03-12T00:00:00", custom("dd/mm/yyyy"), since1904, "2009-03-12"},
		"no day is shown":          {"C2 39873", custom("mmm yyyy"), nil, "2009-03-01..2009-03-31"},
		"a Buddhist year typed in": {"C2 238211", custom("dd/mm/yyyy"), nil, "2009-03-12"},
		"a number, no date":        {"C2 39884", nil, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := readWorkbook(t, sheetWith(t, tt.cell, tt.style, tt.change))
			require.NoError(t, err)
			require.Equal(t, tt.want, days(l.Rows[0].BirthDate))
		})
	}
}

// The digits of a long number are those of the file. If the program of the author has lost them, the row
// says so.
func TestLongNumbers(t *testing.T) {
	t.Parallel()
	plain, thousands, zeros := "0", "#,##0", "00000000"
	for name, tt := range map[string]struct {
		cell, format, want string
		lost               bool
	}{
		"sixteen digits":           {"B2 3171234567890123", plain, "3171234567890123", false},
		"eighteen digits":          {"B2 110101199003078515", plain, "110101199003078515", false},
		"twelve digits":            {"B2 254778459774", "General", "254778459774", false},
		"with a power of ten":      {"B2 2.54778459774E+11", "General", "254778459774", false},
		"lost by a spreadsheet":    {"B2 3171234567890120", plain, "3171234567890120", true},
		"lost, with a power":       {"B2 3.17123456789012E+15", plain, "3171234567890120", true},
		"separators of thousands":  {"B2 12345678", thousands, "12345678", false},
		"zeros that a format adds": {"B2 1234567", zeros, "01234567", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := readWorkbook(t, sheetWith(t, tt.cell, &excelize.Style{CustomNumFmt: &tt.format}, nil))
			require.NoError(t, err)
			require.Equal(t, tt.want, l.Rows[0].Document.Clean)
			require.Equal(t, tt.lost, slices.Contains(l.Rows[0].Problems, flaw.DigitsLost))
		})
	}
}

func TestStruckThrough(t *testing.T) {
	t.Parallel()
	l, err := readWorkbook(t, sheetWith(t, "B2 12345678", &excelize.Style{Font: &excelize.Font{Strike: true}}, nil))
	require.NoError(t, err)
	require.Empty(t, l.Rows)
	require.Equal(t, flaw.StruckOff, l.Unreadable[0].Problem)
}

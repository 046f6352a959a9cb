package roster_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/table"
)

// workbook returns sheets of rows as XLSX; cells may be texts, numbers or days.
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
	require.Equal(t, table.Format{Kind: table.XLSX, Sheet: "List", OtherSheets: []string{"Notes"}, Sheets: []table.Sheet{
		{Number: 2, Name: "List", Rows: 3, Read: true}, {Number: 3, Name: "Notes"},
	}}, l.Format)
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

// A cell with a day is shown in the author's format; the stored day decides.
func TestXLSXDates(t *testing.T) {
	t.Parallel()
	day := civil.Date{Year: 1993, Month: time.June, Day: 4}
	fourthOfJune := []birth.Reading{{From: day, To: day, Calendar: birth.Gregorian}}
	for name, tt := range map[string]struct {
		builtIn int
		custom  string
		shown   string
		want    []birth.Reading
		problem bool
	}{
		"as the reader's country does": {builtIn: 14, shown: "1993-06-04", want: fourthOfJune},
		"with a time":                  {builtIn: 22, shown: "1993-06-04 00:00", want: fourthOfJune},
		"month in letters":             {builtIn: 15, shown: "4-Jun-93", want: fourthOfJune},
		"day first":                    {custom: "dd/mm/yyyy", shown: "04/06/1993", want: fourthOfJune},
		"month first, as in America":   {custom: "mm/dd/yyyy", shown: "06/04/1993", want: fourthOfJune},
		"with a weekday":               {custom: "dddd, mmmm dd, yyyy", shown: "Friday, June 04, 1993", want: fourthOfJune},
		"Chinese":                      {builtIn: 31, shown: "1993年6月4日", want: fourthOfJune},
		"the year is not shown":        {builtIn: 16, shown: "1993-06-04", want: fourthOfJune},
		"the day is not shown":         {custom: "mmm yyyy", shown: "1993-06-04", want: fourthOfJune},
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
			require.Equal(t, tt.want, l.Rows[0].BirthDate.Readings)
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

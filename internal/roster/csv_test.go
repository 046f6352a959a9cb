package roster_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

const threeRows = "No,Name,Nationality,Passport No,Place\n" +
	"1,Bùi Minh Long,Việt Nam,B5097006,\"KK Park, gate 2\"\n" +
	"2,邓波,中国,E23456789,Taichang\n" +
	"3,\"HO, \"\"Khanh\"\"\",VN,with boss,Taichang\n"

// The same list in different encodings and with different separators.
func TestCSVInEveryDress(t *testing.T) {
	t.Parallel()
	want := mustRead(t, threeRows)
	require.Len(t, want.Rows, 3)
	semicolons := strings.NewReplacer(",", ";", "\"KK Park, gate 2\"", "KK Park, gate 2", "\"HO, ", "\"HO, ").Replace(threeRows)
	tabs := strings.NewReplacer(",", "\t", "\"KK Park, gate 2\"", "KK Park, gate 2", "\"HO, ", "\"HO, ").Replace(threeRows)
	for name, tt := range map[string]struct {
		text, file string
		format     table.Format
	}{
		"plain":                {threeRows, "", table.Format{Encoding: table.UTF8, Separator: ","}},
		"byte order mark":      {"\ufeff" + threeRows, "", table.Format{Encoding: table.UTF8, BOM: true, Separator: ","}},
		"semicolons":           {semicolons, "", table.Format{Encoding: table.UTF8, Separator: ";"}},
		"tabs":                 {tabs, "", table.Format{Encoding: table.UTF8, Separator: "\t"}},
		"tabs by name":         {tabs, "list.TSV", table.Format{Encoding: table.UTF8, Separator: "\t"}},
		"Windows line ends":    {strings.ReplaceAll(threeRows, "\n", "\r\n"), "", table.Format{Encoding: table.UTF8, Separator: ","}},
		"Macintosh line ends":  {strings.ReplaceAll(threeRows, "\n", "\r"), "", table.Format{Encoding: table.UTF8, Separator: ","}},
		"no last line end":     {strings.TrimSuffix(threeRows, "\n"), "", table.Format{Encoding: table.UTF8, Separator: ","}},
		"UTF-16 little end":    {utf16Bytes(threeRows, binary.LittleEndian, true), "", table.Format{Encoding: table.UTF16LE, BOM: true, Separator: ","}},
		"UTF-16 big end":       {utf16Bytes(threeRows, binary.BigEndian, true), "", table.Format{Encoding: table.UTF16BE, BOM: true, Separator: ","}},
		"UTF-16, no mark, LE":  {utf16Bytes(threeRows, binary.LittleEndian, false), "", table.Format{Encoding: table.UTF16LE, Separator: ","}},
		"UTF-16, no mark, BE":  {utf16Bytes(tabs, binary.BigEndian, false), "", table.Format{Encoding: table.UTF16BE, Separator: "\t"}},
		"as Excel saves UTF16": {utf16Bytes(strings.ReplaceAll(tabs, "\n", "\r\n"), binary.LittleEndian, true), "x.txt", table.Format{Encoding: table.UTF16LE, BOM: true, Separator: "\t"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := tt.text
			if tt.format.Separator != "," {
				text = strings.ReplaceAll(text, tt.format.Separator+" ", ", ") // commas within cells stay
			}
			got, err := roster.Read(t.Context(), strings.NewReader(text), tt.file, roster.Options{AsOf: asOf(t)})
			require.NoError(t, err)
			accounted(t, got)
			tt.format.Kind = table.CSV
			require.Equal(t, tt.format, got.Format)
			require.Equal(t, want.Rows, got.Rows)
			require.Equal(t, want.Columns, got.Columns)
		})
	}
}

func TestSeparatorLineOfExcel(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "sep=;\r\nName;Nationality\r\nA, B;VN\r\n")
	accounted(t, l)
	require.Equal(t, ";", l.Format.Separator)
	require.Equal(t, "A, B", l.Rows[0].Name.AsWritten)
	require.Equal(t, 3, l.Rows[0].Line, "lines are those of the file")
	require.Equal(t, roster.SeparatorLine, l.OtherLines[0].Kind)
}

// A list with everything that real lists have: titles above, pages, sums, notes below.
func TestCSVWithEverythingAroundTheTable(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "List of persons, total 7,141\n"+
		"Date: 23/02/2025,,,\n"+
		",,,\n"+
		"ลำดับ,ชื่อ / Name,Sex (M/F),สัญชาติ,Remarks\n"+
		"1,LI PING,M,China,tall\n"+
		"ลำดับ,ชื่อ / Name,Sex (M/F),สัญชาติ,Remarks\n"+
		"2,WU LING,F,Chinese,\n"+
		"3,,M,VN,came without a name\n"+
		"4,,,,\n"+
		"5,HO, Cong,M,VN,no quotes\n"+
		",Total,2,,\n"+
		"รวม,,\"1,002\",คน,\n"+
		",,,Signed by the clerk,\n")
	accounted(t, l)
	require.Len(t, l.Rows, 3)
	require.Equal(t, []flaw.Code{flaw.NameMissing}, l.Rows[2].Problems)
	require.Equal(t, 1, l.Blank)
	require.Equal(t, 7141, *l.ClaimedTotal)
	require.Equal(t, []roster.Claim{
		{Line: 1, Where: roster.TitleLine, Total: 7141},
		{Line: 11, Where: roster.TotalLine, Total: 2},
		{Line: 12, Where: roster.TotalLine, Total: 1002},
	}, l.Reconciliation.Claims)
	var kinds []roster.OtherLineKind
	for _, a := range l.OtherLines {
		kinds = append(kinds, a.Kind)
	}
	require.Equal(t, []roster.OtherLineKind{
		roster.TitleLine, roster.TitleLine, roster.HeadingLine, roster.HeadingLine, roster.NumberLine, roster.TotalLine, roster.TotalLine,
		roster.SignatureLine,
	}, kinds)
	require.Equal(t, []roster.Unreadable{
		{Line: 10, Raw: []string{"5", "HO", " Cong", "M", "VN", "no quotes"}, Problem: flaw.TooManyCells},
	}, l.Unreadable)
	require.Equal(t, roster.Column{Heading: "Remarks"}, l.Columns[4], "unknown columns are kept and reported")
	require.Equal(t, "the list says 7141, rows are 4, 1 of them unreadable", l.Reconciliation.Headline())
}

func TestCSVRowsThatCannotBeTrusted(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		row  string
		want flaw.Code
	}{
		"cells have shifted":         {"A,B,VN,E1234567,x", flaw.TooManyCells},
		"lines swallowed":            {"\"A,VN,E1\nB,VN,E2\n\",VN,E3", flaw.SwallowedLines},
		"a character no text has":    {"A\x01B,VN,E1234567", flaw.ControlCharacter},
		"more than a cell can hold":  {strings.Repeat("A", table.MaxCell+1) + ",VN,E1234567", flaw.CellTooLong},
		"nobody in it":               {",,unreadable stamp", flaw.NoPerson},
		"a name alone is a person":   {"Abebe,,", ""},
		"a nationality and no more":  {",VN,-", flaw.NoPerson},
		"a name and missing cells":   {"A,VN", ""},
		"a document and nothing":     {",,E1234567", ""},
		"empty cells at the end":     {"A,VN,E1234567,,", ""},
		"a name on two lines":        {"\"A\nB\",VN,E1234567", ""},
		"a name like a word for sum": {"Sum,VN,E1234567", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := mustRead(t, "Name,Nationality,Passport No\n"+tt.row+"\nZ,VN,E7654321\n")
			accounted(t, l)
			if tt.want == "" {
				require.Empty(t, l.Unreadable)
				require.Len(t, l.Rows, 2)
				return
			}
			require.Len(t, l.Unreadable, 1)
			require.Equal(t, tt.want, l.Unreadable[0].Problem)
			require.Equal(t, 2, l.Unreadable[0].Line)
			require.Equal(t, 1, l.Reconciliation.Problems[tt.want])
		})
	}
}

// A name can look like a heading, and its comma like a separator.
func TestTheHeadingThatStandsHigherDecides(t *testing.T) {
	t.Parallel()
	text := "No;NAME;Remarks\n\"HO, Cong\";N/A\n\" \";\"\"\n"
	l, err := vocabulary(t).Read(t.Context(), strings.NewReader(strings.ReplaceAll(text, `"HO, Cong"`, "HO, Cong")), "", roster.Options{AsOf: asOf(t)})
	if err == nil {
		require.Equal(t, ";", l.Format.Separator)
		return
	}
	var refused *refusal.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, refusal.NoRows, refused.Code, "its quotation marks are in order")
}

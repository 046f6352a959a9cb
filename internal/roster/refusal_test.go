package roster_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

// refused requires a refusal with a code, a sentence and none of the marked contents.
func refused(tb testing.TB, err error, code string) refusal.Error {
	tb.Helper()
	var r *refusal.Error
	require.ErrorAs(tb, err, &r)
	require.Equal(tb, code, r.Code)
	require.Contains(tb, refusal.Codes(), r.Code)
	require.True(tb, strings.HasSuffix(r.Message, "."), "a sentence: %s", r.Message)
	require.NotContains(tb, r.Message+err.Error(), "MARKED")
	return *r
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const head = "Name,Nationality,Passport No\n"
	for name, tt := range map[string]struct {
		text string
		want string
		row  int
	}{
		"nothing":                     {"", refusal.Empty, 0},
		"white space":                 {" \r\n\t", refusal.Empty, 0},
		"a byte order mark":           {"\ufeff", refusal.Empty, 0},
		"a UTF-16 byte order mark":    {"\xff\xfe", refusal.Empty, 0},
		"a byte too many":             {strings.Repeat("M", table.MaxBytes+1), refusal.TooLarge, 0},
		"10,000 columns":              {strings.Repeat("MARKED,", 10_000) + "\n", refusal.TooManyColumns, 1},
		"10,000 headings, some known": {"No,NAME,Nationality," + strings.Repeat("NAME,", 10_000) + "\n1,MARKED,KEN\n", refusal.TooManyColumns, 1},
		"10,000 cells in a row":       {head + "A,B,C\n" + strings.Repeat("MARKED,", 10_000), refusal.TooManyColumns, 3},
		"separators only":             {strings.Repeat(",", 1<<20), refusal.TooManyColumns, 1},
		"too many rows":               {head + strings.Repeat("MARKED,VN,E1234567\n", table.MaxRows+1), refusal.TooManyRows, table.MaxRows + 1},
		"PDF":                         {"%PDF-1.7 MARKED", refusal.WrongKind, 0},
		"old Excel":                   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MARKED", refusal.WrongKind, 0},
		"PNG":                         {"\x89PNG\r\n\x1a\nMARKED", refusal.WrongKind, 0},
		"JPEG":                        {"\xff\xd8\xff\xe0MARKED", refusal.WrongKind, 0},
		"web page":                    {"<html><table><tr><td>MARKED", refusal.WrongKind, 0},
		"XML with a byte order":       {"\ufeff<?xml version=\"1.0\"?><MARKED/>", refusal.WrongKind, 0},
		"RTF":                         {"{\\rtf1 MARKED", refusal.WrongKind, 0},
		"gzip":                        {"\x1f\x8b\x08MARKED", refusal.WrongKind, 0},
		"a program":                   {"MZ\x00\x90MARKED", refusal.WrongKind, 0},
		"zero bytes":                  {head + "MARKED\x00,VN,E1234567\n", refusal.WrongKind, 0},
		"another archive":             {"PK\x03\x04MARKED", refusal.XLSX, 0},
		"Thai Windows":                {head + "A,VN,E1\n\xca\xc1\xaa\xd2\xc2 MARKED,VN,E1234567\n", refusal.Encoding, 3},
		"Vietnamese Windows":          {head + "B\xf9i MARKED,VN,E1234567\n", refusal.Encoding, 2},
		"UTF-16 of odd length":        {utf16Bytes(head, binary.LittleEndian, true) + "x", refusal.Encoding, 0},
		"UTF-16, half a character":    {utf16Bytes(head, binary.BigEndian, true) + "\xd8\x00\x00A", refusal.Encoding, 2},
		"UTF-16, cut in a pair":       {utf16Bytes(head, binary.BigEndian, true) + "\xd8\x00", refusal.Encoding, 2},
		"UTF-16 with a zero":          {utf16Bytes(head+"MARKED\x00\n", binary.LittleEndian, true), refusal.WrongKind, 0},
		"UTF-32":                      {"\xff\xfe\x00\x00N\x00\x00\x00", refusal.Encoding, 0},
		"a letter, not a list":        {"Dear MARKED,\nplease find attached, as discussed, the list.\n", refusal.NoHeading, 0},
		"headings without a name":     {"Nationality,Sex,Place\nVN,M,MARKED\n", refusal.NoHeading, 0},
		"no headings":                 {"1,MARKED,VN\n2,MARKED,CN\n", refusal.NoHeading, 0},
		"nobody under the headings":   {head + ",,\n,TOTAL,0\n", refusal.NoRows, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := read(t, tt.text, "")
			r := refused(t, err, tt.want)
			require.Equal(t, tt.row, r.Row)
			require.Equal(t, roster.List{}, l, "nothing half-read")
		})
	}
}

func TestReadAsksForItsOptions(t *testing.T) {
	t.Parallel()
	_, err := read(t, "Name,Place\nA,B\n", "VN")
	refused(t, err, refusal.Nationality)
	_, err = read(t, "Name,Place\nA,B\n", "MARKED")
	refused(t, err, refusal.Nationality)
	_, err = roster.Read(t.Context(), strings.NewReader("Name,Place\nA,B\n"), "", roster.Options{})
	require.EqualError(t, err, "read roster: options have no valid day")
}

func TestReadTakesNoMoreThanItMust(t *testing.T) {
	t.Parallel()
	endless := &counter{r: zeros{}}
	_, err := roster.Read(t.Context(), endless, "", roster.Options{AsOf: asOf(t)})
	refused(t, err, refusal.TooLarge)
	require.Equal(t, table.MaxBytes+1, endless.n)
}

func TestReadGivesTheSourcesErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("line is down")
	_, err := roster.Read(t.Context(), iotest.ErrReader(broken), "", roster.Options{AsOf: asOf(t)})
	require.ErrorIs(t, err, broken)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = roster.Read(ctx, strings.NewReader("Name,Place\nA,B\n"), "", roster.Options{AsOf: asOf(t)})
	require.ErrorIs(t, err, context.Canceled)
	_, err = roster.Read(ctx, bytes.NewReader(workbook(t, map[string][][]any{"L": {{"Name", "Place"}, {"A", "B"}}}, "L")), "",
		roster.Options{AsOf: asOf(t)})
	require.ErrorIs(t, err, context.Canceled)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestTheDayOfTheListIsNotInTheFuture(t *testing.T) {
	t.Parallel()
	require.NoError(t, roster.CheckDay(fieldDay(), fieldDay()))
	for year, hint := range map[int]string{2036: "a Buddhist year is 543 ahead", 2569: "543 ahead, as in the Buddhist calendar"} {
		d := fieldDay()
		d.Year = year
		err := roster.CheckDay(d, fieldDay())
		refused(t, err, refusal.Day)
		var r *refusal.Error
		require.ErrorAs(t, err, &r)
		require.Contains(t, r.Message, hint)
	}
}

// A stray quotation mark costs its own line alone, and only if it has no partner there.
func TestStrayQuotationMarks(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,Nationality\n\"Ann,VN\nMaria \"Joy\" Santos,PH\n\nB \"x,VN\n\"C \",\"KE\"\nD,KE\n")
	accounted(t, l)
	require.Equal(t, []string{"Maria \"Joy\" Santos", "C", "D"}, names(l))
	require.Equal(t, []int{2, 5}, []int{l.Unreadable[0].Line, l.Unreadable[1].Line})
	require.Equal(t, map[flaw.Code]int{flaw.StrayQuote: 2}, l.Reconciliation.Problems)
	_, err := read(t, "Name,Nationality\n"+strings.Repeat("\"A,VN\n", 200), "")
	refused(t, err, refusal.CSV)
}

// Text in the encoding of an old Burmese font is recognised and converted; short names that are the same in both are fine.
func TestBurmeseOfAnOldFont(t *testing.T) {
	t.Parallel()
	for name, old := range map[string]bool{
		"ေမာင္ျမင့္သူ": true, "ျမန္မာ": true, "ေအာင္": true, "သဲသဲ": false, "မမ": false, "ဦး": false, "ကျော်ဇော်": false,
		"အိန္ဒြေ": false, "မြင့်": false, "စိုင်းလှမြင့်": false, "နန်းမို": false, "ကိုအောင်ထွန်း": false,
	} {
		l := mustRead(t, "Name,Age\n"+name+",20\n")
		require.Equal(t, old, l.Rows[0].Name.Display != name, name)
		require.Empty(t, l.Rows[0].Problems, name)
		require.Equal(t, name, l.Rows[0].Name.AsWritten)
	}
}

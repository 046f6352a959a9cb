package roster_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/table"
)

// documentWith returns an OpenDocument or Word file with one part.
func documentWith(tb testing.TB, part, content string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := [][2]string{{part, content}}
	if part == "content.xml" {
		parts = append([][2]string{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}, parts...)
	}
	for _, p := range parts {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Store})
		require.NoError(tb, err)
		_, err = f.Write([]byte(p[1]))
		require.NoError(tb, err)
	}
	require.NoError(tb, w.Close())
	return b.Bytes()
}

// partOf returns a part of a list of testdata/others.
func partOf(tb testing.TB, file, part string) string {
	tb.Helper()
	z, err := zip.OpenReader(filepath.Join("testdata", "others", file))
	require.NoError(tb, err)
	defer func() { require.NoError(tb, z.Close()) }()
	f, err := z.Open(part)
	require.NoError(tb, err)
	b, err := io.ReadAll(f)
	require.NoError(tb, err)
	return string(b)
}

func readBytes(tb testing.TB, b []byte) roster.List {
	tb.Helper()
	l, err := vocabulary(tb).Read(tb.Context(), bytes.NewReader(b), "", roster.Options{AsOf: fieldDay()})
	require.NoError(tb, err)
	accounted(tb, l)
	return l
}

const (
	odsHead = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="List">`
	odsTail = `</table:table></office:spreadsheet></office:body></office:document-content>`
)

// A merged nationality, a repeated row, a number of 17 digits of which the last cannot be stored, and an endless empty rest.
func TestAnOpenDocumentSpreadsheet(t *testing.T) {
	t.Parallel()
	cell := func(s string) string {
		return `<table:table-cell office:value-type="string"><text:p>` + s + `</text:p></table:table-cell>`
	}
	number := func(s string) string {
		return `<table:table-cell office:value-type="float" office:value="` + s + `"><text:p>1.9E+16</text:p></table:table-cell>`
	}
	l := readBytes(t, documentWith(t, "content.xml", odsHead+
		`<table:table-row>`+cell("Name")+cell("Nationality")+cell("ID No")+`</table:table-row>`+
		`<table:table-row>`+cell("Hana Girma")+`<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Ethiopia</text:p></table:table-cell>`+number("3171234567890120")+`</table:table-row>`+
		`<table:table-row>`+cell("Dawit Alemu")+`<table:covered-table-cell/>`+number("19901234567890120")+`</table:table-row>`+
		`<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`+odsTail))
	require.Equal(t, table.ODS, l.Format.Kind)
	require.Equal(t, []string{"Hana Girma", "Dawit Alemu"}, names(l))
	require.Equal(t, "ETH", l.Rows[1].Nationality.Code)
	require.Equal(t, "3171234567890120", l.Rows[0].Document.Clean)
	require.Empty(t, l.Rows[0].Problems)
	require.Equal(t, []flaw.Code{flaw.DigitsLost}, l.Rows[1].Problems)
}

// The paragraphs above and below a table of a Word document are set aside with their kinds, and a merged cell holds for all its rows.
func TestAWordDocument(t *testing.T) {
	t.Parallel()
	l := readBytes(t, documentWith(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Total 2 persons</w:t></w:r></w:p><w:tbl>`+
		`<w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Nationality</w:t></w:r></w:p></w:tc></w:tr>`+
		`<w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>Hana</w:t></w:r><w:r><w:t xml:space="preserve"> Girma</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Ethiopia</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>`+
		`<w:tr><w:tc><w:p><w:r><w:t>Dawit Alemu</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>`+
		`</w:tbl><w:p><w:r><w:t>Prepared by: Lt. Somdet</w:t></w:r></w:p></w:body></w:document>`))
	require.Equal(t, table.DOCX, l.Format.Kind)
	require.Equal(t, []string{"Hana Girma", "Dawit Alemu"}, names(l))
	require.Equal(t, "ETH", l.Rows[1].Nationality.Code)
	require.Equal(t, 2, *l.ClaimedTotal)
	require.Equal(t, roster.SignatureLine, l.OtherLines[len(l.OtherLines)-1].Kind)
}

func FuzzReadODS(f *testing.F) {
	v := vocabulary(f)
	f.Add([]byte(partOf(f, "88-open.ods", "content.xml")))
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, v, documentWith(t, "content.xml", string(b))) })
}

func FuzzReadDOCX(f *testing.F) {
	v := vocabulary(f)
	f.Add([]byte(partOf(f, "87-table.docx", "word/document.xml")))
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, v, documentWith(t, "word/document.xml", string(b))) })
}

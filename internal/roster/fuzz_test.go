package roster_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/refusal"
)

// judged checks the result for any bytes: a refusal with a code and a sentence, or a list in which
// nothing is lost and which can be stored.
func judged(t *testing.T, v *roster.Vocabulary, b []byte) {
	t.Helper()
	l, err := v.Read(t.Context(), bytes.NewReader(b), "", roster.Options{AsOf: asOf(t)})
	if err != nil {
		var r *refusal.Error
		require.ErrorAs(t, err, &r, "bytes alone give refusals only")
		require.Contains(t, refusal.Codes(), r.Code)
		require.NotEmpty(t, r.Message)
		return
	}
	accounted(t, l)
	require.NotEmpty(t, l.Columns)
	require.NotZero(t, len(l.Rows)+len(l.Unreadable))
	_, err = json.Marshal(l)
	require.NoError(t, err)
	for _, r := range l.Rows {
		if r.BirthDate.Precision == birth.PrecisionNone {
			require.Equal(t, birth.MinorPossible, r.BirthDate.Minor(asOf(t)))
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	v := vocabulary(f)
	for _, b := range seeds(f, "csv") {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, v, b) })
}

func FuzzReadUTF16(f *testing.F) {
	v := vocabulary(f)
	for _, b := range seeds(f, "utf16") {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, v, b) })
}

// FuzzReadXLSX changes a sheet within a valid archive: a changed archive would fail at its checksums
// and never reach the sheet.
func FuzzReadXLSX(f *testing.F) {
	v := vocabulary(f)
	for _, b := range seeds(f, "sheet") {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, sheet []byte) { judged(t, v, archive(t, sheet)) })
}

// FuzzReadArchive changes the archive itself.
func FuzzReadArchive(f *testing.F) {
	v := vocabulary(f)
	for _, b := range seeds(f, "sheet") {
		f.Add(archive(f, b))
	}
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, v, append([]byte("PK\x03\x04"), b[min(len(b), 4):]...)) })
}

// archive returns the smallest workbook with one sheet. Its style 1 is a date.
func archive(tb testing.TB, sheet []byte) []byte {
	tb.Helper()
	const head, main = `<?xml version="1.0" encoding="UTF-8"?>`, `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const relations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	const content = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range []struct{ name, xml string }{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + content + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + content + `worksheet+xml"/></Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook ` + main + ` xmlns:r="` + relations + `"><sheets>` +
			`<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + relations + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relations + `/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="rId3" Type="` + relations + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", head + `<sst ` + main + `><si><t>Name</t></si><si><t>LI PING</t></si></sst>`},
		{"xl/styles.xml", head + `<styleSheet ` + main + `><cellXfs count="2"><xf numFmtId="0"/>` +
			`<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`},
		{"xl/worksheets/sheet1.xml", string(sheet)},
	} {
		part, err := w.Create(p.name)
		require.NoError(tb, err)
		_, err = part.Write([]byte(p.xml))
		require.NoError(tb, err)
	}
	require.NoError(tb, w.Close())
	return b.Bytes()
}

// Each seed does what its name says.
func TestSeeds(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	want := map[string]string{ // the refusal; all others are read
		"letter.txt": refusal.NoHeading, "nul.csv": refusal.WrongKind,
		"tis-620.csv": refusal.Encoding, "windows-1258.csv": refusal.Encoding, "not-a-list.pdf": refusal.WrongKind,
		"old.xls": refusal.WrongKind, "short.zip": refusal.XLSX, "half-pair.csv": refusal.Encoding,
		"odd.csv": refusal.Encoding, "utf-32.csv": refusal.Encoding, "out-of-order.xml": refusal.XLSX,
		"cut-off.xml": refusal.XLSX, "far.xml": refusal.TooManyColumns,
	}
	for folder, wrap := range map[string]func([]byte) []byte{
		"csv":   func(b []byte) []byte { return b },
		"utf16": func(b []byte) []byte { return b },
		"sheet": func(b []byte) []byte { return archive(t, b) },
	} {
		for name, b := range seeds(t, folder) {
			l, err := v.Read(t.Context(), bytes.NewReader(wrap(b)), name, roster.Options{AsOf: asOf(t)})
			if code := want[name]; code != "" {
				refused(t, err, code)
				continue
			}
			require.NoError(t, err, "%s/%s", folder, name)
			accounted(t, l)
		}
	}
}

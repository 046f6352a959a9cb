package security_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// opened opens an operation that lists can be uploaded to.
func (h *installation) opened(tb testing.TB) string {
	tb.Helper()
	a := h.settled(tb, post("/operations", m{"host": "THA"}).as(at("tha-coordination", casework.RoleOperationLead)))
	var receipt struct{ Target struct{ Ref string } }
	a.into(tb, &receipt)
	return receipt.Target.Ref
}

var clerk = at("tha-registrar-maesot", casework.RoleRegistrar)

// file uploads a file unchanged.
func file(operation string, content []byte) request {
	return post("/operations/"+operation+"/lists?author=custodian", content).with("Content-Type", "application/octet-stream").as(clerk)
}

const heading = "No;Name;Sex;Nationality;Passport No.;D.O.B\n"

// packed is an archive with these parts.
func packed(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		require.NoError(tb, err)
		_, err = io.WriteString(part, content)
		require.NoError(tb, err)
	}
	require.NoError(tb, w.Close())
	return b.Bytes()
}

// workbook is a spreadsheet with one sheet and other parts.
func workbook(tb testing.TB, sheet string, more map[string]string) []byte {
	tb.Helper()
	parts := map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="L" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	maps.Copy(parts, more)
	return packed(tb, parts)
}

// cells is a sheet with one row.
func cells(texts ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`)
	for i, text := range texts {
		fmt.Fprintf(&b, `<c r="%c1" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, text)
	}
	b.WriteString(`</row></sheetData></worksheet>`)
	return b.String()
}

// lying is a packed file whose directory says that its part is nearly empty.
func lying(b []byte) []byte {
	out := bytes.Clone(b)
	i := bytes.LastIndex(out, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(out[i+24:], 10) // the unpacked size
	return out
}

// Files that are not lists: bombs, other formats, and files that refer to other files. Each is refused
// soon and as a whole, with a text that repeats nothing of it, and nothing of it is stored.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	h := enter(t)
	operation := h.opened(t)
	zeros := strings.Repeat("\x00", 300<<20)
	bomb := workbook(t, cells("Name"), map[string]string{"xl/media/" + mark + ".bin": zeros})
	require.Less(t, len(bomb), 2<<20, "a bomb is small")
	quine := packed(t, map[string]string{"a.zip": string(packed(t, map[string]string{"b.zip": string(bomb)}))})
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "` + mark + `">` + entities() + `]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>`
	reach := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`
	many := map[string]string{}
	for i := range 2000 {
		many[fmt.Sprintf("%s/%d", mark, i)] = ""
	}
	for what, content := range map[string][]byte{
		"nothing":                    {},
		"a bomb":                     bomb,
		"a bomb that lies":           lying(bomb),
		"archives in archives":       quine,
		"a thousand laughs":          workbook(t, laughs, nil),
		"an entity that reads files": workbook(t, reach, nil),
		"a deep sheet":               workbook(t, `<?xml version="1.0"?>`+strings.Repeat("<a>", 100_000), nil),
		"a row beyond the last":      workbook(t, strings.Replace(cells("Name"), `r="1"`, `r="99999999"`, 1), nil),
		"a cell beyond the last":     workbook(t, strings.Replace(cells("Name"), `r="A1"`, `r="ZZZZZZZ1"`, 1), nil),
		"many parts":                 packed(t, many),
		"a way out of the archive":   packed(t, map[string]string{"../../../../etc/cron.d/" + mark: mark}),
		"a sheet that is somewhere":  workbook(t, cells("Name"), map[string]string{"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" TargetMode="External" Target="http://127.0.0.1:1/` + mark + `"/></Relationships>`}),
		"a text document":            packed(t, map[string]string{"word/document.xml": "<w:document>" + mark + "</w:document>", "[Content_Types].xml": "<Types/>"}),
		"an old spreadsheet":         append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), mark...),
		"a picture":                  append([]byte("\x89PNG\r\n\x1a\n"), mark...),
		"a printed page":             []byte("%PDF-1.7\n" + mark),
		"a program":                  append([]byte("\x7fELF\x02\x01\x01"), strings.Repeat(mark, 100)...),
		"a page":                     []byte("<html><script>alert('" + mark + "')</script></html>"),
		"gzip":                       append([]byte("\x1f\x8b\x08\x00"), mark...),
		"a million columns":          []byte("Name" + strings.Repeat(";", 1_000_000) + "\n" + mark),
		"a million rows":             []byte(heading + strings.Repeat("1;"+mark+";M;Ethiopian;;\n", 300_000)),
		"neither one coding":         []byte(heading + "1;" + mark + "\xff\xfe;M;Ethiopian;;\n"),
		"the rest of a BOM":          []byte("\xff\xfe"),
		"more than is read":          bytes.Repeat([]byte("1;a;M;Ethiopian;;\n"), 1_140_000),
	} {
		t.Run(what, func(t *testing.T) {
			begun := time.Now()
			a := h.send(t, file(operation, content))
			require.Contains(t, []int{http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge}, a.status, "%.300s", a.body)
			require.Contains(t, []string{"invalid", "too_large"}, a.code())
			require.Less(t, time.Since(begun), 20*time.Second)
			a.tellsNothing(t)
		})
	}
	a := h.send(t, get("/operations/"+operation+"/lists").as(clerk))
	var page struct{ Items []any }
	a.into(t, &page)
	require.Empty(t, page.Items, "nothing is kept of a file that was refused")

	// A row in which a quotation mark is never closed is kept for a person to look at; no one reads on as if
	// the rest of the file were one cell.
	a = h.send(t, file(operation, []byte(heading+`1;"`+mark+";M;Ethiopian;EP1;1999\n")))
	require.Equal(t, http.StatusCreated, a.status, "%.300s", a.body)
	var kept struct{ Readable, Unreadable int }
	a.into(t, &kept)
	require.Equal(t, 1, kept.Unreadable)
	require.Zero(t, kept.Readable)
	a.tellsNothing(t)
}

// entities are ten that stand for ten of the one before.
func entities() string {
	var b strings.Builder
	for c := 'b'; c <= 'j'; c++ {
		fmt.Fprintf(&b, `<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	return b.String()
}

// A text that a spreadsheet takes for a formula, a terminal for a command or a page for a tag is stored
// as written and returned as text, with headers that keep it text.
func TestFormulasStayText(t *testing.T) {
	t.Parallel()
	h := enter(t)
	operation := h.opened(t)
	names := []string{"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\u202eevil", "<script>alert(1)</script>", "{{7*7}}", "' or 1=1 --"}
	var list strings.Builder
	list.WriteString(heading)
	for i, name := range names {
		fmt.Fprintf(&list, "%d;\"%s\";M;Ethiopian;EP12345%02d;1999\n", i+1, name, i)
	}
	a := h.send(t, file(operation, []byte(list.String())))
	require.Equal(t, http.StatusCreated, a.status, "%s", a.body)
	rows := h.send(t, get(a.header.Get("Location")+"/rows").as(clerk))
	require.Equal(t, http.StatusOK, rows.status)
	require.Equal(t, "application/json", strings.Split(rows.header.Get("Content-Type"), ";")[0])
	require.Equal(t, "nosniff", rows.header.Get("X-Content-Type-Options"))
	require.Contains(t, rows.header.Get("Content-Security-Policy"), "default-src 'none'")
	require.Empty(t, rows.header.Get("Content-Disposition"))
	require.NotContains(t, string(rows.body), "<script>", "JSON within a page is escaped as well")
	var page struct {
		Items []struct{ Cells []string }
	}
	rows.into(t, &page)
	require.Len(t, page.Items, len(names)+1, "the heading is a row of its own")
	for i, row := range page.Items[1:] {
		require.Equal(t, names[i], row.Cells[1], "as it was written")
	}
}

// The name of a file is a person's word for it, and nothing that anybody opens.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	h := enter(t)
	operation := h.opened(t)
	for name, kept := range map[string]string{
		"../../../../etc/passwd": "passwd", `D:\lists\a.csv`: "a.csv", "a\x00b.csv": "", "..": "..", "": "",
		"a\r\nSet-Cookie: b=c.csv": "", strings.Repeat("n", 5000) + ".csv": strings.Repeat("n", 200), "\u202evsc.exe": "",
	} {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		part, err := form.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = io.WriteString(part, heading+"1;Abebe Kebede;M;Ethiopian;EP1234567;14/05/1999\n")
		require.NoError(t, err)
		require.NoError(t, form.Close())
		a := h.send(t, post("/operations/"+operation+"/lists?author=custodian", b.Bytes()).with("Content-Type", form.FormDataContentType()).as(clerk))
		require.Less(t, a.status, 500, "%q: %.300s", name, a.body)
		require.Empty(t, a.header.Get("Set-Cookie"))
		if a.status != http.StatusCreated {
			continue
		}
		var list struct{ Name string }
		a.into(t, &list)
		for _, bad := range []string{"/", `\`, "\r", "\n", "\x00", "\u202e"} {
			require.NotContains(t, list.Name, bad, "%q", name)
		}
		if kept != "" {
			require.Equal(t, kept, list.Name, "%q", name)
		}
	}
}

// Forms that are not one file.
func TestHostileForms(t *testing.T) {
	t.Parallel()
	h := enter(t)
	operation := h.opened(t)
	part := func(head, body string) string { return "--x\r\n" + head + "\r\n\r\n" + body + "\r\n" }
	disposition := `Content-Disposition: form-data; name="file"; filename="a.csv"`
	good := heading + "1;Abebe Kebede;M;Ethiopian;EP1234567;14/05/1999\n"
	for what, body := range map[string]string{
		"no part":                       "--x--\r\n",
		"no end":                        part(disposition, good),
		"two files":                     part(disposition, good) + part(disposition, good) + "--x--\r\n",
		"another field":                 part(`Content-Disposition: form-data; name="`+mark+`"`, mark) + "--x--\r\n",
		"a field and a file":            part(`Content-Disposition: form-data; name="a"`, "b") + part(disposition, good) + "--x--\r\n",
		"no name":                       part("Content-Type: text/csv", good) + "--x--\r\n",
		"a thousand heads":              part(disposition+strings.Repeat("\r\nX-"+mark+": a", 20_000), good) + "--x--\r\n",
		"one long head":                 part(disposition+"\r\nX-A: "+strings.Repeat(mark, 300_000), good) + "--x--\r\n",
		"a form in a form":              part(disposition+"\r\nContent-Type: multipart/mixed; boundary=y", "--y\r\n\r\n"+mark+"\r\n--y--") + "--x--\r\n",
		"ten thousand parts":            strings.Repeat(part(`Content-Disposition: form-data; name="a"`, "b"), 10_000) + "--x--\r\n",
		"coded in another way":          part(disposition+"\r\nContent-Transfer-Encoding: base64", "PT09"+mark) + "--x--\r\n",
		"nothing but the other's bound": "--y\r\n" + disposition + "\r\n\r\n" + good + "\r\n--y--\r\n",
	} {
		a := h.send(t, post("/operations/"+operation+"/lists?author=custodian", body).with("Content-Type", "multipart/form-data; boundary=x").as(clerk))
		require.Less(t, a.status, 500, "%s: %.300s", what, a.body)
		if what != "one long head" { // which is read and ignored
			require.GreaterOrEqual(t, a.status, 400, "%s", what)
		}
		a.tellsNothing(t)
	}
	for _, bound := range []string{"", "; boundary=", "; boundary=" + strings.Repeat("x", 100), `; boundary="` + mark + "\x00\""} {
		a := h.send(t, post("/operations/"+operation+"/lists?author=custodian", good).with("Content-Type", "multipart/form-data"+strings.ReplaceAll(bound, "\x00", "%00")).as(clerk))
		require.GreaterOrEqual(t, a.status, 400, "%s", bound)
		require.Less(t, a.status, 500, "%s: %.300s", bound, a.body)
		a.tellsNothing(t)
	}
}

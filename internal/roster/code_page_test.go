package roster_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

// "TIS-620 and Windows code pages of the region: read through a well-kept library": the headings prove which one.
func TestOlderEncodingsAreReadIfTheHeadingsProveThem(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		page encoding.Encoding
		text string
		name string
		want table.Encoding
	}{
		"Thai":        {charmap.Windows874, "ลำดับ,ชื่อ,สัญชาติ,วันเกิด\n1,สมหญิง ใจดี,ลาว,12/03/2552\n", "สมหญิง ใจดี", table.Windows874},
		"simplified":  {simplifiedchinese.GB18030, "序号;姓名;性别;国籍\n1;王小明;男;中国\n", "王小明", table.GB18030},
		"traditional": {traditionalchinese.Big5, "編號,姓名,性別,國籍\n1,王小明,男,中國\n", "王小明", table.Big5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := tt.page.NewEncoder().Bytes([]byte(tt.text))
			require.NoError(t, err)
			l, err := roster.Read(t.Context(), bytes.NewReader(b), "list.csv", roster.Options{AsOf: fieldDay()})
			require.NoError(t, err)
			require.Equal(t, tt.want, l.Format.Encoding)
			require.Len(t, l.Rows, 1)
			require.Equal(t, tt.name, l.Rows[0].Name.Display)
		})
	}
}

// A refused file has a way out in the program that makes it, step by step, and never one that loses dates or letters.
func TestARefusalHasAWayOut(t *testing.T) {
	t.Parallel()
	archive := func(name, content string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		require.NoError(t, err)
		_, err = w.Write([]byte(content))
		require.NoError(t, err)
		require.NoError(t, z.Close())
		return b.String()
	}
	for name, tt := range map[string]struct{ text, code, program string }{
		"ods":                             {archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), refusal.WrongKind, "LibreOffice"},
		"odt":                             {archive("mimetype", "application/vnd.oasis.opendocument.text"), refusal.WrongKind, "Select Table"},
		"docx":                            {archive("word/document.xml", "<x/>"), refusal.WrongKind, "Select Table"},
		"xls":                             {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MARKED", refusal.WrongKind, "Save As"},
		"pdf":                             {"%PDF-1.7 MARKED", refusal.WrongKind, "XLSX"},
		"photo":                           {"\xff\xd8\xff\xe0MARKED", refusal.WrongKind, "one person a row"},
		"an old encoding without a proof": {"Name,Nationality\n\xca\xc1\xaa\xd2\xc2 MARKED,VN\n", refusal.Encoding, "File Origin"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := roster.Read(t.Context(), bytes.NewReader([]byte(tt.text)), "list", roster.Options{AsOf: fieldDay()})
			r := refused(t, err, tt.code)
			require.Contains(t, r.Message, tt.program)
			require.NotContains(t, r.Message, "as CSV")
		})
	}
}

package table

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"
)

// The older encodings of the region that are read, if the headings prove one.
const (
	Windows874  Encoding = "windows-874" // of Thai; the same letters as TIS-620
	Windows1258 Encoding = "windows-1258"
	Windows1256 Encoding = "windows-1256"
	GB18030     Encoding = "gb18030"
	Big5        Encoding = "big5"
)

// codePages are the encodings that are tried for a text that is not Unicode.
func codePages() map[Encoding]encoding.Encoding {
	return map[Encoding]encoding.Encoding{
		Windows874: charmap.Windows874, Windows1258: charmap.Windows1258, Windows1256: charmap.Windows1256,
		GB18030: simplifiedchinese.GB18030, Big5: traditionalchinese.Big5,
	}
}

// far is by how many recognised headings an encoding must be ahead of every other one.
const far = 2

// fromCodePage decodes a text whose headings are known words in one older encoding and in no other. A text with
// headings of ASCII letters proves none: a wrongly guessed name looks like a name.
func fromCodePage(b []byte, find HeadingFinder) (text string, e Encoding, ok bool) {
	if bytes.IndexByte(b, 0) >= 0 {
		return "", "", false
	}
	best, next := 0, 0
	for name, page := range codePages() {
		raw, err := page.NewDecoder().Bytes(b)
		if err != nil || bytes.ContainsRune(raw, utf8.RuneError) {
			continue
		}
		decoded := norm.NFC.String(string(raw)) // Windows-1258 writes tones apart from their letters
		switch n := headingsIn(decoded, find); {
		case n > best:
			text, e, best, next = decoded, name, n, best
		case n > next:
			next = n
		}
	}
	return text, e, best >= far && best-next >= far
}

// headingsIn returns the largest number of headings that a separator makes known in the first lines of a text.
func headingsIn(text string, find HeadingFinder) int {
	lines := strings.SplitN(text, "\n", MaxHeadingRow+1)
	most := 0
	for _, separator := range []string{",", ";", "\t", "|"} {
		var records []Record
		for i, l := range lines[:min(len(lines), MaxHeadingRow)] {
			records = append(records, Record{Line: i + 1, Cells: strings.Split(strings.TrimRight(l, "\r"), separator)})
		}
		if _, n := find(records); n > most {
			most = n
		}
	}
	return most
}

package table

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"example.org/homeward/internal/roster/refusal"
)

// Encoding is the encoding of a CSV file.
type Encoding string

// The encodings that are read.
const (
	UTF8    Encoding = "utf-8"
	UTF16LE Encoding = "utf-16le"
	UTF16BE Encoding = "utf-16be"
)

const encodingMessage = "The letters of this text are in an older encoding, and its headings do not show which one. In Excel: Data, From Text/CSV, choose under File Origin the " +
	"encoding in which the names are right, Load, then File, Save As, file type “Excel Workbook (*.xlsx)”. In LibreOffice: File, Open, choose the Character set in which the names are " +
	"right, then File, Save As, file type “Excel 2007–365 (.xlsx)”."

// decode decodes Unicode text. It is strict: an older encoding, such as those of Thai or Vietnamese Windows, is
// not guessed, because a wrongly guessed name looks like a name. See fromCodePage.
func decode(b []byte) (text string, e Encoding, bom bool, err error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return "", "", true, refusal.New(refusal.Encoding, encodingMessage) // UTF-32
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		text, err = fromUTF16(b[2:], binary.LittleEndian)
		return text, UTF16LE, true, err
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		text, err = fromUTF16(b[2:], binary.BigEndian)
		return text, UTF16BE, true, err
	}
	if rest, ok := bytes.CutPrefix(b, []byte("\ufeff")); ok {
		text, err = fromUTF8(rest)
		return text, UTF8, true, err
	}
	switch e := withoutBOM(b); e {
	case UTF16LE:
		text, err = fromUTF16(b, binary.LittleEndian)
		return text, e, false, err
	case UTF16BE:
		text, err = fromUTF16(b, binary.BigEndian)
		return text, e, false, err
	default:
		text, err = fromUTF8(b)
		return text, UTF8, false, err
	}
}

// withoutBOM recognises UTF-16 by its zero bytes: separators, digits and line ends have one each,
// always on the same side; other text has none.
func withoutBOM(b []byte) Encoding {
	head := b[:min(len(b), 8192)&^1]
	var even, odd int
	units := make(map[[2]byte]bool)
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
		units[[2]byte{head[i], head[i+1]}] = true
	}
	const share = 20 // at least one unit in twenty is ASCII, in a table of any script
	switch n := len(head) / 2; {
	case n == 0 || len(b)%2 != 0:
		return UTF8
	case odd*share >= n && odd > 4*even && (units[[2]byte{'\n', 0}] || units[[2]byte{'\r', 0}]):
		return UTF16LE
	case even*share >= n && even > 4*odd && (units[[2]byte{0, '\n'}] || units[[2]byte{0, '\r'}]):
		return UTF16BE
	default:
		return UTF8
	}
}

func fromUTF8(b []byte) (string, error) {
	for i, line := 0, 1; i < len(b); {
		if b[i] < utf8.RuneSelf {
			switch b[i] {
			case '\n':
				line++
			case 0:
				return "", refusal.New(refusal.WrongKind, "This is not a table of text. Send the list as CSV or XLSX.")
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return "", refusal.At(refusal.Encoding, line, 0, encodingMessage)
		}
		i += n
	}
	return string(b), nil
}

func fromUTF16(b []byte, order binary.ByteOrder) (string, error) {
	if len(b)%2 != 0 {
		return "", refusal.New(refusal.Encoding, encodingMessage)
	}
	var out strings.Builder
	out.Grow(len(b))
	for i, line := 0, 1; i < len(b); i += 2 {
		r := rune(order.Uint16(b[i:]))
		switch {
		case r == 0:
			return "", refusal.New(refusal.WrongKind, "This is not a table of text. Send the list as CSV or XLSX.")
		case utf16.IsSurrogate(r):
			if i+4 <= len(b) {
				r = utf16.DecodeRune(r, rune(order.Uint16(b[i+2:])))
			}
			if i+4 > len(b) || r == utf8.RuneError {
				return "", refusal.At(refusal.Encoding, line, 0, encodingMessage)
			}
			i += 2
		case r == '\n':
			line++
		}
		out.WriteRune(r)
	}
	return out.String(), nil
}

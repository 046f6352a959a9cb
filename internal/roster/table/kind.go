package table

import (
	"bytes"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// Kind is the format of a list's file.
type Kind string

// The kinds that are read.
const (
	CSV  Kind = "csv"
	XLSX Kind = "xlsx"
	ODS  Kind = "ods"  // an OpenDocument spreadsheet
	DOCX Kind = "docx" // the tables of a Word document
)

// kindOf recognises the kind by the first bytes, never by the file name, and refuses other kinds of
// files.
func kindOf(b []byte) (Kind, error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return "", refusal.New(refusal.Empty, "The file is empty. Send the list again.")
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06")) {
		return document(b)
	}
	for _, k := range []struct{ magic, message string }{
		{"%PDF", pdfMessage},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", oldExcelMessage},
		{"\x89PNG", imageMessage},
		{"\xff\xd8\xff", imageMessage},
		{"GIF8", imageMessage},
		{"II*\x00", imageMessage},
		{"MM\x00*", imageMessage},
		{"BM\x00", imageMessage},
		{"RIFF", imageMessage},
		{"{\\rtf", wordMessage},
		{"\x1f\x8b", archiveMessage},
		{"7z\xbc\xaf", archiveMessage},
		{"Rar!", archiveMessage},
		{"\x7fELF", programMessage},
		{"MZ", ""}, // a name may begin like that too: it is a program only if it contains a zero byte
	} {
		if !bytes.HasPrefix(b, []byte(k.magic)) {
			continue
		}
		if k.message == "" {
			if !bytes.ContainsRune(b[:min(len(b), 1024)], 0) {
				continue
			}
			k.message = programMessage
		}
		return "", refusal.New(refusal.WrongKind, k.message)
	}
	if isMarkup(b) {
		return "", refusal.New(refusal.WrongKind, markupMessage)
	}
	return CSV, nil
}

// isMarkup recognises HTML and XML, which old systems send with the extension .xls.
func isMarkup(b []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(b[:min(len(b), 512)], []byte("\ufeff")))))
	for _, tag := range []string{"<!doctype", "<html", "<head", "<table", "<?xml", "<svg"} {
		if strings.HasPrefix(head, tag) {
			return true
		}
	}
	return false
}

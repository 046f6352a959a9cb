package table

import (
	"bytes"

	"example.org/homeward/internal/roster/refusal"
)

// The ways out for files that are not read, step by step in the program that makes them. They end in XLSX and never in
// CSV: programs write dates in several orders into one CSV file, and lose letters.
const (
	pdfMessage = "This is a PDF file. Ask its author for the table itself. If there is only the PDF: open it in Word (File, Open), check every row of the table " +
		"against the PDF, copy the table into a new workbook, and save that as XLSX."
	oldExcelMessage = "This is an Excel file of before 2007 (.xls), or one with a password. In Excel: File, Save As, file type “Excel Workbook (*.xlsx)”; a password is " +
		"removed under File, Info, Protect Workbook. In LibreOffice: File, Save As, file type “Excel 2007–365 (.xlsx)”, without “Save with password”."
	wordMessage = "This is a text document (Word or alike). Open it, click into the table, choose Table Layout, Select, Select Table, copy it, paste it into a new workbook in a " +
		"spreadsheet program, and save that as XLSX. A list without a table is typed into a workbook, one person a row."
	imageMessage   = "This is a picture. Ask its author for the table as XLSX. If there is only the picture: type it into a workbook, one person a row, let a second person compare it, and save it as XLSX."
	archiveMessage = "This is a packed archive. Unpack it (on Windows: right click, Extract All) and send the list that is in it."
	programMessage = "This is a program, not a list."
	markupMessage  = "This is a web page or XML file, as old systems send it with the ending .xls. Open it in a spreadsheet program, choose File, Save As, file type XLSX, and send that."
)

// document returns the kind of an archive, or the refusal of one that is a known document without a table that is read.
func document(b []byte) (Kind, error) {
	head := b[:min(len(b), 512)]
	switch {
	case bytes.Contains(head, []byte("application/vnd.oasis.opendocument.spreadsheet")):
		return ODS, nil
	case bytes.Contains(head, []byte("application/vnd.oasis.opendocument.text")):
		return "", refusal.New(refusal.WrongKind, wordMessage)
	case bytes.Contains(b, []byte("word/document.xml")) && !bytes.Contains(b, []byte("xl/workbook.xml")):
		return DOCX, nil
	default:
		return XLSX, nil
	}
}

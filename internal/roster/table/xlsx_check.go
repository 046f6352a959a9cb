package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// The limits within an XLSX file, in addition to MaxUnpacked.
const (
	maxParts   = 1_000 // files in the archive; a workbook has about twenty
	maxEscapes = 100   // "_x" in one text: each costs the spreadsheet library a copy of the whole text
)

// checkXLSX reads an archive completely before the spreadsheet library does. The library treats a
// damaged part as a short one: it stops at the first error in a sheet, and returns the rows so far.
// Here checksums, sizes, XML and the order of rows and cells must be right, or the file is refused.
func checkXLSX(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return damaged()
	}
	if len(z.File) > maxParts {
		return damaged()
	}
	parts, left := make(map[string]*zip.File), int64(MaxUnpacked)
	for _, f := range z.File {
		left -= int64(min(f.UncompressedSize64, MaxUnpacked+1))
		if left < 0 {
			return refusal.New(refusal.TooLarge, "The file is too large once unpacked. Send only the sheet with the list.")
		}
		name := partName(f.Name)
		if parts[name] != nil {
			return damaged() // with two parts of one name, it would be chance which one is read
		}
		parts[name] = f
		if err := checkPart(f, name); err != nil {
			return err
		}
	}
	if parts["xl/workbook.xml"] == nil {
		return refusal.New(refusal.WrongKind, "This is a packed archive or another kind of document. Unpack it, or open it in the program that made it, and save the list as XLSX.")
	}
	return checkSheetsExist(parts)
}

func partName(s string) string { return strings.ToLower(strings.ReplaceAll(s, "\\", "/")) }

// checkPart reads a part completely, so that its checksum is compared.
func checkPart(f *zip.File, name string) error {
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer func() { _ = r.Close() }() // read completely below
	if strings.HasSuffix(name, ".xml") {
		if err := checkXML(r); err != nil {
			return err
		}
	}
	if _, err := io.CopyN(io.Discard, r, MaxUnpacked+1); !errors.Is(err, io.EOF) {
		return damaged()
	}
	return nil
}

// checkSheetsExist checks that the sheets of the workbook exist: a missing one would be read as empty.
func checkSheetsExist(parts map[string]*zip.File) error {
	f := parts["xl/_rels/workbook.xml.rels"]
	if f == nil {
		return damaged()
	}
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer func() { _ = r.Close() }() // only read
	var relations struct {
		Relationship []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.NewDecoder(r).Decode(&relations); err != nil {
		return damaged()
	}
	for _, to := range relations.Relationship {
		target := partName(to.Target)
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		if path.Base(to.Type) == "worksheet" && parts[path.Clean(target)[1:]] == nil {
			return damaged()
		}
	}
	return nil
}

func damaged() error {
	return refusal.New(refusal.XLSX, "The file is damaged. Open it in a spreadsheet program and save it as XLSX again.")
}

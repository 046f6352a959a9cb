package lists

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/web/site"
)

const (
	maxFields   = 20      // of the form
	maxField    = 1 << 10 // bytes of one field
	maxFileName = 200     // bytes of a file's name that are stored
)

// sentFile is the file of a form that was sent; its bytes are not read yet.
type sentFile struct {
	name string
	part *multipart.Part
}

// openUpload reads the fields of the form up to the file. file is nil if none was chosen. No part of the form is kept on disk.
func openUpload(c echo.Context) (f site.SentForm, file *sentFile, err error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, table.MaxBytes+1<<20)
	parts, err := r.MultipartReader()
	if err != nil {
		return f, nil, fault.New(fault.Malformed, "the form cannot be read")
	}
	f.Values = url.Values{}
	for range maxFields {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil, nil
		}
		if err != nil {
			return f, nil, fault.New(fault.Malformed, "the form cannot be read")
		}
		if part.FormName() == fieldFile {
			if part.FileName() == "" { // a browser sends an empty part if no file was chosen
				return f, nil, nil
			}
			return f, &sentFile{fileName(part.FileName()), part}, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, maxField+1))
		if err != nil || len(value) > maxField || !utf8.Valid(value) || strings.ContainsRune(string(value), 0) {
			return f, nil, fault.New(fault.Malformed, "the form cannot be read")
		}
		f.Add(part.FormName(), string(value))
	}
	return f, nil, fault.New(fault.Malformed, "the form has more fields than the page")
}

// read returns the bytes of the file.
func (s *sentFile) read() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(s.part, table.MaxBytes+1))
	_, isLarge := errors.AsType[*http.MaxBytesError](err)
	switch {
	case isLarge, len(b) > table.MaxBytes:
		return nil, fault.New(fault.TooLarge, "the file is too large for a list of people; send the table alone, without pictures")
	case err != nil:
		return nil, fault.New(fault.Malformed, "the file was cut off on its way")
	default:
		return b, nil
	}
}

// fileName returns the name of a file without folders and characters that hide another name in it.
func fileName(sent string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, sent[strings.LastIndexAny(sent, `/\`)+1:])
	for len(name) > maxFileName {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return name
}

package lists

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/wire"
)

// maxFileName is the largest number of bytes of a file's name that are stored.
const maxFileName = 200

type uploadList struct {
	wire.UploadListParams

	Operation casework.Ref `path:"operation"`
}

// upload reads the file only after the use-case has asked policy, because the file may be large.
func (h handlers) upload(c echo.Context, p uploadList) error {
	l, err := h.do.UploadList(c.Request().Context(), p.IdempotencyKey, p.Operation, func() (rescues.Upload, error) {
		in := rescues.Upload{Author: string(p.Author), Nationality: string(p.Nationality), Sheet: p.Sheet}
		if !p.AsOf.IsZero() {
			in.AsOf = civil.DateOf(p.AsOf.Time, time.UTC)
		}
		var err error
		in.FileName, in.Content, err = file(c)
		return in, err
	})
	if err != nil {
		return err
	}
	return respond.Send(c, respond.Result[wire.List]{Body: line(l), Created: "/lists/" + string(l.Ref)})
}

// file returns the complete file of a request, or an error.
func file(c echo.Context) (name string, content []byte, err error) {
	r := c.Request()
	media, more, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err == nil && media == echo.MIMEMultipartForm {
		return fileOf(multipart.NewReader(r.Body, more["boundary"]))
	}
	content, err = readFile(r.Body)
	return "", content, err
}

// fileOf returns the part that is the file. A request with another part is refused, because that part
// would be silently lost.
func fileOf(m *multipart.Reader) (name string, content []byte, err error) {
	for {
		part, err := m.NextPart()
		if errors.Is(err, io.EOF) && content != nil {
			return name, content, nil
		}
		if errors.Is(err, io.EOF) {
			return "", nil, problem.InvalidAt("/file", contract.Required)
		}
		if err != nil {
			return "", nil, problem.Unread(err)
		}
		switch {
		case part.FormName() != "file":
			return "", nil, problem.Invalid(contract.Mistake{Parameter: "body", Code: contract.Unknown}) // the client made the name up
		case content != nil:
			return "", nil, problem.InvalidAt("/file", contract.Twice)
		}
		name = fileName(part.FileName())
		if content, err = readFile(part); err != nil {
			return "", nil, err
		}
	}
}

// readFile reads at most the largest size of a list; an empty file is an empty slice, not nil.
func readFile(src io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(src, table.MaxBytes+1))
	switch {
	case err != nil:
		return nil, problem.Unread(err)
	case len(raw) > table.MaxBytes:
		return nil, fault.New(fault.TooLarge, "the file is too large for a list of people; send the table alone, without pictures")
	default:
		return raw, nil
	}
}

// fileName returns the name of a file without folders and invisible characters.
func fileName(sent string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) { // the last make "csv.exe" look like "exe.csv"
			return -1
		}
		return r
	}, sent[strings.LastIndexAny(sent, `/\`)+1:])
	for len(name) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

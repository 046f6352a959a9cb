package site

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// TextLimit is how many characters a free text may have.
const TextLimit = 500

// SentForm is a form that was sent, as it was typed.
type SentForm struct{ url.Values }

// OpenForm reads a form that changes something, and makes the fingerprint of the request from all that
// was sent, so that the same key with another form is refused. A form that cannot be read is
// fault.Malformed.
func OpenForm(c echo.Context) (SentForm, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return SentForm{}, fault.New(fault.Malformed, "the form cannot be read")
	}
	for _, values := range r.PostForm {
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return SentForm{}, fault.New(fault.Malformed, "the form has text that is not UTF-8")
			}
		}
	}
	sum := sha256.Sum256([]byte(r.URL.Path + "\n" + r.PostForm.Encode()))
	request.From(r.Context()).Fingerprint = sum[:]
	return SentForm{r.PostForm}, nil
}

// Text is a field without the space around it.
func (f SentForm) Text(name string) string { return strings.TrimSpace(f.Get(name)) }

// All are the values of a field that may occur more than once.
func (f SentForm) All(name string) []string { return f.Values[name] }

// Key is the key under which the form is carried out once.
func (f SentForm) Key() string { return f.Get("key") }

// Version is the version of the task that the user saw; 0 if the form does not say it.
func (f SentForm) Version() int64 {
	n, err := strconv.ParseInt(f.Get("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// NewKey mints the key of a form that is about to be shown.
func NewKey() string { return rand.Text() }

// SentTo leads a browser from a form that was carried out, or is kept to be carried out, to a page that
// says how far it is.
func SentTo(c echo.Context, path string, receipt act.Receipt) error {
	return c.Redirect(http.StatusSeeOther, path+"?"+url.Values{"sent": {receipt.Key}}.Encode())
}

package web

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
	"example.org/homeward/internal/usecase"
)

// textLimit is how many characters a free text may have.
const textLimit = 500

// sentForm is a form that was sent, as it was typed.
type sentForm struct{ url.Values }

// openForm reads a form that changes something, and makes the fingerprint of the request from all that
// was sent, so that the same key with another form is refused. A form that cannot be read is
// fault.Malformed.
func openForm(c echo.Context) (sentForm, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return sentForm{}, fault.New(fault.Malformed, "the form cannot be read")
	}
	for _, values := range r.PostForm {
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return sentForm{}, fault.New(fault.Malformed, "the form has text that is not UTF-8")
			}
		}
	}
	sum := sha256.Sum256([]byte(r.URL.Path + "\n" + r.PostForm.Encode()))
	request.From(r.Context()).Fingerprint = sum[:]
	return sentForm{r.PostForm}, nil
}

// text is a field without the space around it.
func (f sentForm) text(name string) string { return strings.TrimSpace(f.Get(name)) }

// all are the values of a field that may occur more than once.
func (f sentForm) all(name string) []string { return f.Values[name] }

// key is the key under which the form is carried out once.
func (f sentForm) key() string { return f.Get("key") }

// version is the version of the task that the user saw; 0 if the form does not say it.
func (f sentForm) version() int64 {
	n, err := strconv.ParseInt(f.Get("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// newKey mints the key of a form that is about to be shown.
func newKey() string { return rand.Text() }

// sentTo leads a browser from a form that was carried out, or is kept to be carried out, to a page that
// says how far it is.
func sentTo(c echo.Context, path string, receipt usecase.Receipt) error {
	return c.Redirect(http.StatusSeeOther, path+"?"+url.Values{"sent": {receipt.Key}}.Encode())
}

package site

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
)

// maxForm is the largest form that is read, in bytes. The largest one holds a passkey's attestation.
const maxForm = 256 << 10

// ReadForm reads the named fields of a form. A field that is missing is not in the result; one that
// occurs twice is fault.Invalid, and a form that cannot be read is fault.Malformed.
func ReadForm(c echo.Context, names ...string) (map[string]string, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Malformed, "the form cannot be read")
	}
	out := map[string]string{}
	for _, name := range names {
		values := r.PostForm[name]
		if len(values) > 1 {
			return nil, fault.New(fault.Invalid, "the form has a field twice; send each field once")
		}
		if len(values) == 1 {
			out[name] = values[0]
		}
	}
	return out, nil
}

// Done answers a form that was carried out: a browser is sent to a path, with the key of a notice to
// show there ("" for none); a program gets an empty answer.
func Done(c echo.Context, to, notice string) error {
	if !httpserver.WantsHTML(c.Request()) {
		return c.NoContent(http.StatusNoContent)
	}
	if notice != "" {
		to += "?done=" + url.QueryEscape(notice)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// LocalPath returns to if it is a path of this site, or "" for anything else.
func LocalPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") ||
		u.Host != "" || u.Scheme != "" || u.User != nil || len(to) > 512 {
		return ""
	}
	return to
}

package lists

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/problem"
	"example.org/homeward/internal/roster/table"
)

// For any type and any bytes, an upload returns the file or an error. The name of the file can be shown.
func FuzzFile(f *testing.F) {
	const form = `multipart/form-data; boundary=b`
	part := func(disposition, content string) string {
		return "--b\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n"
	}
	const named = `form-data; name="file"; filename="people.csv"`
	for _, seed := range []struct{ media, body string }{
		{"text/csv", "name,birth date\n"},
		{"", ""},
		{";", "x"},
		{"multipart/form-data", "x"},
		{form, part(named, "name\n") + "--b--\r\n"},
		{form, part(named, "") + "--b--\r\n"},
		{form, part(named, "name\n") + part(named, "name\n") + "--b--\r\n"},
		{form, part(`form-data; name="other"`, "x") + "--b--\r\n"},
		{form, part("form-data; name=\"file\"; filename=\"../\u202e"+strings.Repeat("é", maxFileName)+"\"", "x") + "--b--\r\n"},
		{form, part(named, "cut off")},
		{form, "--b--\r\n"},
	} {
		f.Add(seed.media, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, media string, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set(echo.HeaderContentType, media)
		name, content, err := file(echo.New().NewContext(r, httptest.NewRecorder()))
		if err != nil {
			require.Empty(t, name)
			require.Nil(t, content)
			require.Less(t, problem.Of("", err).Status, http.StatusInternalServerError)
			return
		}
		require.NotNil(t, content)
		require.LessOrEqual(t, len(content), min(len(body), table.MaxBytes))
		require.LessOrEqual(t, len(name), maxFileName)
		require.True(t, utf8.ValidString(name))
		require.False(t, strings.ContainsFunc(name, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune(`/\`, r)
		}), "%q", name)
	})
}

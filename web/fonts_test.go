package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/fonts"
)

// A page names the style sheet of the fonts, the style sheet names the fonts, and each is served.
func TestInstalledFontsAreServed(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "noto-sans-khmer-khmer-400-normal.woff2"), []byte("wOF2 and the rest"), 0o600))
	found, err := fonts.Find(folder)
	require.NoError(t, err)
	s := newSite(t, func(s *setup) { s.pages.Fonts = found })

	sheet := regexp.MustCompile(`href="(/static/fonts-[0-9a-f]{16}\.css)"`).FindStringSubmatch(string(s.serve(page(http.MethodGet, "/signin", nil)).raw))
	require.Len(t, sheet, 2)
	a := s.serve(page(http.MethodGet, sheet[1], nil))
	require.Equal(t, "text/css; charset=utf-8", a.Header.Get("Content-Type"))
	font := regexp.MustCompile(`url\("(/static/font-khmer-[0-9a-f]{16}\.woff2)"\)`).FindStringSubmatch(string(a.raw))
	require.Len(t, font, 2)
	a = s.serve(page(http.MethodGet, font[1], nil))
	require.Equal(t, "font/woff2", a.Header.Get("Content-Type"))
	require.Contains(t, a.Header.Get("Cache-Control"), "immutable")
	require.Equal(t, "wOF2 and the rest", string(a.raw))
}

func TestWithoutFontsNoSheetIsNamed(t *testing.T) {
	require.NotContains(t, newSite(t).serve(page(http.MethodGet, "/signin", nil)).text(), "/static/fonts-")
}

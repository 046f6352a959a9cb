package fonts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/fonts"
)

const (
	compressed   = "wOF2 and the rest of a font"
	uncompressed = "\x00\x01\x00\x00 and the rest of a font"
)

func TestTheFirstFolderAndTheCompressedFontAreTaken(t *testing.T) {
	own, system := t.TempDir(), t.TempDir()
	write(t, own, "noto-sans-myanmar-myanmar-400-normal.woff2", compressed)
	write(t, system, "NotoSansMyanmar-Regular.ttf", uncompressed)
	write(t, system, "NotoSansThai-Regular.ttf", uncompressed)
	write(t, system, "noto-sans-thai-thai-400-normal.woff2", compressed)
	write(t, system, "NotoSansKhmer-Regular.ttf", uncompressed)

	found, err := fonts.Find(filepath.Join(own, "missing"), own, system)
	require.NoError(t, err)
	sources := map[string]string{}
	for _, f := range found {
		sources[f.Name] = f.Source
		require.Truef(t, strings.HasPrefix(f.Served, "font-"), f.Served)
	}
	require.Equal(t, map[string]string{
		"Myanmar": filepath.Join(own, "noto-sans-myanmar-myanmar-400-normal.woff2"),
		"Thai":    filepath.Join(system, "noto-sans-thai-thai-400-normal.woff2"),
		"Khmer":   filepath.Join(system, "NotoSansKhmer-Regular.ttf"),
	}, sources)
}

func TestAFileThatIsNotAFontStopsTheStart(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "NotoSansLao-Regular.ttf", "<html>")
	_, err := fonts.Find(folder)
	require.ErrorContains(t, err, "neither the WOFF2 nor the TrueType format")
}

func TestAFolderWithTheNameOfAFont(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "NotoSansLao-Regular.ttf"), 0o750))
	_, err := fonts.Find(folder)
	require.ErrorContains(t, err, "it is not a file")
}

func TestBurmeseNeverComesFromTheDevice(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "NotoSansMyanmar-Regular.ttf", uncompressed)
	write(t, folder, "NotoSansThai-Regular.ttf", uncompressed)
	found, err := fonts.Find(folder)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(fonts.Sheet(found, "/static/"))), "\n")
	require.Len(t, lines, 2)
	require.NotContains(t, lines[0], "local(")
	require.Contains(t, lines[0], `url("/static/font-myanmar-`)
	require.Contains(t, lines[1], `local("NotoSansThai-Regular"), local("Noto Sans Thai Regular"), url("/static/font-thai-`)
}

func TestRangesCoverTheirScriptAndNoLetterOfAnother(t *testing.T) {
	tables := map[string]*unicode.RangeTable{
		"Arabic": unicode.Arabic, "Ethiopic": unicode.Ethiopic, "Khmer": unicode.Khmer, "Lao": unicode.Lao, "Myanmar": unicode.Myanmar, "Thai": unicode.Thai,
	}
	for _, s := range fonts.Scripts() {
		covered := rangeOf(t, s.Range)
		for _, r := range tables[s.Name].R16 {
			for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
				require.Truef(t, covered(c), "%s lacks %U", s.Name, c)
			}
		}
		for name, other := range tables {
			if name == s.Name {
				continue
			}
			for _, r := range other.R16 {
				for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
					require.Falsef(t, covered(c), "%s has %U of %s", s.Name, c, name)
				}
			}
		}
		require.Falsef(t, covered('a'), "%s has Latin letters", s.Name)
	}
}

func TestNoFontNoSheet(t *testing.T) {
	found, err := fonts.Find(t.TempDir())
	require.NoError(t, err)
	require.Empty(t, found)
	require.Empty(t, fonts.Sheet(found, "/static/"))
}

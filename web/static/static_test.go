package static_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/static"
)

func TestFilesAreServedUnderTheirHash(t *testing.T) {
	t.Parallel()
	files, err := static.Load()
	require.NoError(t, err)
	for name, mediaType := range map[string]string{"page.css": "text/css; charset=utf-8", "passkey.js": "text/javascript; charset=utf-8"} {
		path, err := files.Path(name)
		require.NoError(t, err)
		served, ok := strings.CutPrefix(path, static.Prefix)
		require.True(t, ok)
		require.Regexp(t, `^[a-z]+-[0-9a-f]{16}\.(css|js)$`, served)
		file, ok := files.File(served)
		require.True(t, ok)
		require.Equal(t, served, file.Name)
		require.Equal(t, mediaType, file.MediaType)
		require.NotEmpty(t, file.Content)
		_, ok = files.File(name)
		require.False(t, ok, "a file has no other name than the one with its hash")
	}
	_, err = files.Path("other.css")
	require.EqualError(t, err, `there is no static file "other.css"`)
}

func TestFilesOfAFolderAreOneFile(t *testing.T) {
	t.Parallel()
	files, err := static.Load()
	require.NoError(t, err)
	path, err := files.Path("page.css")
	require.NoError(t, err)
	file, ok := files.File(strings.TrimPrefix(path, static.Prefix))
	require.True(t, ok)
	sheet := string(file.Content)
	require.Less(t, strings.Index(sheet, "--paper:"), strings.Index(sheet, "@media print"), "the values come first, paper last")
	require.Equal(t, strings.Count(sheet, "{"), strings.Count(sheet, "}"))
	for _, never := range []string{"url(", "@import", "margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "text-align: right"} {
		require.NotContains(t, sheet, never)
	}
}

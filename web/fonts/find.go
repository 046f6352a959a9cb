package fonts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// largest is the size in bytes of the largest font that is read.
const largest = 2 << 20

// Debian is the folder of the package fonts-noto-core. Its fonts are about twice as large as the
// compressed ones that docs/runbook.md names, and are served until those are installed.
const Debian = "/usr/share/fonts/truetype/noto"

// Font is one font that was found.
type Font struct {
	Script

	Source    string // the file that it was read from
	MediaType string
	Served    string // the name under which it is served, with a hash of the content
	Content   []byte // read only
}

// Find returns the fonts that the folders have: for each script the one of the first folder that has
// it, compressed (WOFF2) before uncompressed. A folder that does not exist has none. A file that has the
// name of a font and is not one is an error, because a page would show boxes for letters.
func Find(folders ...string) ([]Font, error) {
	var out []Font
	for _, script := range Scripts() {
		font, err := find(script, folders)
		if err != nil {
			return nil, err
		}
		if font != nil {
			out = append(out, *font)
		}
	}
	return out, nil
}

// find returns the font of a script, or nil if no folder has it.
func find(script Script, folders []string) (*Font, error) {
	for _, folder := range folders {
		for _, name := range names(script) {
			content, err := read(os.DirFS(folder), name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("look for a font in %s: %w", folder, err)
			}
			kind, ext, ok := kindOf(content)
			if !ok {
				return nil, fmt.Errorf("%s in %s has the name of a font, but neither the WOFF2 nor the TrueType format: install it again", name, folder)
			}
			sum := sha256.Sum256(content)
			served := "font-" + strings.ToLower(script.Name) + "-" + hex.EncodeToString(sum[:8]) + ext
			return &Font{Script: script, Source: filepath.Join(folder, name), MediaType: kind, Served: served, Content: content}, nil
		}
	}
	return nil, nil
}

// names are the names of a script's font: in the npm packages @fontsource/noto-sans-*, and in Debian's
// fonts-noto-core.
func names(script Script) []string {
	lower := strings.ToLower(script.Name)
	return []string{"noto-sans-" + lower + "-" + lower + "-400-normal.woff2", "NotoSans" + script.Name + "-Regular.ttf"}
}

func read(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(folder, name)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", name, err)
	}
	if !info.Mode().IsRegular() || info.Size() > largest {
		return nil, fmt.Errorf("%s cannot be the font of one script: it is not a file, or larger than %d bytes", name, largest)
	}
	content, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return content, nil
}

// kindOf returns the media type and the file extension of a font by its first bytes.
func kindOf(content []byte) (mediaType, ext string, ok bool) {
	switch {
	case bytes.HasPrefix(content, []byte("wOF2")):
		return "font/woff2", ".woff2", true
	case bytes.HasPrefix(content, []byte{0, 1, 0, 0}):
		return "font/ttf", ".ttf", true
	default:
		return "", "", false
	}
}

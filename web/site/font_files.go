package site

import (
	"crypto/sha256"
	"encoding/hex"

	"example.org/homeward/web/fonts"
	"example.org/homeward/web/static"
)

// fontFiles are the fonts that are served, and the style sheet that names them.
type fontFiles struct {
	sheet string // its path; "" if there are no fonts
	files map[string]static.File
}

func newFontFiles(found []fonts.Font) fontFiles {
	out := fontFiles{files: map[string]static.File{}}
	if len(found) == 0 {
		return out
	}
	for _, f := range found {
		out.files[f.Served] = static.File{Name: f.Served, MediaType: f.MediaType, Content: f.Content}
	}
	content := fonts.Sheet(found, static.Prefix)
	sum := sha256.Sum256(content)
	name := "fonts-" + hex.EncodeToString(sum[:8]) + ".css"
	out.files[name] = static.File{Name: name, MediaType: "text/css; charset=utf-8", Content: content}
	out.sheet = static.Prefix + name
	return out
}

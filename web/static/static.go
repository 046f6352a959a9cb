// Package static holds the style sheets and scripts of the pages. Each file is served under a
// name that contains a hash of its content, so that browsers may cache it for ever. The files of a
// folder are served as one, in the order of their names: page/ is page.css. It holds no data of
// anybody and serves nothing by itself: package web does.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed page *.js
var content embed.FS

// Prefix is the path under which the files are served.
const Prefix = "/static/"

// File is one file as it is served.
type File struct {
	Name      string // with the hash, as page-0123456789abcdef.css
	MediaType string
	Content   []byte // read only
	Packed    []byte // Content compressed by gzip, read only; nothing for a file that has no use of it
}

// Files holds all files. It is safe for concurrent use.
type Files struct {
	served map[string]File   // by served name
	paths  map[string]string // by own name, as page.css
}

// Load reads the embedded files.
func Load() (*Files, error) {
	f := &Files{served: map[string]File{}, paths: map[string]string{}}
	entries, err := fs.ReadDir(content, ".")
	if err != nil {
		return nil, fmt.Errorf("list static files: %w", err)
	}
	for _, entry := range entries {
		name, pattern := entry.Name(), entry.Name()
		if entry.IsDir() {
			name, pattern = name+".css", name+"/*.css"
		}
		raw, err := joined(pattern)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(raw)
		ext := path.Ext(name)
		served := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:8]) + ext
		packed, err := pack(raw)
		if err != nil {
			return nil, fmt.Errorf("compress static file %s: %w", name, err)
		}
		f.served[served] = File{Name: served, MediaType: mediaType(ext), Content: raw, Packed: packed}
		f.paths[name] = Prefix + served
	}
	return f, nil
}

// joined returns the files that match a pattern one after another, in the order of their names.
func joined(pattern string) ([]byte, error) {
	names, err := fs.Glob(content, pattern)
	if err != nil {
		return nil, fmt.Errorf("list static files %s: %w", pattern, err)
	}
	var out []byte
	for _, name := range names {
		raw, err := fs.ReadFile(content, name)
		if err != nil {
			return nil, fmt.Errorf("read static file %s: %w", name, err)
		}
		out = append(out, raw...)
	}
	return out, nil
}

// pack compresses a file as far as it goes: it is done once, when the server starts.
func pack(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// mediaType does not ask the operating system, whose tables differ.
func mediaType(ext string) string {
	if ext == ".css" {
		return "text/css; charset=utf-8"
	}
	return "text/javascript; charset=utf-8"
}

// File finds a file by its served name.
func (f *Files) File(name string) (File, bool) {
	file, ok := f.served[name]
	return file, ok
}

// Path returns the path at which a file is served, given its own name, as "page.css".
func (f *Files) Path(name string) (string, error) {
	path, ok := f.paths[name]
	if !ok {
		return "", fmt.Errorf("there is no static file %q", name)
	}
	return path, nil
}

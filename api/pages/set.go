package pages

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed html
var files embed.FS

//go:embed page.css
var style []byte // nobody writes to it

//go:embed passkey.js
var script []byte // nor to this

// Asset is a file that pages refer to. Its name changes with its content, so that whoever has
// it may keep it for ever.
type Asset struct {
	Name, Kind string
	Content    []byte
}

// Set is all pages in all languages. It can be used by many at once.
type Set struct {
	words  words
	pages  map[string]*template.Template // by language and name
	assets map[string]Asset
}

// Prefix is where the files that pages refer to are served.
const Prefix = "/static/"

// Load reads the pages. It fails when a text is missing in a language.
func Load() (*Set, error) {
	all, err := readWords()
	if err != nil {
		return nil, err
	}
	s := &Set{words: all, pages: map[string]*template.Template{}, assets: map[string]Asset{}}
	sheet := s.asset("page", "css", "text/css; charset=utf-8", style)
	passkey := s.asset("passkey", "js", "text/javascript; charset=utf-8", script)
	names, err := fs.Glob(files, "html/*.html")
	if err != nil {
		return nil, fmt.Errorf("list the pages: %w", err)
	}
	for _, l := range Languages() {
		funcs := s.funcs(l, sheet, passkey)
		for _, file := range names {
			name := strings.TrimSuffix(path.Base(file), ".html")
			if name == "frame" {
				continue
			}
			page, err := template.New("frame.html").Funcs(funcs).Option("missingkey=error").ParseFS(files, "html/frame.html", file)
			if err != nil {
				return nil, fmt.Errorf("read the page %s: %w", name, err)
			}
			s.pages[l.Code+"/"+name] = page
		}
	}
	return s, nil
}

func (s *Set) asset(name, ending, kind string, content []byte) string {
	sum := sha256.Sum256(content)
	a := Asset{Name: name + "-" + hex.EncodeToString(sum[:8]) + "." + ending, Kind: kind, Content: content}
	s.assets[a.Name] = a
	return Prefix + a.Name
}

func (s *Set) funcs(l Language, sheet, passkey string) template.FuncMap {
	return template.FuncMap{
		"style": func() string { return sheet }, "script": func() string { return passkey },
		"t":       func(key string, put ...string) (string, error) { return s.words.text(l.Code, key, put...) },
		"role":    func(code string) string { return s.words.roleName(l.Code, code) },
		"country": l.Country,
	}
}

// Asset finds a file that pages refer to.
func (s *Set) Asset(name string) (Asset, bool) {
	a, ok := s.assets[name]
	return a, ok
}

// Render makes a page: the view decides which one, and its frame in which language.
func (s *Set) Render(v View) ([]byte, error) {
	page, ok := s.pages[v.frame().Language.Code+"/"+v.name()]
	if !ok {
		return nil, fmt.Errorf("there is no page %s in this language", v.name())
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("render the page %s: %w", v.name(), err)
	}
	return b.Bytes(), nil
}

// Text is a text in a language, for where there is no page; "" when there is none.
func (s *Set) Text(l Language, key string, put ...string) string {
	text, err := s.words.text(l.Code, key, put...)
	if err != nil {
		return ""
	}
	return text
}

// Policy is the Content-Security-Policy that the pages are made for: one's own style and
// script, forms that go nowhere else but to the addresses that are named, and nothing more.
func Policy(forms ...string) string {
	return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action " +
		strings.Join(append([]string{"'self'"}, forms...), " ") +
		"; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"
}

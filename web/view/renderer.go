package view

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"example.org/homeward/web/static"
	"example.org/homeward/web/templates"
	"example.org/homeward/web/words"
)

// Renderer renders every page in every language. It is safe for concurrent use.
type Renderer struct {
	words *words.Catalogue
	files *static.Files
	pages map[string]*template.Template // by language code and name, as "en/signin"
	texts map[string][]string           // the keys of the texts that a template names, by the page's name
}

// Load returns the renderer, which is made once per process. It fails when a template cannot be
// parsed or a text is missing in a language.
func Load() (*Renderer, error) { return load() }

//nolint:gochecknoglobals // a cache of what is embedded, which never changes
var load = sync.OnceValues(newRenderer)

func newRenderer() (*Renderer, error) {
	r := &Renderer{pages: map[string]*template.Template{}, texts: map[string][]string{}}
	var err error
	if r.words, err = words.Load(); err != nil {
		return nil, err
	}
	if r.files, err = static.Load(); err != nil {
		return nil, err
	}
	files, err := fs.Glob(templates.Files(), "*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	for _, l := range words.Languages() {
		around, err := template.New(templates.Frame).Funcs(r.funcs(l)).Funcs(r.pageHelp(l, "")).Option("missingkey=error").ParseFS(templates.Files(), templates.Frame, templates.Components)
		if err != nil {
			return nil, fmt.Errorf("parse the frame: %w", err)
		}
		for _, file := range files {
			if file == templates.Frame {
				continue
			}
			name := strings.TrimSuffix(path.Base(file), ".html")
			page, err := around.Clone()
			if err == nil {
				page, err = page.Funcs(r.pageHelp(l, name)).ParseFS(templates.Files(), file)
			}
			if err != nil {
				return nil, fmt.Errorf("parse template %s: %w", file, err)
			}
			r.pages[l.Code+"/"+name], r.texts[name] = page, textsOf(page)
		}
	}
	return r, nil
}

// funcs are what templates may call, in one language.
func (r *Renderer) funcs(l words.Language) template.FuncMap {
	funcs := wordFuncs(r.words, l)
	funcs["say"] = func(text Text) (string, error) { return r.say(l, text) }
	funcs["when"] = func(m Moment) string { return r.moment(l, m) }
	funcs["static"] = r.files.Path
	funcs["inc"] = func(i int) int { return i + 1 }
	return funcs
}

// pageHelp has the name of one page, and finds its help: what its reader does there ("here"), and what happens next ("next").
// A page before the sign-in, an error and the page with all help have none of their own.
func (r *Renderer) pageHelp(l words.Language, name string) template.FuncMap {
	return template.FuncMap{"pagename": func() string { return name }, "pagehelp": func(part string) (string, error) {
		switch name {
		case "signin", "personas", "invitation", "welcome", "handover", "components", "error", "help":
			return "", nil
		}
		return r.words.Text(l, "pagehelp."+name+"."+part)
	}}
}

// Render renders a page in the language of its frame. It fails when a text or a field is missing.
func (r *Renderer) Render(v View) ([]byte, error) {
	page, ok := r.pages[v.frame().Language.Code+"/"+v.name()]
	if !ok {
		return nil, fmt.Errorf("there is no page %s in this language", v.name())
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("render the page %s: %w", v.name(), err)
	}
	return b.Bytes(), nil
}

// Words returns the texts of the pages.
func (r *Renderer) Words() *words.Catalogue { return r.words }

// File finds a file that pages refer to, by the name under which it is served.
func (r *Renderer) File(name string) (static.File, bool) { return r.files.File(name) }

// ContentPolicy returns the Content-Security-Policy of the pages: their own style, fonts and script, no
// other source, and forms that are sent to this site or to the origins in forms.
func ContentPolicy(forms ...string) string {
	return "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action " +
		strings.Join(append([]string{"'self'"}, forms...), " ") +
		"; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"
}

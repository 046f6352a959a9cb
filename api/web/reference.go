package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"example.org/homeward/api/contract"
)

//go:embed reference.html
var page string

//go:embed problem.html
var problemPage string

//go:embed style.css
var style string

// Problem is what the reference says about one code.
type Problem struct {
	Code   string
	Status int
	Title  string
	Help   string
}

// Reference is the contract as pages to read.
type Reference struct {
	page     []byte
	problems map[string][]byte
	policy   string
}

// NewReference renders every page.
func NewReference(c *contract.Contract, problems []Problem) (*Reference, error) {
	sum := sha256.Sum256([]byte(style))
	r := &Reference{
		problems: map[string][]byte{},
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	}
	funcs := template.FuncMap{
		"text": text, "style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // our own file
		"lower": strings.ToLower, "type": typeOf, "limits": limitsOf, "anchor": anchor, "breakable": breakable,
		"line": func(s string) template.HTML { return template.HTML(inline(s)) }, //nolint:gosec // inline escapes
	}
	reference, err := template.New("reference").Funcs(funcs).Option("missingkey=error").Parse(page)
	if err != nil {
		return nil, fmt.Errorf("read the page of the reference: %w", err)
	}
	if r.page, err = render(reference, newDocument(c, problems)); err != nil {
		return nil, err
	}
	one, err := template.New("problem").Funcs(funcs).Option("missingkey=error").Parse(problemPage)
	if err != nil {
		return nil, fmt.Errorf("read the page of a problem: %w", err)
	}
	for _, p := range problems {
		if r.problems[p.Code], err = render(one, p); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func render(t *template.Template, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("render the %s: %w", t.Name(), err)
	}
	return b.Bytes(), nil
}

// Page is the reference.
func (r *Reference) Page() []byte { return r.page }

// Policy is the Content-Security-Policy that the pages are made for: their own style by its
// hash, and nothing else.
func (r *Reference) Policy() string { return r.policy }

// Problem is the page of a problem.
func (r *Reference) Problem(code string) ([]byte, bool) {
	html, ok := r.problems[code]
	return html, ok
}

package reference

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // templates and style
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"example.org/homeward/api/contract"
)

//go:embed reference.html
var contractTemplate string

//go:embed problem.html
var problemTemplate string

//go:embed style.css
var style string

// Problem is what the reference says about one problem code.
type Problem struct {
	Code   string
	Status int
	Title  string
	Help   string
}

// Pages are the rendered pages. They are read only.
type Pages struct {
	contract []byte
	problems map[string][]byte
	policy   string
}

// New renders all pages. It fails only when a template is wrong.
func New(c *contract.Contract, problems []Problem) (*Pages, error) {
	sum := sha256.Sum256([]byte(style))
	p := &Pages{
		problems: map[string][]byte{},
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	}
	funcs := template.FuncMap{
		"text": text, "style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // our own file
		"lower": strings.ToLower, "type": typeOf, "limits": limitsOf, "anchor": anchor, "breakable": breakable,
		"line": func(s string) template.HTML { return template.HTML(inline(s)) }, //nolint:gosec // inline escapes
	}
	whole, err := template.New("reference").Funcs(funcs).Option("missingkey=error").Parse(contractTemplate)
	if err != nil {
		return nil, fmt.Errorf("parse the template of the reference: %w", err)
	}
	if p.contract, err = render(whole, newDocument(c, problems)); err != nil {
		return nil, err
	}
	one, err := template.New("problem").Funcs(funcs).Option("missingkey=error").Parse(problemTemplate)
	if err != nil {
		return nil, fmt.Errorf("parse the template of a problem: %w", err)
	}
	for _, problem := range problems {
		if p.problems[problem.Code], err = render(one, problem); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func render(t *template.Template, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("render the %s: %w", t.Name(), err)
	}
	return b.Bytes(), nil
}

// Contract returns the page of the whole contract.
func (p *Pages) Contract() []byte { return p.contract }

// Problem returns the page of a problem code, and false for an unknown code.
func (p *Pages) Problem(code string) ([]byte, bool) {
	html, ok := p.problems[code]
	return html, ok
}

// ContentPolicy returns the Content-Security-Policy of the pages: their own style by its hash,
// and nothing else.
func (p *Pages) ContentPolicy() string { return p.policy }

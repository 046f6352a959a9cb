package contract

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

const jsonType = "application/json"

// Contract is a parsed description.
type Contract struct {
	Title, Version, Summary, Description string
	Tags                                 []Tag
	Operations                           []Operation // in the order of the description
	Schemas                              []*Schema   // the components, in the order of the description
	Classes                              []Class     // the field classes, in the order of the description
}

// Tag groups operations.
type Tag struct{ Name, Description string }

// Operation is one operation of the API.
type Operation struct {
	ID, Method, Path, Tag, Summary, Description string
	// Action is its name in policy; see package policy.
	Action     string
	Parameters []Parameter
	// Body has a schema for each accepted media type; nil if there is no body.
	Body         []Content
	BodyRequired bool
	Example      string // of the body, as indented JSON
	Responses    []Response
}

// Parameter is a parameter in the path, the query or a header.
type Parameter struct {
	Name, In, Description string
	Required              bool
	Schema                *Schema
}

// Content is a body of one media type.
type Content struct {
	MediaType string
	Schema    *Schema
}

// Response is an answer. Status is a number, or "default" for every other status.
type Response struct {
	Status, Description string
	Headers             []string
	Content             []Content
	Example             string // of a JSON body, as indented JSON
}

// Load parses a description. It returns an error for any constraint that it would not enforce.
func Load(raw []byte) (*Contract, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	if len(doc.Content) != 1 {
		return nil, fmt.Errorf("read the description: it is empty")
	}
	root := follow(doc.Content[0], "")
	r := &schemas{root: root, known: map[string]*Schema{}, words: classWords(root.at("x-classes"))}
	info := root.at("info")
	c := &Contract{
		Title: info.at("title").text(), Version: info.at("version").text(),
		Summary: info.at("summary").text(), Description: info.at("description").text(), Classes: r.words,
	}
	for _, tag := range root.at("tags").items() {
		c.Tags = append(c.Tags, Tag{tag.at("name").text(), tag.at("description").text()})
	}
	err := root.at("components").at("schemas").each(func(name string, _ node) error {
		s, err := r.component(name)
		c.Schemas = append(c.Schemas, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read schemas: %w", err)
	}
	err = root.at("paths").each(func(path string, item node) error {
		return item.each(func(method string, n node) error {
			if method == "parameters" {
				return nil
			}
			op, err := r.operation(strings.ToUpper(method), path, item, n)
			c.Operations = append(c.Operations, op)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read operations: %w", err)
	}
	return c, nil
}

// Operation finds an operation by its identifier.
func (c *Contract) Operation(id string) (Operation, bool) {
	i := slices.IndexFunc(c.Operations, func(o Operation) bool { return o.ID == id })
	if i < 0 {
		return Operation{}, false
	}
	return c.Operations[i], true
}

func (r *schemas) operation(method, path string, item, n node) (Operation, error) {
	op := Operation{
		ID: n.at("operationId").text(), Method: method, Path: path, Summary: n.at("summary").text(),
		Description: n.at("description").text(), Action: n.at("x-homeward-action").text(),
	}
	switch {
	case op.ID == "":
		return op, n.wrong("has no operationId")
	case op.Action == "":
		return op, n.wrong("has no x-homeward-action")
	case method != http.MethodGet && method != http.MethodPost:
		return op, n.wrong("is a method that the API does not use")
	}
	if tags := n.at("tags").texts(); len(tags) == 1 {
		op.Tag = tags[0]
	} else {
		return op, n.wrong("needs exactly one tag")
	}
	for _, one := range append(item.at("parameters").items(), n.at("parameters").items()...) {
		p, err := r.parameter(one)
		if err != nil {
			return op, err
		}
		op.Parameters = append(op.Parameters, p)
	}
	body := n.at("requestBody")
	op.BodyRequired = body.at("required").truth()
	var err error
	if op.Body, err = r.content(body.at("content")); err != nil {
		return op, err
	}
	if example := body.at("content").at(jsonType).at("example"); example.there() {
		op.Example = example.json("")
	}
	return op, n.at("responses").each(func(status string, v node) error {
		answer, err := r.response(status, v)
		op.Responses = append(op.Responses, answer)
		return err
	})
}

func (r *schemas) parameter(n node) (Parameter, error) {
	n = r.resolve(n)
	s, err := r.read(n.at("schema"))
	if err != nil {
		return Parameter{}, err
	}
	p := Parameter{
		Name: n.at("name").text(), In: n.at("in").text(), Description: n.at("description").text(),
		Required: n.at("required").truth(), Schema: s,
	}
	if p.Name == "" || (p.In != "path" && p.In != "query" && p.In != "header") {
		return p, n.wrong("is not a parameter of a path, a query or a header")
	}
	return p, nil
}

func (r *schemas) response(status string, n node) (Response, error) {
	n = r.resolve(n)
	out := Response{Status: status, Description: n.at("description").text()}
	_ = n.at("headers").each(func(name string, _ node) error {
		out.Headers = append(out.Headers, name)
		return nil
	})
	if example := n.at("content").at(jsonType).at("example"); example.there() {
		out.Example = example.json("")
	}
	var err error
	out.Content, err = r.content(n.at("content"))
	return out, err
}

func (r *schemas) content(n node) (out []Content, err error) {
	err = n.each(func(media string, v node) error {
		s, err := r.read(v.at("schema"))
		out = append(out, Content{media, s})
		return err
	})
	return out, err
}

// resolve follows a reference to a parameter or a response.
func (r *schemas) resolve(n node) node {
	ref := n.at("$ref").text()
	if ref == "" {
		return n
	}
	at := r.root
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.at(part)
	}
	return at
}

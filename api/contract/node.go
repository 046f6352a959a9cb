package contract

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// node is a place in the description, with aliases resolved.
type node struct {
	*yaml.Node
	path string
}

func (n node) at(key string) node {
	if n.Node == nil || n.Kind != yaml.MappingNode {
		return node{}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return follow(n.Content[i+1], n.path+"/"+key)
		}
	}
	return node{}
}

// each calls visit for the members of a mapping, in the order of the file.
func (n node) each(visit func(key string, value node) error) error {
	if n.Node == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if err := visit(key, follow(n.Content[i+1], n.path+"/"+key)); err != nil {
			return err
		}
	}
	return nil
}

// items lists the elements of a sequence.
func (n node) items() []node {
	if n.Node == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	out := make([]node, 0, len(n.Content))
	for i, c := range n.Content {
		out = append(out, follow(c, fmt.Sprintf("%s/%d", n.path, i)))
	}
	return out
}

func (n node) there() bool { return n.Node != nil }

func (n node) text() string {
	if n.Node == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (n node) texts() []string {
	var out []string
	for _, one := range n.items() {
		out = append(out, one.text())
	}
	return out
}

func (n node) number() (float64, error) {
	var f float64
	if err := n.Decode(&f); err != nil {
		return 0, n.wrong("is not a number")
	}
	return f, nil
}

func (n node) truth() bool { return n.text() == "true" }

func (n node) wrong(what string) error { return fmt.Errorf("%s (line %d) %s", n.path, n.line(), what) }

func (n node) line() int {
	if n.Node == nil {
		return 0
	}
	return n.Line
}

func follow(n *yaml.Node, path string) node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return node{n, path}
}

// json returns the place as JSON, in the order of the file.
func (n node) json(indent string) string {
	inner := indent + "  "
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		_ = n.each(func(key string, v node) error {
			parts = append(parts, inner+strconv.Quote(key)+": "+v.json(inner))
			return nil
		})
		return "{\n" + strings.Join(parts, ",\n") + "\n" + indent + "}"
	case yaml.SequenceNode:
		for _, v := range n.items() {
			parts = append(parts, inner+v.json(inner))
		}
		return "[\n" + strings.Join(parts, ",\n") + "\n" + indent + "]"
	default:
		if tag := n.Tag; tag == "!!int" || tag == "!!float" || tag == "!!bool" {
			return n.Value
		}
		raw, err := json.Marshal(n.Value)
		if err != nil {
			return `""`
		}
		return string(raw)
	}
}

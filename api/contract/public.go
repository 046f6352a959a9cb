package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ownKeys begins the keys of the description that are only for the generator of this project's types: they name
// packages that no one else can import.
const ownKeys = "x-go-"

// Public returns the description as clients get it: the same operations and schemas, without the keys that only the
// generator of this project reads, and with the examples of answers. The example of an operation is the file
// OPERATION.json of examples. Public returns an error if the description is not YAML, or if an example cannot be read.
func Public(description []byte, examples fs.FS) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(description, &document); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	withoutOwnKeys(&document)
	if err := addExamples(&document, examples); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(&document); err != nil {
		return nil, fmt.Errorf("write the description: %w", err)
	}
	return out.Bytes(), nil
}

func withoutOwnKeys(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		kept := n.Content[:0]
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !strings.HasPrefix(n.Content[i].Value, ownKeys) {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		n.Content = kept
	}
	for _, inside := range n.Content {
		withoutOwnKeys(inside)
	}
}

// addExamples puts the example of each operation into its successful answer. An answer that several operations share
// has its example in the description.
func addExamples(document *yaml.Node, examples fs.FS) error {
	root := follow(document.Content[0], "")
	return root.at("paths").each(func(_ string, item node) error {
		return item.each(func(_ string, operation node) error {
			name := operation.at("operationId").text()
			responses := operation.at("responses")
			answer := responses.at("200").at("content").at(jsonType)
			if !answer.there() {
				answer = responses.at("201").at("content").at(jsonType)
			}
			if name == "" || !answer.there() {
				return nil
			}
			raw, err := fs.ReadFile(examples, name+".json")
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			var example yaml.Node // JSON is YAML
			if err == nil {
				err = yaml.Unmarshal(raw, &example)
			}
			if answer.at("example").there() {
				return fmt.Errorf("the example of %s is in the description already", name)
			}
			if err != nil || len(example.Content) != 1 {
				return fmt.Errorf("read the example of %s: %w", name, err)
			}
			answer.Content = append(answer.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "example"}, example.Content[0])
			return nil
		})
	})
}

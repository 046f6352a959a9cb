package contract

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ownKeys begins the keys of the description that are only for the generator of this project's types: they name
// packages that no one else can import.
const ownKeys = "x-go-"

// Public returns the description as clients get it: the same operations and schemas, without the keys that only the
// generator of this project reads. It returns an error if the description is not YAML.
func Public(description []byte) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(description, &document); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	withoutOwnKeys(&document)
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

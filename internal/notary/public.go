package notary

import (
	"fmt"
	"os"
	"strings"

	"example.org/homeward/internal/audit"
)

// ReadPublic parses the public key of a log: text is the key, or a file's name after an @.
func ReadPublic(text string) (audit.Key, error) {
	if path, ok := strings.CutPrefix(text, "@"); ok {
		content, err := os.ReadFile(path)
		if err != nil {
			return audit.Key{}, fmt.Errorf("read key: %w", err)
		}
		text = string(content)
	}
	return audit.ParseKey(text)
}

// ReadWitnesses reads the list of witnesses in a file. It returns none if path is "".
func ReadWitnesses(path string) ([]audit.Witness, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read witnesses: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	return audit.ReadWitnesses(file)
}

package client

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/fault"
)

// MachineFile describes a program of an agency: the server that it talks to and the identity
// provider that gives it tokens. It holds no secret; KeyFile names the file that does.
type MachineFile struct {
	Version int `yaml:"version"` // 1
	// Server is the address of the API. The program's tokens are sent to no other server.
	Server string `yaml:"server"`
	Issuer string `yaml:"issuer"`
	Client string `yaml:"client"`
	// KeyFile is the program's private key; a relative path starts at the directory of this file.
	KeyFile     string             `yaml:"key_file"`
	KeyID       string             `yaml:"key_id,omitempty"`
	KeyAudience assertion.Audience `yaml:"key_audience,omitempty"`
	Resource    string             `yaml:"resource,omitempty"`
	Scope       string             `yaml:"scope,omitempty"`
}

// ReadMachineFile parses the description of a program. Errors are fault.Invalid and never repeat
// what the file holds.
func ReadMachineFile(content []byte) (MachineFile, error) {
	var file MachineFile
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	switch err := decoder.Decode(&file); {
	case err != nil || file.Version != 1:
		return file, fault.New(fault.Invalid, "the program's file is not valid; it needs version: 1, server, issuer, client and key_file, and takes no unknown fields")
	case file.Server == "" || file.KeyFile == "":
		return file, fault.New(fault.Invalid, "the program's file names no server, or no key_file")
	}
	return file, nil
}

// OpenMachine reads the description of a program and its key, and returns the program and the
// address of its server. Errors are fault.Invalid and never repeat what the files hold.
func OpenMachine(path string, carrier *http.Client, now func() time.Time) (*Machine, string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the program's file cannot be read: "+path)
	}
	file, err := ReadMachineFile(content)
	if err != nil {
		return nil, "", err
	}
	keyFile := file.KeyFile
	if !filepath.IsAbs(keyFile) {
		keyFile = filepath.Join(filepath.Dir(path), keyFile)
	}
	secret, err := assertion.ReadPrivate(keyFile)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the program's key: "+err.Error())
	}
	key, err := assertion.Parse(secret, file.KeyID)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the program's key: "+err.Error())
	}
	m := &Machine{
		Issuer: file.Issuer, Client: file.Client, Key: key, Audience: file.KeyAudience,
		Resource: file.Resource, Scope: file.Scope, HTTP: carrier, Now: now,
	}
	if err := m.Check(); err != nil {
		return nil, "", err
	}
	return m, file.Server, nil
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
)

// machineFile says as which program of an agency the command line acts. It holds no secret: it
// names the file that does.
type machineFile struct {
	Version int `yaml:"version"`
	// Server is the one that is spoken to. A token for it is sent to no other.
	Server      string             `yaml:"server"`
	Issuer      string             `yaml:"issuer"`
	Client      string             `yaml:"client"`
	KeyFile     string             `yaml:"key_file"`
	KeyID       string             `yaml:"key_id,omitempty"`
	KeyAudience assertion.Audience `yaml:"key_audience,omitempty"`
	Resource    string             `yaml:"resource,omitempty"`
	Scope       string             `yaml:"scope,omitempty"`
}

// readMachineFile reads one. What stands in it is not repeated.
func readMachineFile(content []byte) (machineFile, error) {
	var file machineFile
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	switch err := decoder.Decode(&file); {
	case err != nil || file.Version != 1:
		return file, fault.New(fault.Invalid, "the file of the program is not of the form that is known: version 1, server, issuer, client and key_file")
	case file.Server == "" || file.KeyFile == "":
		return file, fault.New(fault.Invalid, "the file of the program names no server, or no key_file")
	}
	return file, nil
}

// machine is the program that --machine names, and the server that it is for.
func (r *Remote) machine(w world) (*client.Machine, string, error) {
	if r.As != "" {
		return nil, "", fault.New(fault.Invalid, "one acts as a program (--machine) or for a desk (--as), and not as both")
	}
	content, err := os.ReadFile(r.Machine)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the file of the program cannot be read: "+r.Machine)
	}
	file, err := readMachineFile(content)
	if err != nil {
		return nil, "", err
	}
	if r.Server != "" && strings.TrimRight(r.Server, "/") != strings.TrimRight(file.Server, "/") {
		return nil, "", fault.New(fault.Invalid, "the program's tokens are for the server that its file names, and for no other")
	}
	path := file.KeyFile
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(r.Machine), path)
	}
	secret, err := assertion.ReadPrivate(path)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the key of the program: "+err.Error())
	}
	key, err := assertion.Parse(secret, file.KeyID)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "the key of the program: "+err.Error())
	}
	m := &client.Machine{
		Issuer: file.Issuer, Client: file.Client, Key: key, Audience: file.KeyAudience, Resource: file.Resource, Scope: file.Scope, Now: w.now,
	}
	if err := m.Check(); err != nil {
		return nil, "", err
	}
	return m, file.Server, nil
}

type keysClientCommand struct {
	File string `arg:"" help:"Where the key is, or where a new one goes. A file that is there is never written over."`
	ID   string `placeholder:"ID" help:"What the provider calls the key; the thumbprint of its public half unless given."`
}

// Help is shown under the usage.
func (c *keysClientCommand) Help() string {
	return `Makes a key with which a program proves to its identity provider who it is (private_key_jwt), in a file that only this account may read, and prints its public half as a JSON Web Key Set: that is what the provider is given. With a file that is there it only prints. Name the file as key_file: in the file of a program (--machine), or in HOMEWARD_PROVIDERS for Homeward's own sign-in at an agency.`
}

func (c *keysClientCommand) Run(w world) error {
	key, err := clientKey(c.File, c.ID)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(map[string]any{"keys": []any{key.Public()}}, "", "  ")
	if err != nil {
		return errors.New("print key: it cannot be written")
	}
	w.print("%s\n", text)
	return nil
}

// clientKey reads the key in a file, which is made when there is none.
func clientKey(file, id string) (*assertion.Key, error) {
	if err := assertion.MakeFile(file); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	content, err := assertion.ReadPrivate(file)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	return assertion.Parse(content, id)
}

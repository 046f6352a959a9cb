package cli

import (
	"encoding/json"
	"errors"
	"strings"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
)

// machine returns the program that --machine names, and the server that it talks to.
func (r *Remote) machine(env Env) (*client.Machine, string, error) {
	if r.As != "" {
		return nil, "", fault.New(fault.Invalid, "act either as a program (--machine) or for a desk (--as), not as both")
	}
	m, server, err := client.OpenMachine(r.Machine, env.HTTP, env.Now)
	if err != nil {
		return nil, "", err
	}
	if r.Server != "" && strings.TrimRight(r.Server, "/") != strings.TrimRight(server, "/") {
		return nil, "", fault.New(fault.Invalid, "the program's tokens are for the server that its file names, and for no other")
	}
	return m, server, nil
}

// KeysClient is `homeward keys client`.
type KeysClient struct {
	File string `arg:"" help:"Where the key is, or where a new one goes. An existing file is never overwritten."`
	ID   string `placeholder:"ID" help:"What the provider calls the key; default: the thumbprint of its public half."`
}

// Help is shown under the usage.
func (c *KeysClient) Help() string {
	return `Makes a key with which a program authenticates at its identity provider (private_key_jwt), in a file that only this account may read, and prints its public half as a JSON Web Key Set, for the provider. With an existing file it only prints. Name the file as key_file: in the file of a program (--machine), or in HOMEWARD_PROVIDERS for Homeward's own sign-in at an agency.`
}

// Run makes the key if there is none, and prints its public half.
func (c *KeysClient) Run(env Env) error {
	key, err := assertion.LoadOrMake(c.File, c.ID)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(map[string]any{"keys": []any{key.Public()}}, "", "  ")
	if err != nil {
		return errors.New("print key: it cannot be encoded")
	}
	env.Printf("%s\n", text)
	return nil
}

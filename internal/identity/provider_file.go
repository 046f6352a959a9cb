package identity

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/casework"
)

// maxProviders is the largest size of a file of providers, in bytes.
const maxProviders = 1 << 20

type providerFile struct {
	Version   int             `yaml:"version"`
	Providers []providerEntry `yaml:"providers"`
}

type providerEntry struct {
	ID            string                     `yaml:"id"`
	Name          string                     `yaml:"name"`
	Issuer        string                     `yaml:"issuer"`
	Client        string                     `yaml:"client"`
	SecretFile    string                     `yaml:"secret_file"`
	KeyFile       string                     `yaml:"key_file"`
	KeyID         string                     `yaml:"key_id"`
	KeyFor        assertion.Audience         `yaml:"key_audience"`
	Agencies      []casework.AgencyID        `yaml:"agencies"`
	Algorithms    []string                   `yaml:"algorithms"`
	Scopes        []string                   `yaml:"scopes"`
	Claims        claimEntry                 `yaml:"claims"`
	Desks         map[string]casework.DeskID `yaml:"desks"`
	Roles         map[string]casework.Role   `yaml:"roles"`
	Proof         []string                   `yaml:"proof"`
	Machines      machinesEntry              `yaml:"machines"`
	Invites       bool                       `yaml:"invites"`
	UntypedLogout bool                       `yaml:"logout_untyped"`
}

type claimEntry struct {
	Desk   string `yaml:"desk"`
	Agency string `yaml:"agency"`
	Roles  string `yaml:"roles"`
}

type machinesEntry struct {
	Audience string         `yaml:"audience"`
	Clients  []machineEntry `yaml:"clients"`
}

type machineEntry struct {
	Client string          `yaml:"client"`
	Desk   casework.DeskID `yaml:"desk"`
	Role   casework.Role   `yaml:"role"`
}

var yamlLine = regexp.MustCompile(`\bline (\d{1,6})\b`)

// Files reads the files to which a file of providers refers.
type Files struct {
	// Secret reads a secret from a provider, and Key a private key of ours.
	Secret, Key func(path string) ([]byte, error)
}

// ReadProviders reads a file of providers. An error names the line or entry that is wrong, and never
// quotes the file.
func ReadProviders(r io.Reader, open Files) ([]Provider, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxProviders+1))
	if err != nil {
		return nil, errors.New("read providers: the file cannot be read")
	}
	if len(content) > maxProviders {
		return nil, errors.New("read providers: the file is too large")
	}
	var file providerFile
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		if at := yamlLine.FindStringSubmatch(err.Error()); at != nil {
			return nil, fmt.Errorf("read providers: line %s is not in the expected format", at[1])
		}
		return nil, errors.New("read providers: the file is not in the expected format")
	}
	if file.Version != 1 {
		return nil, errors.New("read providers: the version is not 1")
	}
	out := make([]Provider, len(file.Providers))
	for i, e := range file.Providers {
		if out[i], err = e.provider(open); err != nil {
			return nil, fmt.Errorf("read providers: entry %d: %w", i+1, err)
		}
	}
	return out, nil
}

func (e providerEntry) provider(open Files) (Provider, error) {
	p := Provider{
		ID: e.ID, Name: e.Name, Issuer: e.Issuer, Client: e.Client, Agencies: e.Agencies, Algorithms: e.Algorithms, Scopes: e.Scopes,
		Claims: Claims(e.Claims), Desks: e.Desks, Roles: e.Roles, Proof: e.Proof, Invites: e.Invites,
		KeyAudience: e.KeyFor, UntypedLogout: e.UntypedLogout, Machines: Machines{Audience: e.Machines.Audience},
	}
	for _, m := range e.Machines.Clients {
		p.Machines.Clients = append(p.Machines.Clients, Machine(m))
	}
	if e.SecretFile != "" {
		content, err := open.Secret(e.SecretFile)
		text := strings.TrimSpace(string(content))
		if err != nil || text == "" || len(text) > 4096 {
			return p, errors.New("its secret_file cannot be read, is empty, or is too large for a secret")
		}
		p.Secret = Secret(text)
	}
	if e.KeyFile != "" {
		content, err := open.Key(e.KeyFile)
		if err != nil {
			return p, fmt.Errorf("its key_file: %w", err)
		}
		if p.Key, err = assertion.Parse(content, e.KeyID); err != nil {
			return p, fmt.Errorf("its key_file: %w", err)
		}
	}
	return p, nil
}

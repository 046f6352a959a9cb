package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/persona"
	"example.org/homeward/internal/seal"
)

// signIn says how users authenticate.
type signIn struct {
	origin    string
	providers []identity.Provider
	// personas is the identity provider of development; nil in production.
	personas *persona.Provider
}

// signIn reads the identity providers of production.
func (a *app) signIn() (signIn, error) {
	d := signIn{origin: a.config.SignIn.Origin}
	if a.config.SignIn.Providers == "" {
		return d, nil
	}
	file, err := os.Open(a.config.SignIn.Providers)
	if err != nil {
		return d, fmt.Errorf("read providers: %w", err)
	}
	defer file.Close() //nolint:errcheck // it is only read
	d.providers, err = identity.ReadProviders(file, identity.Files{Secret: os.ReadFile, Key: assertion.ReadPrivate})
	return d, err
}

// devProvider is the code of the identity provider of development.
const devProvider = "dev"

// devSignIn returns the sign-in of development and of the bench: invented officers, on a loopback
// listener only. It writes the keys of invented programs, and the files with which the command
// line acts as one of them (--machine), into a directory; "" means no programs.
func (a *app) devSignIn(listener net.Addr, programs string) (signIn, error) {
	_, port, err := net.SplitHostPort(listener.String())
	if err != nil {
		return signIn{}, fmt.Errorf("read own address: %w", err)
	}
	d, err := a.signIn()
	if err != nil {
		return signIn{}, err
	}
	d.origin = "http://localhost:" + port
	own, err := ephemeralKey()
	if err != nil {
		return signIn{}, err
	}
	public := own.Public()
	options := persona.Options{
		Dev: true, Listener: listener, Origin: d.origin, Redirect: d.origin + identity.CallbackPath, Directory: a.book.Directory(),
		Logout: d.origin + "/signin/" + devProvider + "/logout", ClientKey: &public, Now: a.now,
	}
	machines := identity.Machines{Audience: d.origin}
	if programs != "" {
		for _, one := range persona.Programs() {
			if _, there := a.book.Directory().Desk(one.Desk); !there {
				continue
			}
			key, err := devProgram(programs, d.origin, one)
			if err != nil {
				return signIn{}, err
			}
			options.Machines = append(options.Machines, persona.Machine{ID: one.ID, Key: key.Public()})
			machines.Clients = append(machines.Clients, identity.Machine{Client: one.ID, Desk: one.Desk, Role: one.Role})
		}
	}
	if d.personas, err = persona.New(options); err != nil {
		return signIn{}, err
	}
	d.providers = append(d.providers, identity.Provider{
		ID: devProvider, Name: "Development", Issuer: d.personas.Issuer(), Client: persona.Client, Key: own, Machines: machines, Agencies: a.agencies(),
		Algorithms: []string{"ES256"}, Proof: []string{persona.Strong}, Invites: true,
		Claims: identity.Claims{Desk: persona.ClaimDesk, Agency: persona.ClaimAgency, Roles: persona.ClaimRoles},
	})
	return d, nil
}

// ephemeralKey returns a key that exists only in this process.
func ephemeralKey() (*assertion.Key, error) {
	content, err := assertion.Make()
	if err != nil {
		return nil, err
	}
	return assertion.Parse(content, "")
}

// devProgram reads or makes the key of an invented program, and writes the file for --machine
// beside it.
func devProgram(dir, origin string, one persona.Program) (*assertion.Key, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make directory for the keys of programs: %w", err)
	}
	key, err := assertion.LoadOrMake(filepath.Join(dir, one.ID+".pem"), "")
	if err != nil {
		return nil, err
	}
	text, err := yaml.Marshal(client.MachineFile{Version: 1, Server: origin, Issuer: origin + persona.Prefix, Client: one.ID, KeyFile: one.ID + ".pem"})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, one.ID+".yaml"), text, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("describe program: %w", err)
	}
	return key, nil
}

// agencies returns all agencies of the directory.
func (a *app) agencies() []casework.AgencyID {
	var out []casework.AgencyID
	for _, agency := range a.book.Directory().Agencies() {
		out = append(out, agency.ID)
	}
	return out
}

// identity returns the service that authenticates users.
func (a *app) identity(ctx context.Context, d signIn) (*identity.Service, error) {
	var index *seal.Index
	err := a.start.Until(ctx, "keys", func(ctx context.Context) (err error) {
		index, err = a.keys.Index(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return identity.New(identity.Options{
		Store: a.api.store, Directory: a.book.Directory(), Providers: d.providers, Origin: d.origin, Dev: d.personas != nil,
		Blind: func(field, value string) string {
			token := index.Token(field, value)
			return hex.EncodeToString(token[:])
		},
		Now: a.now, Logger: a.logger,
	})
}

// handler serves the API, and in development also the identity provider.
func (d signIn) handler(front http.Handler) http.Handler {
	if d.personas == nil {
		return front
	}
	personas := d.personas.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if persona.Serves(r.URL.Path) {
			personas.ServeHTTP(w, r)
			return
		}
		front.ServeHTTP(w, r)
	})
}

// limits returns the rate limits.
func limits(r config.Rates) httpserver.Limits {
	return httpserver.Limits{Address: r.Address, Account: r.Account, SignIn: r.SignIn, Search: r.Search}
}

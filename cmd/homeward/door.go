package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"

	"example.org/homeward/api"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/persona"
)

// doorway is how people come in.
type doorway struct {
	origin    string
	providers []identity.Provider
	// personas is the identity provider of development; nil everywhere else.
	personas *persona.Provider
}

// doorway reads who vouches for people in production.
func (h *house) doorway() (doorway, error) {
	d := doorway{origin: h.config.Door.Origin}
	if h.config.Door.Providers == "" {
		return d, nil
	}
	file, err := os.Open(h.config.Door.Providers)
	if err != nil {
		return d, fmt.Errorf("read providers: %w", err)
	}
	defer file.Close() //nolint:errcheck // it is only read
	d.providers, err = identity.ReadProviders(file, os.ReadFile)
	return d, err
}

// practiceDoor is the doorway of development and of the bench: with invented officers, on a
// loopback listener and nowhere else.
func (h *house) practiceDoor(listener net.Addr) (doorway, error) {
	_, port, err := net.SplitHostPort(listener.String())
	if err != nil {
		return doorway{}, fmt.Errorf("read own address: %w", err)
	}
	d, err := h.doorway()
	if err != nil {
		return doorway{}, err
	}
	d.origin = "http://localhost:" + port
	d.personas, err = persona.New(persona.Options{
		Dev: true, Listener: listener, Origin: d.origin, Redirect: d.origin + identity.CallbackPath, Directory: h.book.Directory(), Now: h.now,
	})
	if err != nil {
		return doorway{}, err
	}
	d.providers = append(d.providers, identity.Provider{
		ID: "dev", Name: "Development", Issuer: d.personas.Issuer(), Client: persona.Client, Agencies: h.agencies(),
		Algorithms: []string{"ES256"}, Proof: []string{persona.Strong}, Invites: true,
		Claims: identity.Claims{Desk: persona.ClaimDesk, Agency: persona.ClaimAgency, Roles: persona.ClaimRoles},
	})
	return d, nil
}

// agencies are all that there are.
func (h *house) agencies() []casework.AgencyID {
	var out []casework.AgencyID
	for _, agency := range h.book.Directory().Agencies() {
		out = append(out, agency.ID)
	}
	return out
}

// identity makes what says who somebody is.
func (h *house) identity(ctx context.Context, d doorway) (*identity.Service, error) {
	index, err := h.seal.Index(ctx)
	if err != nil {
		return nil, err
	}
	return identity.New(identity.Options{
		Store: h.front.store, Directory: h.book.Directory(), Providers: d.providers, Origin: d.origin, Dev: d.personas != nil,
		Blind: func(field, value string) string {
			token := index.Token(field, value)
			return hex.EncodeToString(token[:])
		},
		Now: h.now, Logger: h.logger,
	})
}

// handler serves the API, and in development the identity provider beside it.
func (d doorway) handler(front http.Handler) http.Handler {
	if d.personas == nil {
		return front
	}
	personas := d.personas.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, persona.Prefix+"/") {
			personas.ServeHTTP(w, r)
			return
		}
		front.ServeHTTP(w, r)
	})
}

// limits are how often one may ask.
func limits(r config.Rates) api.Limits {
	return api.Limits{Address: r.Address, Account: r.Account, Door: r.Door, Search: r.Search}
}

package persona

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

// Prefix is where the provider's addresses begin.
const Prefix = "/persona"

// Client is the identifier of the one client that signs people in here: Homeward itself.
const Client = "homeward"

// Strong is the authentication context class that is promised for a proof in person when a
// request asks for it by acr_values: phishing-resistant, by the name of OpenID's EAP profile.
// Clicking on a page of development proves nothing, of course; the protocol is the same.
const Strong = "phr"

// Weak is the class of a sign-in that was not asked to be anything else.
const Weak = "click"

// The claims for an officer's desk, agency and roles.
const (
	ClaimDesk   = "homeward_desk"
	ClaimAgency = "homeward_agency"
	ClaimRoles  = "homeward_roles"
)

// Directory is which desks there are.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
	Desks() []corridor.Desk
}

// Options are what a Provider needs. All of it is required but Logout, Machines and ClientKey.
type Options struct {
	// Dev reports that this is development; without it there is no provider.
	Dev bool
	// Listener is the address that the provider is served on.
	Listener net.Addr
	// Origin is how browsers reach it, as http://localhost:8080.
	Origin string
	// Redirect is the one address that people are sent back to.
	Redirect string
	// Logout is the address at Homeward that receives sign-outs; "" sends none.
	Logout    string
	Directory Directory
	// Machines are the clients that may have access tokens without a person, and their keys.
	Machines []Machine
	// ClientKey is the public key with which Client proves itself (private_key_jwt); without
	// one what it sends is bound by PKCE alone.
	ClientKey *jose.JSONWebKey
	Now       func() time.Time
}

// Provider is the identity provider. It can be used by many at once.
type Provider struct {
	Options

	page    page
	private jose.JSONWebKey
	public  jose.JSONWebKeySet

	mu     sync.Mutex
	grants map[string]grant // by code
	used   map[string]time.Time
}

// New makes a provider with a signing key of its own. It fails unless this is development and
// the listener and the origin are this machine's: there is no other way to it.
func New(o Options) (*Provider, error) {
	origin, err := url.Parse(o.Origin)
	switch {
	case !o.Dev:
		return nil, errors.New("make development sign-in: this is not the development mode")
	case !loopback(o.Listener):
		return nil, errors.New("make development sign-in: the listener is not bound to a loopback address")
	case err != nil || origin.Scheme != "http" || !loopbackName(origin.Host) || origin.Path != "" || origin.RawQuery != "":
		return nil, errors.New("make development sign-in: the origin is not this machine's, as http://localhost:8080")
	case o.Redirect == "" || o.Directory == nil || o.Now == nil:
		return nil, errors.New("make development sign-in: a part is missing")
	}
	p := &Provider{Options: o, grants: map[string]grant{}, used: map[string]time.Time{}}
	if err := p.makeKey(); err != nil {
		return nil, fmt.Errorf("make development sign-in: %w", err)
	}
	if p.page, err = newPage(o.Directory); err != nil {
		return nil, fmt.Errorf("make development sign-in: %w", err)
	}
	return p, nil
}

func (p *Provider) makeKey() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("make signing key: %w", err)
	}
	public := jose.JSONWebKey{Key: key.Public(), Use: "sig", Algorithm: string(jose.ES256)}
	public.KeyID, err = thumbprint(public)
	if err != nil {
		return err
	}
	p.public = jose.JSONWebKeySet{Keys: []jose.JSONWebKey{public}}
	p.private = jose.JSONWebKey{Key: key, KeyID: public.KeyID, Algorithm: public.Algorithm}
	return nil
}

// Issuer is the provider's name in what it signs.
func (p *Provider) Issuer() string { return p.Origin + Prefix }

// Handler serves everything under Prefix, to this machine alone.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"/.well-known/openid-configuration", p.discover)
	mux.HandleFunc("GET "+Prefix+"/jwks", p.keys)
	mux.HandleFunc("GET "+Prefix+"/authorize", p.ask)
	mux.HandleFunc("POST "+Prefix+"/authorize", p.choose)
	mux.HandleFunc("POST "+Prefix+"/token", p.token)
	mux.HandleFunc("POST "+Prefix+"/logout", p.end)
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fromHere(r) {
			http.Error(w, "this provider is for the machine that it runs on", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 32<<10)
		guarded.ServeHTTP(w, r)
	})
}

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
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

// Prefix is the beginning of the provider's paths.
const Prefix = "/persona"

// Client is the identifier of the only client that users sign in to: Homeward itself.
const Client = "homeward"

// Strong is the authentication context class of a proof in person, if a request asks for it by
// acr_values: phishing-resistant, as named by OpenID's EAP profile. A click on a page of development
// proves nothing, but the protocol is the same.
const Strong = "phr"

// Weak is the class of a sign-in without a requested class.
const Weak = "click"

// The claims for an officer's desk, agency and roles.
const (
	ClaimDesk   = "homeward_desk"
	ClaimAgency = "homeward_agency"
	ClaimRoles  = "homeward_roles"
)

// Directory has the desks.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
	Desks() []corridor.Desk
}

// Options are what a Provider needs. All fields but Logout, Machines and ClientKey are required.
type Options struct {
	// Dev must be true: it confirms that this is development.
	Dev bool
	// Listener is the address that the provider is served on.
	Listener net.Addr
	// Origin is the provider's address for browsers, as http://localhost:8080.
	Origin string
	// Redirect is the only address that browsers are redirected to.
	Redirect string
	// Logout is the address at Homeward that receives sign-outs; "" sends none.
	Logout    string
	Directory Directory
	// Machines are the clients that may get access tokens without a person, with their keys.
	Machines []Machine
	// ClientKey is the public key of Client for private_key_jwt. Without it only PKCE binds a code to
	// the client.
	ClientKey *jose.JSONWebKey
	Now       func() time.Time
}

// Provider is the identity provider. It is safe for concurrent use.
type Provider struct {
	Options

	page    page
	private jose.JSONWebKey
	public  jose.JSONWebKeySet

	mu     sync.Mutex
	grants map[string]grant // by code
	used   map[string]time.Time
}

// New makes a provider with a new signing key. It returns an error unless this is development and the
// listener and the origin are loopback addresses.
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

// Issuer returns the provider's name in tokens.
func (p *Provider) Issuer() string { return p.Origin + Prefix }

// Metadata is the path of the same metadata for clients of OAuth (RFC 8414, section 3.1): the path of the issuer comes
// after it.
const Metadata = "/.well-known/oauth-authorization-server" + Prefix

// Serves reports whether the provider answers requests to a path.
func Serves(path string) bool { return path == Metadata || strings.HasPrefix(path, Prefix+"/") }

// Handler serves everything under Prefix, and Metadata, only to requests of this machine.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"/.well-known/openid-configuration", p.discover)
	mux.HandleFunc("GET "+Prefix+"/jwks", p.keys)
	mux.HandleFunc("GET "+Prefix+"/authorize", p.showPage)
	mux.HandleFunc("POST "+Prefix+"/authorize", p.choose)
	mux.HandleFunc("POST "+Prefix+"/token", p.token)
	mux.HandleFunc("POST "+Prefix+"/logout", p.end)
	mux.HandleFunc("GET "+Metadata, p.discover)
	sites := http.NewCrossOriginProtection()
	sites.AddInsecureBypassPattern("POST " + Prefix + "/authorize") // a client's page may send its request; see choose
	guarded := sites.Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fromHere(r) {
			http.Error(w, "this provider answers only requests of the machine that it runs on", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 32<<10)
		guarded.ServeHTTP(w, r)
	})
}

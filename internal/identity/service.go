package identity

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/principal"
)

// Directory is which desks and agencies there are.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
}

// Options are what a Service needs. All of it is required but Providers, Dev and Client.
type Options struct {
	Store     Store
	Directory Directory
	// Providers are the agencies' identity providers, from ReadProviders.
	Providers []Provider
	// Origin is how browsers reach Homeward, as https://homeward.example. In development it may
	// be http://localhost:PORT. Passkeys are bound to its host for ever.
	Origin string
	// Dev says that this is development: plain HTTP on this machine is good enough.
	Dev bool
	// Blind makes of a value what can be compared with another one, and not be turned back.
	Blind func(field, value string) string
	Now   func() time.Time
	// Client reaches the providers; nil is one with sensible limits.
	Client *http.Client
	Logger *slog.Logger
}

// Service says who somebody is. It can be used by many at once.
type Service struct {
	store     Store
	directory Directory
	origin    *url.URL
	blind     func(field, value string) string
	now       func() time.Time
	logger    *slog.Logger
	sessions  *callerCache
	providers []Provider
	issuers   map[string]*issuer // by the provider's ID
	passkeys  *webauthn.WebAuthn
}

// New makes a Service. An origin or a provider that is not safe outside development is refused.
func New(o Options) (*Service, error) {
	if o.Store == nil || o.Directory == nil || o.Blind == nil || o.Now == nil || o.Logger == nil {
		return nil, errors.New("make identity: a part is missing")
	}
	origin, err := readOrigin(o.Origin, o.Dev)
	if err != nil {
		return nil, err
	}
	s := &Service{
		store: o.Store, directory: o.Directory, origin: origin, blind: o.Blind, logger: o.Logger,
		now: toMicro(o.Now), sessions: newCache(),
	}
	if err := s.checkProviders(o.Providers, o.Dev); err != nil {
		return nil, err
	}
	if s.passkeys, err = s.newPasskeys(); err != nil {
		return nil, errors.New("make identity: passkeys cannot be bound to the host of the origin")
	}
	client := o.Client
	if client == nil {
		client = newClient()
	}
	s.issuers = map[string]*issuer{}
	for _, p := range o.Providers {
		s.providers = append(s.providers, p.filled())
		s.issuers[p.ID] = &issuer{Provider: p.filled(), client: client, now: s.now}
	}
	return s, nil
}

// toMicro is a clock in UTC that shows no more than the record keeps.
func toMicro(now func() time.Time) func() time.Time {
	return func() time.Time { return now().UTC().Truncate(time.Microsecond) }
}

// readOrigin reads how browsers reach us. Cookies and passkeys are safe over https alone; a
// browser makes an exception for its own machine, and only development needs it.
func readOrigin(text string, dev bool) (*url.URL, error) {
	origin, err := url.Parse(text)
	switch {
	case err != nil || origin.Host == "" || origin.Path != "" || origin.RawQuery != "" || origin.Fragment != "" || origin.User != nil:
		return nil, errors.New("make identity: the origin is not a scheme and a host, as https://homeward.example")
	case origin.Scheme == "https":
		return origin, nil
	case dev && origin.Scheme == "http" && origin.Hostname() == "localhost":
		return origin, nil
	default:
		return nil, errors.New("make identity: the origin must begin with https://; in development it may be http://localhost")
	}
}

// door is in whose name this package asks the record: its tables answer to nobody else.
func asSignIn(ctx context.Context) context.Context {
	return principal.With(ctx, principal.Principal{Kind: principal.SignIn})
}

// localPath gives the path to go on to after signing in: one of our own, or "/".
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > 512 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsAny(to, "\\\t\r\n") || u.Host != "" || u.Scheme != "" || u.User != nil || u.Fragment != "" {
		return "/"
	}
	return to
}

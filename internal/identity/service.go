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

// Directory looks up desks and agencies.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
}

// Options are the parts of a Service. All are required except Providers, Dev and Client.
type Options struct {
	Store     Store
	Directory Directory
	// Providers are the agencies' identity providers, from ReadProviders.
	Providers []Provider
	// Origin is the address of Homeward in browsers, such as https://homeward.example. In development
	// it may be http://localhost:PORT. Passkeys are bound to its host for ever.
	Origin string
	// Dev allows plain HTTP on this machine.
	Dev bool
	// Blind turns a value into one that can be compared and not be reversed.
	Blind func(field, value string) string
	Now   func() time.Time
	// Client sends requests to providers. nil is a client with limits.
	Client *http.Client
	Logger *slog.Logger
}

// Service authenticates callers. It is safe for concurrent use.
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

// New returns a Service, or an error if a part is missing, or the origin or a provider is not safe.
func New(o Options) (*Service, error) {
	if o.Store == nil || o.Directory == nil || o.Blind == nil || o.Now == nil || o.Logger == nil {
		return nil, errors.New("make identity: a required option is missing")
	}
	origin, err := readOrigin(o.Origin, o.Dev)
	if err != nil {
		return nil, err
	}
	s := &Service{
		store: o.Store, directory: o.Directory, origin: origin, blind: o.Blind, logger: o.Logger,
		now: toMicro(o.Now), sessions: newCallerCache(),
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
		s.providers = append(s.providers, p.withDefaults())
		s.issuers[p.ID] = &issuer{Provider: p.withDefaults(), client: client, now: s.now}
	}
	return s, nil
}

// toMicro returns a clock in UTC with the precision of the record, which is a microsecond.
func toMicro(now func() time.Time) func() time.Time {
	return func() time.Time { return now().UTC().Truncate(time.Microsecond) }
}

// readOrigin parses the origin. Cookies and passkeys are safe with https only. Browsers make an
// exception for localhost, which only development needs.
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

// asSignIn returns a context with the principal of this package. The tables of identity accept no
// other.
func asSignIn(ctx context.Context) context.Context {
	return principal.With(ctx, principal.Principal{Kind: principal.SignIn})
}

// localPath returns the path to continue with after a sign-in: to if it is a local path, and otherwise
// "/".
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > 512 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsAny(to, "\\\t\r\n") || u.Host != "" || u.Scheme != "" || u.User != nil || u.Fragment != "" {
		return "/"
	}
	return to
}

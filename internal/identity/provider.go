package identity

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/casework"
)

// Provider is an agency's identity provider (OpenID Connect), and what is believed of it. It
// speaks for its own agencies' desks and for no other, whatever its tokens say.
type Provider struct {
	// ID is our code for it. It stands in addresses.
	ID string
	// Name is shown to people who sign in.
	Name string
	// Issuer is its name in what it signs, and where it is described.
	Issuer string
	// Client is our identifier there, and Secret what it gave us to prove it, or Key what we
	// prove it with ourselves (private_key_jwt); with neither the code is bound by PKCE alone.
	Client string
	Secret Secret
	Key    *assertion.Key
	// KeyAudience is who our own assertions are for there; "" is the issuer.
	KeyAudience assertion.Audience
	// Agencies are those that it speaks for.
	Agencies []casework.AgencyID
	// Algorithms are those that it may sign with; no other is ever believed.
	Algorithms []string
	// Scopes are asked for beside "openid".
	Scopes []string
	Claims Claims
	// Desks and Roles turn the provider's own words into our codes. When one is empty, the
	// claim holds our codes themselves.
	Desks map[string]casework.DeskID
	Roles map[string]casework.Role
	// Proof lists the authentication context classes (acr) that are a proof in person. When it
	// is empty, that the provider has just asked the person again is proof enough.
	Proof    []string
	Machines Machines
	// LooseLogout says that its logout tokens do not call themselves so (typ logout+jwt).
	LooseLogout bool
	// Invites says that its agencies may also invite officers who come in with a passkey.
	Invites bool
}

// Claims are the names of the claims that say where somebody sits.
type Claims struct{ Desk, Agency, Roles string }

// Machines are an agency's programs that send requests of their own (RFC 9068).
type Machines struct {
	// Audience is what their access tokens are for: us.
	Audience string
	Clients  []Machine
}

// Machine is one program, bound to one desk and one role.
type Machine struct {
	Client string
	Desk   casework.DeskID
	Role   casework.Role
}

// Secret is not written anywhere by accident.
type Secret string

// String gives no secret away.
func (Secret) String() string { return "[redacted]" }

// GoString gives no secret away.
func (Secret) GoString() string { return "[redacted]" }

// LogValue gives no secret away.
func (Secret) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// MarshalText gives no secret away.
func (Secret) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// The claims and algorithms that a provider is asked for when its entry does not say.
const (
	claimDesk   = "homeward_desk"
	claimAgency = "homeward_agency"
	claimRoles  = "homeward_roles"
)

// signing lists the algorithms that can be allowed. All of them are signatures with a key
// that the provider alone has: none with a shared secret, and not "none".
func signing() []string {
	return []string{"ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"}
}

var isCode = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// isClient is what an OAuth client of ours or of an agency may be called: it stands in the audit log.
var isClient = regexp.MustCompile(`^[A-Za-z0-9._:/-]{1,56}$`)

// filled is the provider with what goes without saying.
func (p Provider) filled() Provider {
	if len(p.Algorithms) == 0 {
		p.Algorithms = []string{"ES256", "RS256"}
	}
	for _, c := range []struct {
		at   *string
		name string
	}{{&p.Claims.Desk, claimDesk}, {&p.Claims.Agency, claimAgency}, {&p.Claims.Roles, claimRoles}} {
		if *c.at == "" {
			*c.at = c.name
		}
	}
	return p
}

// check says what is wrong with a provider. dev allows plain HTTP on this machine.
func (p Provider) check(d Directory, dev bool) error {
	issuer, err := url.Parse(p.Issuer)
	plain := err == nil && dev && issuer.Scheme == "http" && (issuer.Hostname() == "localhost" || issuer.Hostname() == "127.0.0.1")
	switch {
	case !isCode.MatchString(p.ID) || len(p.ID) > 40:
		return errors.New("its id is no code, as ministry-one")
	case p.Name == "" || len(p.Name) > 200:
		return errors.New("it has no name to be shown, or a very long one")
	case err != nil || issuer.Host == "" || issuer.Scheme != "https" && !plain || issuer.RawQuery != "" || issuer.Fragment != "" || issuer.User != nil:
		return errors.New("its issuer does not begin with https://, or has more than a host and a path")
	case !isClient.MatchString(p.Client):
		return errors.New("its client is missing, or is no identifier")
	case p.Key != nil && p.Secret != "":
		return errors.New("it is to have both a secret and a key of ours; one of them proves who we are")
	case !p.KeyAudience.Known():
		return errors.New("its key_audience is none of issuer and token_endpoint")
	case len(p.Agencies) == 0:
		return errors.New("it speaks for no agency")
	}
	for _, one := range p.Algorithms {
		if !slices.Contains(signing(), one) {
			return errors.New("it may sign with an algorithm that is no signature with a key pair")
		}
	}
	for _, one := range p.Agencies {
		if _, ok := d.Agency(one); !ok {
			return errors.New("it speaks for an agency that is not in the directory")
		}
	}
	for _, role := range p.Roles {
		if !slices.Contains(casework.Roles(), role) {
			return errors.New("a word of it stands for a role that there is not")
		}
	}
	for _, id := range p.Desks {
		if _, ok := d.Desk(id); !ok {
			return errors.New("a word of it stands for a desk that there is not")
		}
	}
	return nil
}

// checkProviders says whether all providers can be believed side by side.
func (s *Service) checkProviders(all []Provider, dev bool) error {
	seen := map[string]bool{}
	for i, p := range all {
		if err := p.check(s.directory, dev); err != nil {
			return fmt.Errorf("make identity: provider %d: %w", i+1, err)
		}
		if seen["id "+p.ID] || seen["issuer "+p.Issuer] {
			return fmt.Errorf("make identity: provider %d: another one has the same id or issuer", i+1)
		}
		seen["id "+p.ID], seen["issuer "+p.Issuer] = true, true
		clients := map[string]bool{}
		for _, m := range p.Machines.Clients {
			if !isClient.MatchString(m.Client) || clients[m.Client] || p.Machines.Audience == "" {
				return fmt.Errorf("make identity: provider %d: a machine has no identifier, stands there twice, or lacks an audience", i+1)
			}
			clients[m.Client] = true
			if _, ok := s.machine(p, m); !ok {
				return fmt.Errorf("make identity: provider %d: a machine is at a desk or in a role that the provider does not speak for", i+1)
			}
		}
	}
	return nil
}

// speaksFor says whether a provider may say that somebody of an agency sits at a desk: the
// agency is its own, and the desk is the agency's or a panel that the agency sends members to.
func (s *Service) speaksFor(p Provider, desk casework.DeskID, agency casework.AgencyID) bool {
	d, ok := s.directory.Desk(desk)
	return ok && slices.Contains(p.Agencies, agency) && (d.Agency == agency || slices.Contains(d.Members, agency))
}

// machine is a program as an account, and whether its provider may say so.
func (s *Service) machine(p Provider, m Machine) (Account, bool) {
	d, ok := s.directory.Desk(m.Desk)
	a := Account{
		ID: casework.AccountID("mc-" + p.ID + "-" + hashOf(m.Client)[:12]), Desk: m.Desk, Agency: d.Agency,
		Roles: []casework.Role{m.Role}, Active: true, Source: FromProvider,
	}
	_, sits := s.seat(a, m.Role)
	return a, ok && sits && s.speaksFor(p, m.Desk, a.Agency)
}

// ProviderName is a provider as people are shown it.
type ProviderName struct{ ID, Name string }

// Providers lists the providers in the order of the file.
func (s *Service) Providers() []ProviderName {
	out := make([]ProviderName, len(s.providers))
	for i, p := range s.providers {
		out[i] = ProviderName{p.ID, p.Name}
	}
	return out
}

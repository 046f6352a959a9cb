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

// Provider is an agency's identity provider (OpenID Connect), with what is accepted from it. It can
// sign in officers of its own agencies only, no matter what its tokens say.
type Provider struct {
	// ID is our code for it. It is part of URLs.
	ID string
	// Name is shown to people who sign in.
	Name string
	// Issuer is the provider's issuer URL, under which its metadata is found.
	Issuer string
	// Client is our client identifier there. We authenticate with Secret, or with Key
	// (private_key_jwt); with neither, only PKCE protects the code.
	Client string
	Secret Secret
	Key    *assertion.Key
	// KeyAudience is the audience of our client assertions; "" is the issuer.
	KeyAudience assertion.Audience
	// Agencies are the agencies for which it speaks.
	Agencies []casework.AgencyID
	// Algorithms are the signature algorithms that it may use. No other is ever accepted.
	Algorithms []string
	// Scopes are requested in addition to "openid".
	Scopes []string
	Claims Claims
	// Desks and Roles map the provider's own values to our codes. If a map is empty, the claim holds
	// our codes.
	Desks map[string]casework.DeskID
	Roles map[string]casework.Role
	// Proof lists the authentication context classes (acr) that count as a proof of presence. If it is
	// empty, a recent authentication of any class does.
	Proof    []string
	Machines Machines
	// UntypedLogout accepts logout tokens without the type logout+jwt.
	UntypedLogout bool
	// Invites reports whether its agencies may also invite officers who sign in with a passkey.
	Invites bool
}

// Claims are the names of the claims with the desk, the agency and the roles.
type Claims struct{ Desk, Agency, Roles string }

// Machines are an agency's programs that send requests of their own (RFC 9068).
type Machines struct {
	// Audience is the audience of their access tokens, which identifies us.
	Audience string
	Clients  []Machine
}

// Machine is one program, bound to one desk and one role.
type Machine struct {
	Client string
	Desk   casework.DeskID
	Role   casework.Role
}

// Secret is a string that is redacted when it is formatted, logged or marshalled.
type Secret string

// String returns a placeholder.
func (Secret) String() string { return "[redacted]" }

// GoString returns a placeholder.
func (Secret) GoString() string { return "[redacted]" }

// LogValue returns a placeholder.
func (Secret) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// MarshalText returns a placeholder.
func (Secret) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// The default names of the claims.
const (
	claimDesk   = "homeward_desk"
	claimAgency = "homeward_agency"
	claimRoles  = "homeward_roles"
)

// signingAlgorithms lists the algorithms that can be permitted. All are signatures with a private key
// of the provider: none uses a shared secret, and "none" is excluded.
func signingAlgorithms() []string {
	return []string{"ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"}
}

var isCode = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// isClient matches a permitted OAuth client identifier. It is written to the audit log.
var isClient = regexp.MustCompile(`^[A-Za-z0-9._:/-]{1,56}$`)

// withDefaults returns the provider with its defaults set.
func (p Provider) withDefaults() Provider {
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

// check returns what is wrong with a provider, or nil. dev allows plain HTTP on this machine.
func (p Provider) check(d Directory, dev bool) error {
	issuer, err := url.Parse(p.Issuer)
	plain := err == nil && dev && issuer.Scheme == "http" && (issuer.Hostname() == "localhost" || issuer.Hostname() == "127.0.0.1")
	switch {
	case !isCode.MatchString(p.ID) || len(p.ID) > 40:
		return errors.New("its id is not a code such as ministry-one")
	case p.Name == "" || len(p.Name) > 200:
		return errors.New("its name is missing or too long")
	case err != nil || issuer.Host == "" || issuer.Scheme != "https" && !plain || issuer.RawQuery != "" || issuer.Fragment != "" || issuer.User != nil:
		return errors.New("its issuer must begin with https:// and have only a host and a path")
	case !isClient.MatchString(p.Client):
		return errors.New("its client is missing or not an identifier")
	case p.Key != nil && p.Secret != "":
		return errors.New("it has both a secret and a key; use one of them")
	case !p.KeyAudience.Known():
		return errors.New("its key_audience is neither issuer nor token_endpoint")
	case len(p.Agencies) == 0:
		return errors.New("it has no agency")
	}
	for _, one := range p.Algorithms {
		if !slices.Contains(signingAlgorithms(), one) {
			return errors.New("it permits an algorithm that does not sign with a key pair")
		}
	}
	for _, one := range p.Agencies {
		if _, ok := d.Agency(one); !ok {
			return errors.New("it has an agency that is not in the directory")
		}
	}
	for _, role := range p.Roles {
		if !slices.Contains(casework.Roles(), role) {
			return errors.New("it maps a value to a role that does not exist")
		}
	}
	for _, id := range p.Desks {
		if _, ok := d.Desk(id); !ok {
			return errors.New("it maps a value to a desk that does not exist")
		}
	}
	return nil
}

// checkProviders checks all providers, alone and together.
func (s *Service) checkProviders(all []Provider, dev bool) error {
	seen := map[string]bool{}
	for i, p := range all {
		if err := p.check(s.directory, dev); err != nil {
			return fmt.Errorf("make identity: provider %d: %w", i+1, err)
		}
		if seen["id "+p.ID] || seen["issuer "+p.Issuer] {
			return fmt.Errorf("make identity: provider %d: another provider has the same id or issuer", i+1)
		}
		seen["id "+p.ID], seen["issuer "+p.Issuer] = true, true
		clients := map[string]bool{}
		for _, m := range p.Machines.Clients {
			if !isClient.MatchString(m.Client) || clients[m.Client] || p.Machines.Audience == "" {
				return fmt.Errorf("make identity: provider %d: a machine has no identifier, occurs twice, or lacks an audience", i+1)
			}
			clients[m.Client] = true
			if _, ok := s.machine(p, m); !ok {
				return fmt.Errorf("make identity: provider %d: a machine has a desk or role that the provider does not speak for", i+1)
			}
		}
	}
	return nil
}

// speaksFor reports whether a provider may place an officer of an agency at a desk: the agency must be
// one of its own, and the desk the agency's or a panel to which the agency sends members.
func (s *Service) speaksFor(p Provider, desk casework.DeskID, agency casework.AgencyID) bool {
	d, ok := s.directory.Desk(desk)
	return ok && slices.Contains(p.Agencies, agency) && (d.Agency == agency || slices.Contains(d.Members, agency))
}

// machine returns the account of a program, and whether its provider may place it there.
func (s *Service) machine(p Provider, m Machine) (Account, bool) {
	d, ok := s.directory.Desk(m.Desk)
	a := Account{
		ID: casework.AccountID("mc-" + p.ID + "-" + hashOf(m.Client)[:12]), Desk: m.Desk, Agency: d.Agency,
		Roles: []casework.Role{m.Role}, Active: true, Source: FromProvider,
	}
	_, sits := s.actorFor(a, m.Role)
	return a, ok && sits && s.speaksFor(p, m.Desk, a.Agency)
}

// ProviderName is a provider as it is shown to users.
type ProviderName struct{ ID, Name string }

// Providers lists the providers in the order of the file.
func (s *Service) Providers() []ProviderName {
	out := make([]ProviderName, len(s.providers))
	for i, p := range s.providers {
		out[i] = ProviderName{p.ID, p.Name}
	}
	return out
}

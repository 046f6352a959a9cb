package identity

import (
	"bytes"
	"crypto/subtle"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"example.org/homeward/internal/casework"
)

// claims is what is taken from an identity token, in our own words. The name, the address and
// whatever else a provider says of a person is not even read.
type claims struct {
	issuer, subject string
	desk            casework.DeskID
	agency          casework.AgencyID
	roles           []casework.Role
	// provenAt is when the provider asked the person, when that is proof enough; else zero.
	provenAt time.Time
	// sid is what the provider calls its session, blinded; "" when it calls it nothing.
	sid string
}

// read takes what is needed from a token whose signature, issuer, audience and end have been
// checked, and checks the rest (OpenID Connect Core 1.0, 3.1.3.7).
func (s *Service) read(i *issuer, token *oidc.IDToken, n SignIn) (*claims, refusalReason) {
	now := s.now()
	var said struct {
		Party    string          `json:"azp"`
		AuthTime *json.Number    `json:"auth_time"`
		Class    json.RawMessage `json:"acr"`
		Session  json.RawMessage `json:"sid"`
	}
	var all map[string]json.RawMessage
	if token.Claims(&said) != nil || token.Claims(&all) != nil {
		return nil, "claims"
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(hashOf(token.Nonce)), []byte(n.NonceHash)) != 1:
		return nil, "nonce"
	case len(token.Audience) > 1 && said.Party == "", said.Party != "" && said.Party != i.Client:
		return nil, "party"
	case token.IssuedAt.IsZero() || token.IssuedAt.After(now.Add(clockLeeway)):
		return nil, "issued"
	case token.IssuedAt.Before(n.At.Add(-clockLeeway)):
		return nil, "issued_before"
	case token.Subject == "" || len(token.Subject) > 255:
		return nil, "subject"
	}
	asked, wrong := instantOf(said.AuthTime, now)
	if wrong != "" {
		return nil, wrong
	}
	var class string
	_ = json.Unmarshal(said.Class, &class) // anything but a text is no class that we know
	strong := len(i.Proof) == 0 || slices.Contains(i.Proof, class)
	if n.Session != "" {
		switch {
		case asked.IsZero():
			return nil, "auth_time"
		case asked.Before(n.At.Add(-clockLeeway)):
			return nil, "not_asked_again"
		case !strong:
			return nil, "class"
		}
	}
	var sid string
	_ = json.Unmarshal(said.Session, &sid) // anything but a text names no session
	if len(sid) > maxClaim {
		return nil, "sid"
	}
	c := &claims{issuer: i.Issuer, subject: token.Subject, sid: s.sidHash(i, sid)}
	if strong && !asked.IsZero() {
		c.provenAt = earlier(asked, now)
	}
	return c, s.readSeat(i, all, c)
}

// readSeat says where the person sits. What the provider does not speak for is refused.
func (s *Service) readSeat(i *issuer, all map[string]json.RawMessage, c *claims) refusalReason {
	var word string
	if json.Unmarshal(all[i.Claims.Desk], &word) != nil || word == "" {
		return "no_desk"
	}
	c.desk = casework.DeskID(word)
	if len(i.Desks) > 0 {
		c.desk = i.Desks[word]
	}
	desk, known := s.directory.Desk(c.desk)
	if !known {
		return "desk"
	}
	c.agency = desk.Agency
	if raw, ok := all[i.Claims.Agency]; ok {
		if json.Unmarshal(raw, &word) != nil {
			return "agency"
		}
		c.agency = casework.AgencyID(word)
	}
	if !s.speaksFor(i.Provider, c.desk, c.agency) {
		return "agency"
	}
	var wrong refusalReason
	if c.roles, wrong = i.readRoles(all[i.Claims.Roles]); wrong != "" {
		return wrong
	}
	if len(s.sits(Account{Desk: c.desk, Agency: c.agency, Roles: c.roles})) != len(c.roles) {
		return "role"
	}
	return ""
}

// readRoles reads a list of roles, or one. Where the provider's own words are translated, those
// that stand for nothing here are passed over: people are in groups that are none of our
// business. Where it speaks our codes, an unknown one is a mistake.
func (i *issuer) readRoles(raw json.RawMessage) ([]casework.Role, refusalReason) {
	var words []string
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte{'['}) {
		if json.Unmarshal(raw, &words) != nil {
			return nil, "roles"
		}
	} else {
		var line string
		if json.Unmarshal(raw, &line) != nil {
			return nil, "roles"
		}
		words = strings.Fields(line)
	}
	var out []casework.Role
	for _, word := range words {
		role := casework.Role(word)
		if len(i.Roles) > 0 {
			var ours bool
			if role, ours = i.Roles[word]; !ours {
				continue
			}
		} else if !slices.Contains(casework.Roles(), role) {
			return nil, "role"
		}
		if !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	if len(out) == 0 {
		return nil, "no_role"
	}
	return out, ""
}

// instantOf reads seconds since 1970; nil is the zero instant, and the future is a mistake.
func instantOf(n *json.Number, now time.Time) (time.Time, refusalReason) {
	if n == nil {
		return time.Time{}, ""
	}
	seconds, err := n.Float64()
	if err != nil || seconds <= 0 || seconds > 1<<40 {
		return time.Time{}, "auth_time"
	}
	at := time.Unix(int64(seconds), 0).UTC()
	if at.After(now.Add(clockLeeway)) {
		return time.Time{}, "auth_time"
	}
	return at, ""
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

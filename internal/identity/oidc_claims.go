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

// claims holds what is read from an identity token, in our codes. The name, the address and other
// claims about the user are not read.
type claims struct {
	issuer, subject string
	desk            casework.DeskID
	agency          casework.AgencyID
	roles           []casework.Role
	// provenAt is when the provider asked the user, if that counts as a proof of presence; otherwise
	// zero.
	provenAt time.Time
	// sid is the provider's session identifier, blinded; "" if there is none.
	sid string
}

// readClaims reads a token whose signature, issuer, audience and expiry have been validated, and
// validates the rest (OpenID Connect Core 1.0, 3.1.3.7).
func (s *Service) readClaims(i *issuer, token *oidc.IDToken, n SignIn) (*claims, refusalReason) {
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
	_ = json.Unmarshal(said.Class, &class) // a class that is not a string is unknown
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
	_ = json.Unmarshal(said.Session, &sid) // a session identifier that is not a string is ignored
	if len(sid) > maxClaim {
		return nil, "sid"
	}
	c := &claims{issuer: i.Issuer, subject: token.Subject, sid: s.sidHash(i, sid)}
	if strong && !asked.IsZero() {
		c.provenAt = earlier(asked, now)
	}
	return c, s.readDesk(i, all, c)
}

// readDesk reads the desk, agency and roles of the user. It refuses those for which the provider does
// not speak.
func (s *Service) readDesk(i *issuer, all map[string]json.RawMessage, c *claims) refusalReason {
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
	if len(s.validRoles(Account{Desk: c.desk, Agency: c.agency, Roles: c.roles})) != len(c.roles) {
		return "role"
	}
	return ""
}

// readRoles reads a list of roles, or one. If the provider's own group names are mapped to roles,
// unmapped ones are skipped, because users have other groups too. If the provider sends our codes, an
// unknown one is refused.
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

// instantOf reads seconds since 1970. nil is the zero time, and an instant in the future is refused.
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

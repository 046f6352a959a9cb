package api

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
)

// DevActorHeader is the header in which a developer says as whom to act, as
// "desk=tha-caseworker-maesot; role=caseworker; account=dev-1". On a panel's desk
// "agency=" names the agency that sent the member.
const DevActorHeader = "Homeward-Dev-Actor"

// unsigned is what everybody hears whom it cannot place; it does not say why.
func unsigned() error {
	return fault.New(fault.Unsigned, "the request does not say who sends it, in a way that is accepted here")
}

// Nobody turns every request away. It is what every mode but development has until people
// can sign in.
type Nobody struct{}

// Authenticate gives fault.Unsigned.
func (Nobody) Authenticate(*http.Request) (identity.Caller, error) {
	return identity.Caller{}, unsigned()
}

// DevHeader believes the development header. It can only be made by NewDevHeader, and it
// only believes requests that cannot have come from another machine.
type DevHeader struct{ directory Directory }

// NewDevHeader makes the authenticator of development. It fails unless dev is true and the
// listener is bound to a loopback address: there is no other way to it.
func NewDevHeader(dev bool, listener net.Addr, directory Directory) (*DevHeader, error) {
	switch {
	case !dev:
		return nil, errors.New("make development sign-in: this is no development mode")
	case directory == nil:
		return nil, errors.New("make development sign-in: there is no directory")
	case !loopback(listener):
		return nil, errors.New("make development sign-in: the listener is not bound to a loopback address")
	}
	return &DevHeader{directory}, nil
}

// Authenticate reads the header of a request that came from this machine, over a loopback
// address, through no proxy, and under a name that a stranger's web page cannot have.
func (d *DevHeader) Authenticate(r *http.Request) (identity.Caller, error) {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || !loopback(local) || !loopbackHost(r.RemoteAddr) || proxied(r.Header) || !loopbackName(r.Host) {
		return identity.Caller{}, unsigned()
	}
	values := r.Header.Values(DevActorHeader)
	if len(values) != 1 {
		return identity.Caller{}, unsigned()
	}
	fields, ok := parseActor(values[0])
	if !ok {
		return identity.Caller{}, unsigned()
	}
	return d.place(fields)
}

// place finds the actor's desk and says whether the role may sit at it.
func (d *DevHeader) place(fields map[string]string) (identity.Caller, error) {
	desk, known := d.directory.Desk(casework.DeskID(fields["desk"]))
	role := casework.Role(fields["role"])
	if !known || !policy.MaySit(role, desk.Kind) {
		return identity.Caller{}, unsigned()
	}
	actor := policy.Actor{
		Account: casework.AccountID(fields["account"]), Role: role, Desk: desk.ID, Kind: desk.Kind,
		Agency: desk.Agency, Country: desk.Country,
	}
	if sender := casework.AgencyID(fields["agency"]); sender != "" && sender != desk.Agency {
		if !slices.Contains(desk.Members, sender) {
			return identity.Caller{}, unsigned()
		}
		actor.Agency = sender
	}
	return identity.Caller{Actor: actor}, nil
}

// parseActor reads "name=value; name=value". Each name stands once, and desk, role and
// account are there.
func parseActor(text string) (map[string]string, bool) {
	if len(text) > 400 {
		return nil, false
	}
	fields := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if _, twice := fields[name]; !ok || twice || !code(value) {
			return nil, false
		}
		switch name {
		case "desk", "role", "account", "agency":
			fields[name] = value
		default:
			return nil, false
		}
	}
	account := casework.AccountID(fields["account"])
	return fields, fields["desk"] != "" && fields["role"] != "" && account != "" && account != casework.System().Account
}

// code says whether a text can be a code or an opaque identifier: it is written to logs.
func code(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	for _, r := range text {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", r) {
			return false
		}
	}
	return true
}

// proxied says whether somebody passed the request on: then its sender may be anybody.
func proxied(h http.Header) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if len(h.Values(name)) > 0 {
			return true
		}
	}
	return false
}

func loopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// loopbackHost says whether "ip:port" is a loopback address.
func loopbackHost(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	return err == nil && net.ParseIP(host).IsLoopback()
}

// loopbackName says whether a Host header names this machine. A page of another site that
// has its name point here still sends its own name.
func loopbackName(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	return name == "localhost" || net.ParseIP(name).IsLoopback()
}

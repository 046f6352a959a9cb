package config

import (
	"net/netip"
	"net/url"
	"strings"

	"example.org/homeward/internal/pace"
)

// SignIn is the configuration of signing in: the address for browsers, the identity providers, and
// the rate limits.
type SignIn struct {
	// Origin is how browsers reach Homeward, as https://homeward.example.
	Origin string
	// Providers is a file that lists the agencies' identity providers; "" for none.
	Providers string
	// Proxies are the networks of one's own proxies, whose word about a client's address is taken.
	Proxies []netip.Prefix
	Rates   Rates
}

// Rates are how often one may ask.
type Rates struct {
	Address, Account, SignIn, Search pace.Rate
}

// The default rates. An office of a hundred people behind one address has to be able
// to work; an account is one person, or one agency's program. Signing in takes some four
// requests. A search is slow on purpose.
const (
	rateAddress = "60/400"
	rateAccount = "20/200"
	rateSignIn  = "1/40"
	rateSearch  = "0.5/30"
)

// door reads the variables of the door.
func (r *reader) signIn(needed bool) SignIn {
	d := SignIn{
		Origin: r.text("HOMEWARD_ORIGIN", ""), Providers: r.text("HOMEWARD_PROVIDERS", ""),
		Proxies: r.networks("HOMEWARD_PROXIES"),
		Rates: Rates{
			Address: r.rate("HOMEWARD_RATE_ADDRESS", rateAddress), Account: r.rate("HOMEWARD_RATE_ACCOUNT", rateAccount),
			SignIn: r.rate("HOMEWARD_RATE_SIGNIN", rateSignIn), Search: r.rate("HOMEWARD_RATE_SEARCH", rateSearch),
		},
	}
	switch origin, err := url.Parse(d.Origin); {
	case d.Origin == "" && needed:
		r.fail("HOMEWARD_ORIGIN is missing: how browsers reach Homeward, as https://homeward.example; passkeys are bound to its host for ever")
	case d.Origin != "" && (err != nil || origin.Host == "" || origin.Path != "" || origin.Scheme != "https" && origin.Scheme != "http"):
		r.fail("HOMEWARD_ORIGIN is not a scheme and a host, as https://homeward.example")
	}
	return d
}

// networks reads networks that are parted by commas.
func (r *reader) networks(name string) []netip.Prefix {
	var out []netip.Prefix
	for part := range strings.SplitSeq(r.text(name, ""), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		network, err := netip.ParsePrefix(part)
		if err != nil || network.Bits() == 0 {
			r.fail("%s is not a list of networks, as 10.0.0.0/24,fd00::/64", name)
			return nil
		}
		out = append(out, network.Masked())
	}
	return out
}

func (r *reader) rate(name, otherwise string) pace.Rate {
	rate, err := pace.ParseRate(r.text(name, otherwise))
	if err != nil {
		r.fail("%s: %w", name, err)
	}
	return rate
}

package config

import (
	"net/netip"
	"net/url"
	"strings"

	"example.org/homeward/internal/ratelimit"
)

// SignIn says how users reach the installation, which identity providers authenticate them, and
// how many requests they may send.
type SignIn struct {
	// Origin is the address at which browsers reach Homeward, as https://homeward.example.
	Origin string
	// Providers is a file that lists the agencies' identity providers; "" for none.
	Providers string
	// Proxies are the networks of the installation's own proxies, which are trusted to name the
	// client's address.
	Proxies []netip.Prefix
	Rates   Rates
}

// Rates limit the requests of an address and of an account, and sign-ins and searches.
type Rates struct {
	Address, Account, SignIn, Search ratelimit.Rate
}

// The default rates. They let an office of a hundred people work behind one address; an account
// is one person, or one agency's program. Signing in takes about four requests. Searches are
// slow on purpose.
const (
	rateAddress = "60/400"
	rateAccount = "20/200"
	rateSignIn  = "1/40"
	rateSearch  = "0.5/30"
)

// signIn reads the variables of SignIn.
func (r *reader) signIn(needed bool) SignIn {
	s := SignIn{
		Origin: r.text("HOMEWARD_ORIGIN", ""), Providers: r.text("HOMEWARD_PROVIDERS", ""),
		Proxies: r.networks("HOMEWARD_PROXIES"),
		Rates: Rates{
			Address: r.rate("HOMEWARD_RATE_ADDRESS", rateAddress), Account: r.rate("HOMEWARD_RATE_ACCOUNT", rateAccount),
			SignIn: r.rate("HOMEWARD_RATE_SIGNIN", rateSignIn), Search: r.rate("HOMEWARD_RATE_SEARCH", rateSearch),
		},
	}
	switch origin, err := url.Parse(s.Origin); {
	case s.Origin == "" && needed:
		r.fail("HOMEWARD_ORIGIN is missing: the address at which browsers reach Homeward, as https://homeward.example; passkeys are bound to its host for ever")
	case s.Origin != "" && (err != nil || origin.Host == "" || origin.Path != "" || origin.Scheme != "https" && origin.Scheme != "http"):
		r.fail("HOMEWARD_ORIGIN is not a scheme and a host, as https://homeward.example")
	}
	return s
}

// networks reads networks, separated by commas.
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

func (r *reader) rate(name, fallback string) ratelimit.Rate {
	rate, err := ratelimit.ParseRate(r.text(name, fallback))
	if err != nil {
		r.fail("%s: %w", name, err)
	}
	return rate
}

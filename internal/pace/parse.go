package pace

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"
)

var errRate = errors.New(`a rate is written as "20/100": so many a second, and so many at once; or as "none"`)

// ParseRate reads "20/100", "0.5/30" or "none". Its error repeats nothing of the text.
func ParseRate(text string) (Rate, error) {
	if text == "none" {
		return Rate{}, nil
	}
	first, second, ok := strings.Cut(text, "/")
	often, err := strconv.ParseFloat(first, 64)
	if !ok || err != nil || !(often > 0 && often <= 1e6) {
		return Rate{}, errRate
	}
	burst, err := strconv.Atoi(second)
	if err != nil || burst < 1 || burst > 1e6 {
		return Rate{}, errRate
	}
	return Rate{PerSecond: often, Burst: burst}, nil
}

// String writes a rate as ParseRate reads it.
func (r Rate) String() string {
	if r.None() {
		return "none"
	}
	return strconv.FormatFloat(r.PerSecond, 'f', -1, 64) + "/" + strconv.Itoa(r.Burst)
}

// AddressKey is the key of an address: an IPv4 address is one sender's, of IPv6 a sender has
// at least a network of 64 bits, and so many keys. A text that is not an address has the key "".
func AddressKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return ""
	}
	return network.String()
}

package ratelimit

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

// AddressKey returns the key of an IP address: the address itself for IPv4, and its network of 64 bits
// for IPv6, of which one sender has all addresses. It returns "" for a text that is not an address.
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

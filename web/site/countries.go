package site

import (
	"slices"
)

// Hosts lists the countries from which a corridor leads, by code.
func (p *Site) Hosts() []string {
	var out []string
	for _, c := range p.Usecases.Corridors.Corridors() {
		if c.Host != "*" && c.Host != "" {
			out = append(out, string(c.Host))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Origins lists the countries of origin that a corridor names, by code.
func (p *Site) Origins() []string {
	var out []string
	for _, c := range p.Usecases.Corridors.Corridors() {
		if c.Origin != "*" {
			out = append(out, string(c.Origin))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

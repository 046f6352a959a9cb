package movements

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// knownSeparations returns the separations between people whom the caller may know of.
func knownSeparations(all []movement.Separation, known map[casework.Ref]bool) []movement.Separation {
	var out []movement.Separation
	for _, pair := range all {
		if known[pair.A] && known[pair.B] {
			out = append(out, pair)
		}
	}
	return out
}

// blockNames names each block of people who travel as one. A block has the reference of one of its
// cases; it is named by the first whom the caller may know of.
func blockNames(all []movement.Passenger, known map[casework.Ref]bool) map[casework.Ref]casework.Ref {
	names := map[casework.Ref]casework.Ref{}
	for _, p := range all {
		if known[p.Block] {
			names[p.Block] = p.Block
		} else if known[p.Case] && names[p.Block] == "" {
			names[p.Block] = p.Case
		}
	}
	return names
}

package naming

import "slices"

// Anagrams returns the letters of the whole name in the order of the alphabet, once for each script and for each way in
// which a word may be a title. They are equal for names with other spaces or another order, and for few others.
func (n *Name) Anagrams() []string {
	var out []string
	for _, w := range n.Wholes {
		all := []rune(w.Letters)
		slices.Sort(all)
		if one := string(all); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

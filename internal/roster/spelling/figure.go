package spelling

import "strings"

// Figure parses a whole number, with or without separators of thousands.
func Figure(s string) (int, bool) {
	s = Plain(s)
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '.' || r == ' ' || r == '\'' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 {
			return 0, false
		}
	}
	n := Number(strings.Join(groups, ""))
	return n, n >= 0
}

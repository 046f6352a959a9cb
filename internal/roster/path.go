package roster

import (
	"regexp"
	"strings"
)

// path is a heading of a form's export: the groups of the question, and its own name.
var path = regexp.MustCompile(`^([A-Za-z0-9_]{2,}(?:[/.:-][A-Za-z0-9_]+)*)[/.:-]([A-Za-z0-9_]+)$`)

// withoutGroups returns headings without the groups that programs for forms write before the name of a question, as in
// "person/date_of_birth". A group is one only if at least two headings begin with it: "Name/Sex" has none.
func withoutGroups(headings []string) []string {
	groups := make(map[string]int)
	for _, h := range headings {
		if m := path.FindStringSubmatch(strings.TrimSpace(h)); m != nil {
			groups[firstGroup(m[1])]++
		}
	}
	out := headings
	for i, h := range headings {
		m := path.FindStringSubmatch(strings.TrimSpace(h))
		if len(m) == 0 || groups[firstGroup(m[1])] < 2 {
			continue
		}
		if &out[0] == &headings[0] {
			out = append([]string(nil), headings...)
		}
		out[i] = m[2]
	}
	return out
}

func firstGroup(groups string) string {
	if i := strings.IndexAny(groups, "/.:-"); i >= 0 {
		return groups[:i]
	}
	return groups
}

package act

import "regexp"

// maxQuery is how long the filters of a list in an address may be that are stored.
const maxQuery = 300

// codes matches filters in an address: keys and codes, and nothing that was typed.
var codes = regexp.MustCompile(`^(?:[a-z_]+=[A-Za-z0-9_.-]+(?:&|$))*$`)

// CodesOnly reports whether the filters of a list can be stored: they are keys and codes, and nothing that
// was typed, and not too long.
func CodesOnly(query string) bool { return len(query) <= maxQuery && codes.MatchString(query) }

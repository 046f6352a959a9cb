package queue

import (
	"regexp"
	"strings"
)

// longestBeginning is how much of a reference is searched for.
const longestBeginning = 20

// codeOnly matches a code of a desk or an account.
var codeOnly = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

var notOfReference = regexp.MustCompile(`[^0-9a-z-]`)

// beginning reads the beginning of a reference as it was typed: without space, in small letters. A text that
// cannot be the beginning of a reference is "", and no filter: it may be a name, which is not looked for here
// and not kept in an address.
func beginning(typed string) string {
	text := strings.ToLower(strings.TrimSpace(typed))
	if len(text) > longestBeginning || notOfReference.MatchString(text) {
		return ""
	}
	return text
}

package spelling

import (
	"regexp"
	"strings"
)

// Bracketed divides "Myanmar (Shan)" into the text and the remark.
func Bracketed(s string) (main, remark string, ok bool) {
	main, rest, ok := strings.Cut(s, "(")
	remark, after, closed := strings.Cut(rest, ")")
	main, remark = strings.TrimSpace(main), strings.TrimSpace(remark)
	return main, remark, ok && closed && main != "" && remark != "" && strings.TrimSpace(after) == ""
}

// number is what a form writes before the label of an answer: "2. Female", "3) Kenya".
var number = regexp.MustCompile(`^\s*\d{1,3}\s*[.):=-]\s*(\pL)`)

// Unnumbered returns the label of an answer without the number that a form writes before it.
func Unnumbered(s string) string { return number.ReplaceAllString(s, "$1") }

package spelling

import "strings"

// Bracketed divides "Myanmar (Shan)" into the text and the remark.
func Bracketed(s string) (main, remark string, ok bool) {
	main, rest, ok := strings.Cut(s, "(")
	remark, after, closed := strings.Cut(rest, ")")
	main, remark = strings.TrimSpace(main), strings.TrimSpace(remark)
	return main, remark, ok && closed && main != "" && remark != "" && strings.TrimSpace(after) == ""
}

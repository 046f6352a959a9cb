package birth

import (
	"slices"
	"strings"
)

// isDateSeparator reports whether s can separate the numbers of a date.
func isDateSeparator(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || slices.Contains([]string{"-", "/", ".", ",", "–", "‐", "−"}, s)
}

// withoutTime removes the time of day that spreadsheets add.
func withoutTime(s string) string {
	before, _, ok := strings.Cut(s, ":")
	if cut := strings.LastIndexAny(before, " t"); ok && cut > 0 {
		return before[:cut]
	}
	return s
}

package visible

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Words returns the text that was written with a line of a timeline if it is for the caller, and "" if not. It
// is for the desk that wrote it, for the desk that it is addressed to, and for those who see its class. The
// reasons of a recall, for example, are not for the desk whose request was recalled.
func Words(e record.TimelineEntry, seen request.Visibility) string {
	class := policy.EntryTextClass(e.Entry)
	switch {
	case e.Words == "":
		return ""
	case seen.RevealOwn(class, e.By.Desk), policy.EntryTextAddressed(e.Code) && seen.RevealOwn(class, e.Desk):
		return e.Words
	case policy.EntryTextForTeam(e.Code) && seen.Outside():
		return ""
	case seen.Reveal(class), e.Code == casework.EntryBreakGlass && seen.Reveal(policy.Audit):
		return e.Words
	default:
		return ""
	}
}

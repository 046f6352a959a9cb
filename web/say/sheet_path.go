package say

import (
	"regexp"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// SheetsPath is the path of the page of alike requests, below which each sheet has its own.
const SheetsPath = "/desk/sheets"

// SheetPath is the path of a sheet.
func SheetPath(ref casework.Ref) string { return SheetsPath + "/" + string(ref) }

var sheetRef = regexp.MustCompile(`^[a-z2-7]{10,40}$`)

// SheetOf is the reference of a sheet that an address names; "" for a text that cannot be one.
func SheetOf(text string) string {
	if !sheetRef.MatchString(text) {
		return ""
	}
	return text
}

// SheetBack is the path of a sheet at the row of a case; "" for no sheet.
func SheetBack(sheet string, of casework.Ref) string {
	if sheet == "" {
		return ""
	}
	return SheetPath(casework.Ref(sheet)) + "#" + SheetRow(of)
}

// SheetRow is the ID of the row of a case on a sheet.
func SheetRow(of casework.Ref) string { return "r-" + string(of) }

// MayAnswerAlike reports whether a role may answer many requests at once.
func MayAnswerAlike(actor policy.Actor) bool { return policy.EverAllowed(actor, policy.DecideTasks) }

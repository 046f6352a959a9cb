package say

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// NoticeLost is the key of the text that says that what was typed into a form could not be kept.
const NoticeLost = "task.lost"

// The paths of pages that others lead to. Of those of cases the operations of the API are at /cases. The
// words of a search are sent in a form, and never stand in an address.
const (
	CasesPath  = "/desk/cases"
	OpenPath   = CasesPath + "/open" // where a case is opened by hand
	WordsPath  = "/desk/words"       // where better words for a page are proposed
	SearchPath = "/desk/search"      // where a person is searched for
)

// CasePath is the path of a case's page.
func CasePath(ref casework.Ref) string { return CasesPath + "/" + string(ref) }

// MayUpload reports whether a role may upload lists at all.
func MayUpload(actor policy.Actor) bool { return policy.EverAllowed(actor, policy.UploadList) }

// MayOpen reports whether a role may open cases at all.
func MayOpen(actor policy.Actor) bool { return policy.EverAllowed(actor, policy.OpenCase) }

// Visits reports whether a desk visits people after their return.
func Visits(actor policy.Actor) bool {
	spec, ok := casework.SpecOf(casework.StepFollowUp)
	return ok && spec.Desk == actor.Kind
}

// MaySearch reports whether a role may search for people at all.
func MaySearch(actor policy.Actor) bool { return policy.EverAllowed(actor, policy.SearchCases) }

package security_test

import (
	"cmp"
	"strings"

	"example.org/homeward/internal/policy"
)

// actPages are the pages of acts, approvals, endings, notices and movements. The parts of an address that
// begin with a colon are filled in by parts.
func actPages() []string {
	const acts = "/desk/cases/{case}/acts"
	return []string{
		acts, acts + "/waive", acts + "/report", acts + "/report/:event", acts + "/correct", acts + "/order", acts + "/end_order", acts + "/give_access", acts + "/end_access/:grant", acts + "/exclude", acts + "/readmit/:exclusion", acts + "/erase",
		"/desk/emergency", "/desk/approvals", "/desk/approvals/lists/:list", "/desk/lists/:list", "/desk/approvals/erasures/:erasure", "/desk/approvals/movements/:movement", "/desk/approvals/batches/:batch", "/desk/approvals/operations/:operation", "/desk/approvals/cases/{case}/:number", "/desk/approvals/reading/:review", "/desk/reading", "/desk/endings", "/desk/told", "/desk/movements", "/desk/movements/:movement", "/desk/movements/:movement/list",
	}
}

// parts fill in the addresses of pages. A thing that is not there in this life is one that never was.
func (s *seeded) parts() []string {
	named := func(ref string) string { return cmp.Or(ref, "n0neverwas") }
	return []string{
		"{task}", s.task, ":event", "decision_superseded", ":grant", "1", ":exclusion", "1", ":list", named(s.list), ":erasure", named(s.erasure), ":movement", named(s.movement), ":number", "1", ":review", "n0neverwas",
	}
}

// readsList reports whether a page is that of a movement whose passenger list the officer works with. It
// names the cases on that list, whether or not the officer has a part in them.
func readsList(page string, actor policy.Actor, subjects map[about]policy.Subject) bool {
	return strings.Contains(page, ":movement") && policy.May(actor, policy.ShowManifest, subjects[ofMovement].RelationsOf(actor))
}

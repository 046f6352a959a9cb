package say

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/view"
)

// The sections of a case, by the keys of their names.
const (
	CaseMain     = "case.main"
	CaseConsents = "case.consents"
	CaseAccess   = "case.access"
	CaseHistory  = "case.history"
	CaseActs     = "acts.tab"
	CaseReturn   = "case.return"
	CaseContact  = "case.contact"
)

// Head makes what stands at the top of each page of a case. now is the section that is shown; "" for
// a page below the case.
func (r Reader) Head(c cases.View, now string) view.CaseHead {
	out := view.CaseHead{Person: view.Person{Ref: string(c.Ref), Name: c.Person.Name, Origin: string(c.Origin)}}
	if now != CaseMain {
		out.Person.Path = CasePath(c.Ref)
	}
	switch {
	case c.Deceased:
		out.Badges = append(out.Badges, view.Badge{Text: view.Say("tasks.deceased"), Tone: view.Quiet})
	case c.Closed:
		out.Badges = append(out.Badges, view.Badge{Text: view.Named("stage", casework.StageClosed), Tone: view.Quiet})
	case c.Minor:
		out.Badges = append(out.Badges, view.Badge{Text: view.Say("tasks.child"), Tone: view.Waits})
	}
	if len(c.Holds) > 0 {
		out.Badges = append(out.Badges, view.Badge{Text: view.Say("case.held"), Tone: view.Bad})
	}
	for _, page := range []struct {
		key, path string
		may       bool
	}{
		{CaseMain, "", true},
		{CaseReturn, "/return", slices.Contains(c.May, policy.ShowReintegration) && (c.Stage == casework.StageReintegration || c.Stage == casework.StageClosed)},
		{CaseContact, "/contact", slices.Contains(c.May, policy.ShowContact)},
		{CaseConsents, "/consents", slices.Contains(c.May, policy.ListConsents)},
		{CaseAccess, "/access", slices.Contains(c.May, policy.ListAccess) || slices.Contains(c.May, policy.ShowReaders)},
		{CaseHistory, "/history", slices.Contains(c.May, policy.ShowTimeline)},
		{CaseActs, "/acts", true},
	} {
		if page.may {
			out.Pages = append(out.Pages, view.Chip{Text: view.Say(page.key), Path: CasePath(c.Ref) + page.path, Now: page.key == now})
		}
	}
	return out
}

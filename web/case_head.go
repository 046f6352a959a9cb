package web

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// The sections of a case, by the keys of their names.
const (
	caseMain     = "case.main"
	caseConsents = "case.consents"
	caseAccess   = "case.access"
	caseHistory  = "case.history"
)

// noticeLost is the key of the text that says that what was typed into a form could not be kept.
const noticeLost = "task.lost"

// casesPath is where the pages of cases are. The operations of the API are at /cases.
const casesPath = "/desk/cases"

func casePath(ref casework.Ref) string { return casesPath + "/" + string(ref) }

// head makes what stands at the top of each page of a case. now is the section that is shown; "" for
// a page below the case.
func (r reader) head(c usecase.Case, now string) view.CaseHead {
	out := view.CaseHead{Person: view.Person{Ref: string(c.Ref), Name: c.Person.Name, Origin: string(c.Origin)}}
	if now != caseMain {
		out.Person.Path = casePath(c.Ref)
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
		{caseMain, "", true},
		{caseConsents, "/consents", slices.Contains(c.May, policy.ListConsents)},
		{caseAccess, "/access", slices.Contains(c.May, policy.ListAccess) || slices.Contains(c.May, policy.ShowReaders)},
		{caseHistory, "/history", slices.Contains(c.May, policy.ShowTimeline)},
	} {
		if page.may {
			out.Pages = append(out.Pages, view.Chip{Text: view.Say(page.key), Path: casePath(c.Ref) + page.path, Now: page.key == now})
		}
	}
	return out
}

// stages is the stage bar of a case.
func stages(c usecase.Case) []view.Stage {
	var out []view.Stage
	for _, stage := range casework.Stages() {
		one := view.Stage{Text: view.Named("stage", stage), State: stageState(stage, c.Stage)}
		out = append(out, one)
	}
	return out
}

func stageState(stage, now casework.Stage) string {
	switch {
	case stage == now:
		return "now"
	case now.After(stage):
		return "past"
	default:
		return "next"
	}
}

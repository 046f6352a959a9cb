package acts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// listed are the acts of the list, in its order.
func listed() []struct {
	name   string
	action policy.Action
} {
	return []struct {
		name   string
		action policy.Action
	}{
		{"report", policy.Report},
		{"correct", policy.CorrectIdentity},
		{"waive", policy.WaiveGate},
		{"give_access", policy.GiveAccess},
		{"order", policy.RecordOrder},
		{"end_order", policy.EndOrder},
		{"exclude", policy.ExcludeOfficer},
		{"erase", policy.RequestErasure},
		{"emergency", policy.BreakTheGlass},
	}
}

// listActs shows everything that can be done in a case: what the user can do, and of the rest why not and
// who can.
func (p *pages) listActs(c echo.Context, user identity.Caller) error {
	s, err := p.find(c, user)
	if err != nil {
		return err
	}
	page := view.ActList{Frame: p.Frame(c, ""), Head: s.Head(s.of, say.CaseActs), Title: view.Say("acts.title"), Lead: view.Say("acts.lead")}
	page.Section, page.Path = "nav.cases", say.ActsPath(s.of.Ref)
	for _, one := range listed() {
		line := view.ActLine{Text: view.Say("act." + one.name), Hint: view.Say("act." + one.name + ".hint"), Path: s.path(one.name)}
		if one.name == "emergency" {
			line.Path = say.EmergencyPath + "?case=" + string(s.of.Ref)
		}
		if s.may(one.action) {
			page.May = append(page.May, line)
			continue
		}
		line.Path, line.Why, line.Who = "", view.Say("acts.not_yours"), whoMay(one.action)
		page.MayNot = append(page.MayNot, line)
	}
	return p.Render(c, http.StatusOK, page)
}

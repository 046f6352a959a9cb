package cases

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// showAccess shows who may see a case and who has looked at it.
func (p *pages) showAccess(c echo.Context, user identity.Caller) error {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	found, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	page := view.CaseAccess{Frame: p.Frame(c, ""), Head: r.Head(found, say.CaseAccess)}
	page.Section = "nav.cases"
	page.MayAccess, page.MayReaders = slices.Contains(found.May, policy.ListAccess), slices.Contains(found.May, policy.ShowReaders)
	if page.MayAccess || !page.MayReaders { // a user who may see neither gets the refusal
		access, err := p.Usecases.ListAccess(ctx, ref)
		if err != nil {
			return err
		}
		r.accessLines(&page, access, found)
	}
	if page.MayReaders {
		readers, err := p.Usecases.ShowReaders(ctx, ref, act.Paging{Cursor: c.QueryParam("after")})
		if err != nil {
			return err
		}
		for _, one := range readers.Rows {
			page.Readers = append(page.Readers, r.readerLine(one))
		}
		page.Paging = paging(c, len(readers.Rows), "case.lines", readers.Next)
	}
	return p.Render(c, http.StatusOK, page)
}

func (r reader) accessLines(page *view.CaseAccess, a access.View, of cases.View) {
	may := func(action policy.Action) bool { return slices.Contains(of.May, action) }
	if may(policy.GiveAccess) {
		page.Give = say.ActPath(a.Case, "give_access")
	}
	if may(policy.ExcludeOfficer) {
		page.Exclude = say.ActPath(a.Case, "exclude")
	}
	for _, g := range a.Grants {
		one := view.AccessLine{
			Who: r.AgencyName(g.Agency), State: running(g.Active),
			Texts: []view.Text{view.Say("access.rests_on", view.Named("consent", g.Consent)), view.Say("access.until", r.At(g.Until))},
		}
		var classes []view.Text
		for _, class := range g.Classes {
			classes = append(classes, view.Named("field", class))
		}
		one.Texts = append(one.Texts, view.Say("panel.vote", view.Say("acts.give.classes"), view.Say("case.list", classes)))
		if g.Active && may(policy.EndAccess) {
			one.Act = view.ActLine{Text: view.Say("acts.end_this"), Path: say.ActPath(a.Case, "end_access/"+strconv.Itoa(g.ID))}
		}
		page.Grants = append(page.Grants, one)
	}
	for _, g := range a.BreakGlass {
		one := view.AccessLine{
			Who: r.DeskName(g.By.Desk), Role: string(g.By.Role), Account: string(g.By.Account), State: running(g.Open),
			Texts: []view.Text{view.Say("access.emergency_from", r.At(g.Since), r.At(g.Until))},
		}
		if g.Review != nil {
			one.Texts, one.Path = append(one.Texts, view.Say("access.in_review")), say.TaskPath(a.Case, *g.Review)
		}
		if g.Reviewed != "" {
			one.Texts = append(one.Texts, say.OutcomeText(casework.StepAccessReview, g.Reviewed))
		}
		page.Emergencies = append(page.Emergencies, one)
	}
	for _, e := range a.Excluded {
		one := view.AccessLine{
			Who: r.DeskName(e.Of.Desk), Role: string(e.Of.Role), Account: string(e.Of.Account), State: running(e.EndedAt.IsZero()),
			Texts: []view.Text{view.Say("access.kept_out_since", r.At(e.Since))},
		}
		if e.EndedAt.IsZero() && may(policy.ReadmitOfficer) {
			one.Act = view.ActLine{Text: view.Say("acts.readmit_this"), Path: say.ActPath(a.Case, "readmit/"+strconv.Itoa(e.ID))}
		}
		page.Excluded = append(page.Excluded, one)
	}
}

func running(active bool) view.Badge {
	if active {
		return view.Badge{Text: view.Say("access.running"), Tone: view.Waits}
	}
	return view.Badge{Text: view.Say("access.over"), Tone: view.Quiet}
}

// readerLine says who looked at a case, when and why, in a sentence that can be read out to the survivor.
func (r reader) readerLine(one access.Reader) view.Event {
	name := one.DeskName
	if name == "" {
		name = one.AgencyName
	}
	out := view.Event{At: r.At(one.At), Quote: string(one.Account)}
	out.Plain = r.Sentence(func(all *words.Catalogue) (string, error) {
		return all.ReaderSentence(r.Language, words.Reader{What: string(one.What), Role: string(one.Role), Desk: name, Classes: one.Classes, Purpose: one.Purpose})
	})
	if out.Plain == "" {
		out.Text = view.Say("case.by_role", view.Named("role", one.Role), name)
	}
	return out
}

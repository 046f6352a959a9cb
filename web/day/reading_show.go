package day

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the form that explains.
const (
	fieldReview  = "review"
	fieldReasons = "reasons"
)

// showReading shows what the user has read beyond the work of the desk, and the form that explains it.
func (p *pages) showReading(c echo.Context, user identity.Caller) error {
	page, err := p.readingPage(c, user, nil)
	if err != nil {
		return err
	}
	return p.Render(c, http.StatusOK, page)
}

// readingPage makes that page: the newest review of the user's own, or that there is none.
func (p *pages) readingPage(c echo.Context, user identity.Caller, wrong say.Wrongs) (view.ActPage, error) {
	page := view.ActPage{
		Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("reading.title"), Lead: view.Say("reading.lead"), About: view.Say("reading.about"),
		Back: "/day", BackText: view.Say("nav.day"),
	}
	page.Section, page.Path = "nav.day", say.ReadingPath
	all, err := p.Usecases.ListReadingReviews(c.Request().Context())
	if err != nil {
		return page, err
	}
	mine, found := newestOf(all)
	if !found {
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("reading.none"), Next: view.Say("nav.day"), NextPath: "/day"}
		page.Back = ""
		return page, nil
	}
	page.Entered = p.reader(c, user).ReadingFacts(mine)
	if mine.MayExplain {
		page.Form = explainForm(c, mine.Ref, wrong)
	}
	return page, nil
}

// newestOf returns the newest of the user's own reviews, one that waits for an explanation first.
func newestOf(all []readings.Review) (newest readings.Review, found bool) {
	for _, v := range all {
		if v.MayExplain {
			return v, true
		}
		if v.Mine && !found {
			newest, found = v, true
		}
	}
	return newest, found
}

func explainForm(c echo.Context, ref casework.Ref, wrong say.Wrongs) *view.SmallForm {
	return &view.SmallForm{
		Action: say.ReadingPath, Key: site.NewKey(), Submit: view.Say("reading.explain"), Hidden: []view.Field{{Name: fieldReview, Value: string(ref)}},
		Questions: []view.Question{{
			ID: fieldReasons, Name: fieldReasons, Kind: view.AskArea, Label: view.Say("reading.why"), Hint: view.Say("acts.reasons_hint"), Readers: view.Say("reading.readers"),
			Value: c.FormValue(fieldReasons), Wrong: wrong[fieldReasons], Limit: site.TextLimit,
		}},
	}
}

// explainReading sends the explanation.
func (p *pages) explainReading(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	reasons := say.ReadText(f, fieldReasons, wrong)
	if reasons == "" && len(wrong) == 0 {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	status := http.StatusUnprocessableEntity
	if len(wrong) == 0 {
		_, err = p.Usecases.ExplainReading(c.Request().Context(), casework.Ref(f.Get(fieldReview)), f.Key(), reasons)
		if err == nil {
			return c.Redirect(http.StatusSeeOther, say.ReadingPath)
		}
		if code := fault.CodeOf(err); code != fault.Conflict && code != fault.KeyReused {
			return err
		}
		status = http.StatusConflict // the page shows what was explained before
	}
	page, err := p.readingPage(c, user, wrong)
	if err != nil {
		return err
	}
	page.Wrong = true
	if page.Form != nil {
		page.Problems = say.ProblemsOf(page.Form.Questions)
	}
	return p.Render(c, status, page)
}

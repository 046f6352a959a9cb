package people

import (
	"context"
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the search.
const (
	fieldName  = "name"
	fieldPaper = "document_number"
	fieldPhone = "phone"
	fieldYear  = "birth_year"
	nameLimit  = say.NameLimit
	paperLimit = say.PaperLimit
	phoneLimit = 30
	yearLimit  = 10
)

// formSearch is the ID of the form.
const formSearch = "form-search"

// showSearch shows the form of the search, before anything is searched for.
func (p *pages) showSearch(c echo.Context, user identity.Caller) error {
	drafts, err := p.Drafts(c, user, say.SearchPath)
	if err != nil {
		return err
	}
	page := p.searchPage(c, user, drafts.Form(say.SearchPath), nil)
	page.Draft = drafts.View(say.SearchPath, formSearch, 0)
	page.Draft.Short = true
	page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("empty.search_yet")}
	if !say.MaySearch(user.Actor) {
		page.Questions, page.Typing = nil, nil
		page.Empty = p.noSearch(c.Request().Context(), fault.New(fault.Denied, "the role may not search"))
	}
	return p.Render(c, http.StatusOK, page)
}

// searchPeople searches for a person, and shows the form again with what was found.
func (p *pages) searchPeople(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	query, wrong := readSearch(f)
	page := p.searchPage(c, user, f, wrong)
	if len(wrong) > 0 {
		page.Wrong, page.Problems = true, say.ProblemsOf(page.Questions)
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	ctx := c.Request().Context()
	found, err := p.Usecases.SearchPeople(ctx, query)
	switch {
	case fault.CodeOf(err) == fault.Unavailable: // what was typed stays
		page.Empty = p.noSearch(ctx, err)
		return p.Render(c, http.StatusServiceUnavailable, page)
	case say.Unreadable(err):
		return err
	case err != nil:
		page.Questions, page.Typing, page.Empty = nil, nil, p.noSearch(ctx, err)
	case len(found.Rows) == 0:
		page.Empty = &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.search")}
		if say.MayOpen(user.Actor) {
			page.Open = say.OpenPath
			page.Carried = []view.Field{{Name: fieldName, Value: query.Name}, {Name: fieldPaper, Value: query.Document}, {Name: fieldPhone, Value: query.Phone}}
		}
	default:
		page.Rows, page.More = p.reader(c, user).peopleFound(found), found.More
		page.Count = view.Count("search.found", len(page.Rows))
	}
	p.DropForm(c)
	return p.Render(c, http.StatusOK, page)
}

// readSearch reads what is searched for. At least one field has to be filled in.
func readSearch(f site.SentForm) (record.PersonQuery, say.Wrongs) {
	wrong := say.Wrongs{}
	query := record.PersonQuery{Name: f.Text(fieldName), Document: f.Text(fieldPaper), Phone: f.Text(fieldPhone)}
	if query == (record.PersonQuery{}) {
		wrong[fieldName] = view.Say("search.wrong.nothing")
	}
	if year := f.Text(fieldYear); year != "" {
		born, ok := cases.YearOf(year)
		if !ok {
			wrong[fieldYear] = view.Say("search.wrong.year")
		}
		query.BirthYear = born
	}
	query.Nationality = f.Text(fieldNation)
	for name, limit := range map[string]int{fieldName: nameLimit, fieldPaper: paperLimit, fieldPhone: phoneLimit} {
		if utf8.RuneCountInString(f.Text(name)) > limit {
			wrong[name] = view.Say("task.wrong.long", limit)
		}
	}
	return query, wrong
}

// searchPage is the page with the form as it was typed.
func (p *pages) searchPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) view.Search {
	r := p.reader(c, user)
	page := view.Search{
		Frame: p.Frame(c, "", say.NoticeLost, "draft.discarded"), Action: say.SearchPath,
		Draft: view.Draft{Of: say.SearchPath, Form: formSearch, Short: true},
	}
	page.Typing = &view.Draft{Of: say.SearchPath, Form: formSearch} // an address holds no names
	page.Section, page.Path = "nav.cases", say.SearchPath
	nations := []view.Answer{{Text: view.Say("task.choose"), Chosen: f.Get(fieldNation) == ""}}
	for _, code := range p.Origins() {
		nations = append(nations, view.Answer{Value: code, Plain: r.Country(casework.Country(code)), Chosen: f.Get(fieldNation) == code})
	}
	page.Questions = []view.Question{
		{ID: fieldName, Name: fieldName, Label: view.Say("search.name"), Hint: view.Say("search.name_hint"), Value: f.Get(fieldName), Wrong: wrong[fieldName], Limit: nameLimit, Optional: true},
		{ID: fieldPaper, Name: fieldPaper, Label: view.Say("search.document"), Hint: view.Say("search.document_hint"), Value: f.Get(fieldPaper), Wrong: wrong[fieldPaper], Limit: paperLimit, Optional: true, Code: true},
		{ID: fieldPhone, Name: fieldPhone, Label: view.Say("search.phone"), Hint: view.Say("search.phone_hint"), Value: f.Get(fieldPhone), Wrong: wrong[fieldPhone], Limit: phoneLimit, Optional: true, Code: true},
		{ID: fieldYear, Name: fieldYear, Label: view.Say("search.birth_year"), Hint: view.Say("search.birth_year_hint"), Value: f.Get(fieldYear), Wrong: wrong[fieldYear], Limit: yearLimit, Optional: true, Code: true},
		{ID: fieldNation, Name: fieldNation, Kind: view.AskSelect, Label: view.Say("person.nationality"), Hint: view.Say("search.nationality_hint"), Answers: nations, Value: f.Get(fieldNation), Optional: true},
	}
	return page
}

// peopleFound are the cases that were found, in the order of the use-case: the best match first.
func (r reader) peopleFound(found cases.PeopleFound) []view.PersonFound {
	var out []view.PersonFound
	for _, row := range found.Rows {
		line := view.PersonFound{
			Person: view.Person{Ref: string(row.Case.Ref), Path: say.CasePath(row.Case.Ref), Origin: string(row.Case.Origin), Badges: say.PersonBadges(row.Case.Minor, row.Case.Deceased)},
			Stage:  view.Named("stage", row.Case.Stage), Since: r.At(row.Case.OpenedAt),
		}
		for _, field := range row.By {
			line.By = append(line.By, view.Badge{Text: view.Named("found_by", field), Tone: view.Quiet})
		}
		out = append(out, line)
	}
	return out
}

// noSearch says why there is no answer to a search.
func (p *pages) noSearch(ctx context.Context, err error) *view.Empty {
	why := say.NotShown(ctx, err, say.SearchPath)
	if !say.Unreadable(err) {
		why.Text = view.Say("empty.search_refused")
	}
	return &why
}

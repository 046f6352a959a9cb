package lists

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showList shows what a list would open, and the first row about which something is in doubt.
func (p *pages) showList(c echo.Context, user identity.Caller) error {
	page, _, err := p.listPage(c, user, c.QueryParam(fieldProblem), c.QueryParam(queryAfter))
	if err != nil {
		return err
	}
	return p.Render(c, http.StatusOK, page)
}

// listPage makes the page of a list. problem is the doubt that is worked off, "" for the first; after is a cursor.
func (p *pages) listPage(c echo.Context, user identity.Caller, problem, after string) (view.ActPage, *record.ListRow, error) {
	ctx, r, ref := c.Request().Context(), p.reader(c, user), casework.Ref(c.Param("list"))
	page := view.ActPage{Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("list.title"), Back: "/day", BackText: view.Say("nav.day")}
	page.Section, page.Path = "nav.day", say.ListPath(ref)
	list, err := p.Usecases.ShowList(ctx, ref)
	if err != nil {
		return page, nil, err
	}
	if list.State != record.ListRead && list.State != record.ListProposed {
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("list.over"), Next: view.Say("nav.cases"), NextPath: say.CasesPath}
		return page, nil, nil
	}
	preview, err := p.Usecases.PreviewList(ctx, ref)
	if err != nil {
		return page, nil, err
	}
	page.Lead = view.Say("list.headline", list.Rows, list.Unreadable)
	page.Effects = append(page.Effects, stake(preview))
	if sheets := sheetLines(preview); len(sheets.Lines) > 0 {
		page.Effects = append(page.Effects, sheets)
	}
	if len(preview.Twins) > 0 {
		page.Links = append(page.Links, twinLinks(page.Path, preview)...)
	}
	open := doubtsOf(list)
	for _, one := range slices.Sorted(maps.Keys(open)) {
		page.Links = append(page.Links, view.ActLine{
			Text: view.Say("list.doubt", view.Named("row_problem", one), open[one]), Path: page.Path + "?" + url.Values{fieldProblem: {one}}.Encode(),
		})
	}
	if !policy.EverAllowed(user.Actor, policy.AnswerList) || len(open) == 0 && problem == "" {
		return page, nil, nil
	}
	if !code.MatchString(problem) {
		problem = slices.Sorted(maps.Keys(open))[0]
	}
	found, err := p.rowInDoubt(ctx, list, preview, problem, after)
	if err != nil || len(found.Rows) == 0 {
		return page, nil, err
	}
	if found.Next != nil {
		page.Links = append(page.Links, view.ActLine{
			Text: view.Say("list.next_row"), Path: page.Path + "?" + url.Values{fieldProblem: {problem}, queryAfter: {found.Next.String()}}.Encode(),
		})
	}
	row := &found.Rows[0]
	page.About, page.Entered = view.Say("list.row", row.Line), cells(list, *row)
	page.Form = r.form(page.Path, preview, *row, flaw.Code(problem))
	return page, row, nil
}

// rowInDoubt returns the first row with a problem after a cursor. A row that looks like an open case alone has no problem on
// record, because not every officer sees the case; such a row is found by its line.
func (p *pages) rowInDoubt(ctx context.Context, list rescues.List, preview rescues.Preview, problem, after string) (act.Page[record.ListRow], error) {
	filter := record.ListRowFilter{Problem: problem}
	if problem == string(flaw.MaybeTwice) && after == "" && len(list.Reconciliation.MaybeTwice()) == 0 && len(preview.Twins) > 0 {
		after = before(preview.Twins[0].Line)
	}
	if problem == string(flaw.MaybeTwice) && slices.ContainsFunc(preview.Twins, func(t rescues.OpenTwin) bool { return before(t.Line) == after }) {
		filter = record.ListRowFilter{State: record.RowReadable}
	}
	return p.Usecases.ListRows(ctx, list.Ref, filter, act.Paging{Limit: 1, Cursor: after})
}

// before returns the cursor after which a line comes.
func before(line int) string { return record.Cursor{ID: strconv.Itoa(line - 1)}.String() }

// mostTwinLinks is the largest number of rows that the page links to because they look like an open case.
const mostTwinLinks = 20

// twinLinks links to the rows that look like an open case which the officer sees.
func twinLinks(path string, preview rescues.Preview) []view.ActLine {
	var out []view.ActLine
	for _, t := range preview.Twins[:min(len(preview.Twins), mostTwinLinks)] {
		out = append(out, view.ActLine{
			Text: view.Say("list.twin_open", t.Line, string(t.Case), view.Named("list_match", string(t.Because))),
			Path: path + "?" + url.Values{fieldProblem: {string(flaw.MaybeTwice)}, queryAfter: {before(t.Line)}}.Encode(),
		})
	}
	return out
}

// stake says how many people are concerned and how much is in doubt.
func stake(preview rescues.Preview) view.Effect {
	out := view.Effect{Title: view.Say("list.stake")}
	for _, one := range []struct {
		key string
		n   int
	}{
		{"list.people", preview.Opens},
		{"list.children", preview.Minors.Yes},
		{"list.possible", preview.Minors.Possible + preview.Minors.Undated},
		{"list.undated", preview.Minors.Undated},
		{"list.adults", preview.Minors.No},
		{"list.doubts", preview.Doubts},
		{"approval.list.unreadable", preview.Unreadable},
		{"list.left_out", preview.LeftOut},
		{"approval.list.alike", preview.Alike},
		{"list.twins_open", len(preview.Twins)},
	} {
		out.Lines = append(out.Lines, view.Say("panel.vote", view.Say(one.key), one.n))
	}
	return out
}

// sheetLines names the sheets of a workbook with several.
func sheetLines(preview rescues.Preview) view.Effect {
	out := view.Effect{Title: view.Say("list.sheets")}
	for _, s := range preview.Sheets {
		key := "list.sheet_read"
		switch {
		case s.Read:
		case s.Rows > 0:
			key = "list.sheet_other"
		default:
			key = "list.sheet_none"
		}
		out.Lines = append(out.Lines, view.Say(key, s.Number, s.Name, s.Rows))
	}
	return out
}

// doubtsOf counts the rows of each doubt.
func doubtsOf(l rescues.List) map[string]int {
	out := make(map[string]int)
	for p, n := range l.Reconciliation.Problems {
		out[string(p)] = n
	}
	if n := l.Reconciliation.AmbiguousBirthDates; n > 0 {
		out[string(flaw.BirthDateAmbiguous)] = n
	}
	if n := len(l.Reconciliation.MaybeTwice()); n > 0 {
		out[string(flaw.MaybeTwice)] = n
	}
	return out
}

// cells are the cells of a row as written, with the headings above them.
func cells(l rescues.List, row record.ListRow) []view.Fact {
	var out []view.Fact
	for i, cell := range row.Raw {
		if cell == "" {
			continue
		}
		name := view.Say("list.column", i+1)
		if i < len(l.Columns) && l.Columns[i].Heading != "" {
			name = view.Say("list.heading", i+1, l.Columns[i].Heading)
		}
		out = append(out, view.Fact{Name: name, Plain: cell})
	}
	return out
}

package cases

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// fromList is the key in the address of a case that was opened from the list of cases; the filters of the list
// stand beside it, in codes.
const fromList = "list"

// lead makes rows of the list lead to their cases with the filters of the list.
func lead(rows []view.CaseLine, filters url.Values) {
	for i := range rows {
		rows[i].Person.Path = inList(rows[i].Person.Path, filters)
	}
}

func inList(path string, filters url.Values) string {
	query := url.Values{fromList: {"cases"}}
	for key := range filters {
		query.Set(key, filters.Get(key))
	}
	return site.WithQuery(path, query)
}

// placeOf says where in the list of cases a case is that was opened from it, with the ways to its neighbours
// under the same filters and in the same order. It is nil for a case that was opened from elsewhere. A case that
// is not among the first of the list, or has left it, has the way back only.
func (p *pages) placeOf(c echo.Context, ref casework.Ref) *view.QueuePlace {
	if c.QueryParam(fromList) == "" {
		return nil
	}
	list := queue.InCases(p.Site, p.Frame(c, "").Language, c.QueryParams(), p.Usecases.Now())
	out := &view.QueuePlace{Cases: true, Back: site.WithQuery(say.CasesPath, list.Address)}
	found, err := p.Usecases.ListCases(c.Request().Context(), list.Filter, act.Paging{Limit: record.MaxLimit})
	if err != nil {
		return out // the case can be read without its list
	}
	at := func(i int) string {
		if i < 0 || i >= len(found.Rows) {
			return ""
		}
		return inList(say.CasePath(found.Rows[i].Ref), list.Address)
	}
	i := slices.IndexFunc(found.Rows, func(row record.CaseSummary) bool { return row.Ref == ref })
	if i < 0 {
		return out
	}
	total := strconv.Itoa(len(found.Rows))
	if found.Next != nil {
		total += "+"
	}
	out.Text, out.Previous, out.Next = view.Say("place.case_of", strconv.Itoa(i+1), total), at(i-1), at(i+1)
	return out
}

package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// searchDesk is a desk whose store finds one case of Kenya by its name.
func searchDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	state := d.given("case-found")
	d.store.people = func(q record.PersonQuery) ([]record.PersonHit, error) {
		if q.Name != "Wanjiku Njeri" {
			return nil, nil
		}
		return []record.PersonHit{{
			CaseSummary: record.CaseSummary{Ref: "case-found", Origin: "KEN", Host: "THA", Stage: casework.StageRescue, OpenedAt: noon.Add(-day)},
			State:       state, Found: []record.FoundField{{Field: record.FieldName, Points: 2}, {Field: record.FieldPhone, Points: 2}},
			Person: &record.Person{Name: "Wanjiku Njeri"},
		}}, nil
	}
	return d
}

func (d *desk) search(user string, pairs ...string) answer {
	return d.serve(page(http.MethodPost, "/desk/search", with(url.Values{}, pairs...)).as(user))
}

func TestSearchFindsAPerson(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	d.serve(page(http.MethodGet, "/desk/search", nil).as(caseworker)).status(http.StatusOK).says("Nothing has been searched for yet", "Search before you open a case")
	a := d.search(caseworker, "name", " Wanjiku Njeri ", "phone", "+66 81").status(http.StatusOK)
	a.says("1 case may be this person", "By name", "By phone", "The best match comes first", `href="/desk/cases/case-found"`, "<title>Search for a person · Homeward</title>", `value="&#43;66 81"`)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.NotContains(t, d.logs.String(), "Wanjiku")
	d.search(caseworker, "name", "Wanja").status(http.StatusOK).says("No case that you may see matches", "Wanja")
	d.search("tls-caseworker-dili caseworker", "name", "Wanjiku Njeri").status(http.StatusOK).says("No case that you may see matches").never("case-found")
}

func TestSearchHasToBeFilledIn(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	d.search(caseworker, "name", "  ").status(http.StatusUnprocessableEntity).says("<title>Error:", `href="#name"`, "Fill in a name")
	long := make([]byte, 41)
	for i := range long {
		long[i] = '7'
	}
	d.search(caseworker, "document_number", string(long)).status(http.StatusUnprocessableEntity).says(`href="#document_number"`, string(long))
}

func TestSearchIsNotEverybodys(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	const driver = "tha-transport-bangkok transport_coordinator"
	d.serve(page(http.MethodGet, "/desk/search", nil).as(driver)).status(http.StatusOK).says("Your role does not search for people").never("<form class")
	d.search(driver, "name", "Wanjiku Njeri").status(http.StatusOK).says("Your role does not search for people").never("case-found")
	d.serve(page(http.MethodGet, "/day", nil).as(driver)).never("/desk/search")
	d.serve(page(http.MethodGet, "/day", nil).as(caseworker)).says(`href="/desk/search"`)
	d.serve(page(http.MethodGet, "/desk/cases", nil).as(caseworker)).says(`href="/desk/search"`)
	d.store.people = func(record.PersonQuery) ([]record.PersonHit, error) {
		return nil, fault.New(fault.Unavailable, "the record is away")
	}
	d.search(caseworker, "name", "Wanjiku Njeri").status(http.StatusServiceUnavailable).says("Wanjiku Njeri", "could not be read")
	a := d.serve(page(http.MethodPost, "/desk/search", url.Values{"name": {"Wanjiku Njeri"}}))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, "without a session")
	require.NotContains(t, a.Header.Get("Location"), "Wanjiku")
}

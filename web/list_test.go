package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/usecase/usecasetest"
)

const listPage = "/desk/lists/list-one"

// An officer sees how many children and possible children are at stake, works off one doubt after the other, and can
// answer all rows alike. "Certainly adult" stands beside "possible".
func TestDoubtsOfAListAreWorkedOff(t *testing.T) {
	t.Parallel()
	s := usecasetest.NewDoubtfulList(t, noon)
	s.Store = newOffice(t).Record // for all that a page shows beside the list
	o := &office{site: newSite(t, func(x *setup) { x.pages.Usecases = s.Service })}
	const clerk = "tha-registrar-maesot registrar"
	o.get(listPage, clerk).status(http.StatusOK).says("Certainly children: 2", "Possible children: 1", "Certainly adult: 2", "Rows in doubt", "A people, not a state")

	const karen = listPage + "?problem=people_not_state"
	page := o.get(karen, clerk).status(http.StatusOK).says("Row 2 as written", "Myanmar", "Thailand", "Answer all rows like this one")
	form := page.form(listPage)
	form.Set("answer", "reading1")
	form.Set("alike", "yes")
	require.Equal(t, karen, o.post(listPage, clerk, form).status(http.StatusSeeOther).Header.Get("Location"))
	require.Equal(t, 4, s.Counted.Nationalities["MMR"])
	o.get(karen, clerk).status(http.StatusOK).never("Row 2 as written")

	form.Set("key", "another-key-of-the-form")
	o.post(listPage, clerk, form).status(http.StatusConflict).says("The list has changed since you looked at it")
	born := o.get(listPage+"?problem=birth_date_ambiguous", clerk).says("2009-03-12", "2009-12-03", "By the Gregorian calendar").form(listPage)
	o.post(listPage, clerk, born).status(http.StatusUnprocessableEntity).says("Choose an answer first.")
	born.Set("answer", "value")
	born.Set("value", "2552")
	o.post(listPage, clerk, born).status(http.StatusUnprocessableEntity).says("does not fit the row", `value="2552"`)
	twice := o.get(listPage+"?problem=maybe_twice", clerk).says("Why it is another person", "Looks like row 5: the same name and date of birth.").form(listPage)
	twice.Set("answer", "leave_out")
	o.post(listPage, clerk, twice).status(http.StatusSeeOther)
	require.Equal(t, 1, s.Counted.LeftOut)
	o.get(listPage, consul).status(http.StatusForbidden)
}

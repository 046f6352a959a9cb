package web_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
)

// A supervisor opens one file after another that no work of the desk explains. The page that is refused leads to where
// it is explained; the data protection officer finds it under what waits for approval, and rejects it; the page then
// says what can still be opened.
func TestManyFilesAreExplainedByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const reader, protects, own = supervisor + " acc-reader", "tha-coordination data_protection_officer acc-dpo", "/desk/reading"
	limit := reading.LimitOf(casework.RoleSupervisor).Hour
	at := func(i int) string { return "/desk/cases/c7m2k9x4" + strconv.Itoa(10+i) }
	for i := range limit + 2 {
		ref := casework.Ref("c7m2k9x4" + strconv.Itoa(10+i))
		o.Ask(ref, "tha-ken", 9*day)
		o.Record.Put(ref, record.Person{Name: "Person " + strconv.Itoa(i), Nationality: "KEN"})
	}
	o.get(own, reader).status(http.StatusOK).says("You have nothing to explain")
	for i := range limit {
		o.get(at(i), reader).status(http.StatusOK)
	}
	refused := o.get(at(limit), reader).status(http.StatusTooManyRequests).says("This one was not shown", own).never("Person " + strconv.Itoa(limit))
	require.NotEmpty(t, refused.Header.Get("Retry-After"))
	o.get(at(0), reader).status(http.StatusOK)

	page := o.get(own, reader).status(http.StatusOK).says("Kenya", strconv.Itoa(limit)+", within 1 h", "Why did you open these files?")
	form := page.form(own)
	o.post(own, reader, form).status(http.StatusUnprocessableEntity)
	form.Set("reasons", "The shelter closes on Friday.")
	o.post(own, reader, form).status(http.StatusSeeOther)
	o.post(own, reader, form).status(http.StatusSeeOther)
	o.get(own, reader).says("Explained, and not answered yet", "The shelter closes on Friday.").never("Send the reason and go on")
	o.get(at(limit), reader).status(http.StatusOK)

	all, err := o.Record.ReadingReviews(t.Context(), 9)
	require.NoError(t, err)
	require.Len(t, all, 1)
	path := "/desk/approvals/reading/" + string(all[0].Ref)
	o.get("/desk/approvals", protects).says("Look at what an officer has read", path)
	o.get("/desk/told", protects).says("An officer has opened more files than the work of the desk explains", path)
	o.get("/desk/approvals", reader).never(path)
	o.get(path, reader).status(http.StatusNotFound)
	answer := o.get(path, protects).status(http.StatusOK).says("The shelter closes on Friday.", "Accept this", "Reject this").form(path)
	answer.Set("answer", "refuse")
	o.post(path, protects, answer).status(http.StatusSeeOther)
	o.get(at(0), reader).status(http.StatusTooManyRequests).says("has not accepted why you opened so many files")
	o.get(path, protects).says("Accept this").never("Reject this")
}

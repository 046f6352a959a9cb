package web_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
)

// keptCommands keeps commands and settles each key once.
type keptCommands struct {
	sent map[string]command.Request
	wait bool
}

func (k *keptCommands) Do(_ context.Context, r command.Request) (command.Result, error) {
	_, again := k.sent[r.Key]
	k.sent[r.Key] = r
	out := command.Result{Target: record.Target{Kind: record.TargetCase, Ref: "case-new"}, State: record.CommandSettled, ReceivedAt: noon, EndedAt: &noon, Repeated: again, Answer: []byte("{}")}
	if k.wait {
		out.State, out.EndedAt, out.Answer = record.CommandPending, nil, nil
	}
	return out, nil
}

const registrar = "tha-registrar-maesot registrar"

// opening is a form that is filled in as far as it must be.
func opening(pairs ...string) url.Values {
	return with(url.Values{
		"key": {"key-of-the-form-0001"}, "host": {"THA"}, "origin": {"KEN"}, "custodian": {"not_asked"}, "told_of_purpose": {"yes"}, "age": {"adult"}, "name": {"Njeri"},
	}, pairs...)
}

func TestOpenACase(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	const path = "/desk/cases/open"
	send := func(form url.Values) answer {
		return d.serve(page(http.MethodPost, path, form).as(registrar))
	}
	a := d.serve(page(http.MethodGet, path, nil).as(registrar)).status(http.StatusOK)
	a.says("Country where the person is now", "Not asked yet", "<title>Open a case · Homeward</title>").never(" checked")
	send(url.Values{"name": {"Wanja"}, "phone": {"+66 81"}}).status(http.StatusOK).says(`value="Wanja"`).never("<title>Error:")

	a = send(url.Values{"key": {"k"}, "birth.year": {"2543"}, "birth_written": {"1 Jan 2543"}, "document_number": {"ก12"}}).status(http.StatusUnprocessableEntity)
	a.says("<title>Error:", `href="#host"`, `href="#age"`, `href="#birth-day"`, `href="#document_number"`, `value="2543"`, `value="1 Jan 2543"`, "2000")
	require.Empty(t, d.commands.sent)

	send(opening("origin", "MMR", "nationality", "KEN")).status(http.StatusConflict).
		says("The embassy or consulate that these rules ask does not answer for this nationality. Nothing was opened.", "Rules that fit: Thailand to any origin (shelter caseload)")
	require.Empty(t, d.commands.sent)

	a = send(opening("name", "Wanjiku Njeri")).status(http.StatusConflict)
	a.says("1 case may be this person", "By name", "No case has been opened", "Open the case anyway")
	send(opening("name", "Wanjiku Njeri", "all_the_same", " ")).status(http.StatusConflict).says(`href="#all_the_same"`)
	require.Empty(t, d.commands.sent)

	a = send(opening("name", "Wanjiku Njeri", "all_the_same", "another age", "birth.year", "1999", "birth_written", "about 1999")).status(http.StatusSeeOther)
	require.Equal(t, "/desk/cases/case-new?sent=key-of-the-form-0001", a.Header.Get("Location"))
	kept := d.commands.sent["key-of-the-form-0001"]
	require.Equal(t, "another age", kept.Words.Text)
	require.Equal(t, "about 1999", kept.Words.Opening.Person.Birth.AsWritten)
	require.Equal(t, "Wanjiku Njeri", kept.Words.Opening.Person.Name)
	send(opening("name", "Wanjiku Njeri", "all_the_same", "another age", "birth.year", "1999", "birth_written", "about 1999")).status(http.StatusSeeOther)
	require.Len(t, d.commands.sent, 1, "a double submit has one key")
	require.NotContains(t, d.logs.String(), "Wanjiku")
	d.commands.wait = true
	send(opening("key", "key-of-the-form-0002")).status(http.StatusAccepted).never("Country where")
}

func TestOpeningIsNotEverybodys(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	const driver = "tha-transport-bangkok transport_coordinator"
	d.serve(page(http.MethodGet, "/desk/cases/open", nil).as(driver)).status(http.StatusForbidden)
	d.serve(page(http.MethodPost, "/desk/cases/open", opening()).as(driver)).status(http.StatusForbidden)
	d.serve(page(http.MethodPost, "/desk/search", url.Values{"name": {"Wanja"}}).as(registrar)).says(`action="/desk/cases/open"`, "Open a case with what you typed")
	require.Empty(t, d.commands.sent)
}

// A case whose rules name the desks of another place is opened once. The registrar reads that it was opened, and is
// not led to its page, which they may not see.
func TestACaseOpenedForOtherDesksSaysSo(t *testing.T) {
	t.Parallel()
	d := searchDesk(t)
	const path = "/desk/cases/open"
	d.serve(page(http.MethodGet, path, nil).as(registrar)).status(http.StatusOK).says("These can be desks of another place")
	d.givenBy("tha-any", "case-new")
	form := opening("custodian", "police")
	for range 2 { // a repeat gets the same page
		a := d.serve(page(http.MethodPost, path, form).as(registrar)).status(http.StatusOK)
		a.says("The case is opened at another desk", "case-new", d.deskName("tha-registrar-bangkok"), d.deskName("tha-registrar-maesot"), "Do not open the case again", `href="/day"`, `href="/desk/cases/open"`)
		a.never(`href="/desk/cases/case-new`, "Njeri")
	}
	require.Len(t, d.commands.sent, 1)
	a := d.serve(page(http.MethodPost, path, opening("custodian", "police")).as("tha-registrar-bangkok registrar")).status(http.StatusSeeOther)
	require.Equal(t, "/desk/cases/case-new?sent=key-of-the-form-0001", a.Header.Get("Location"), "a desk of the case is led to it")
}

// deskName is what the directory calls a desk.
func (d *desk) deskName(id casework.DeskID) string {
	d.tb.Helper()
	book, err := loadBook()
	require.NoError(d.tb, err)
	found, ok := book.Directory().Desk(id)
	require.True(d.tb, ok)
	return found.Name
}

package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/usecase/usecasetest"
)

const uploadPage = "/desk/lists"

// sendsFile sends a form with a file; name "" is a form in which none was chosen.
func (o *office) sendsFile(user string, form url.Values, name, content string) answer {
	o.tb.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for key, values := range form {
		require.NoError(o.tb, w.WriteField(key, values[0]))
	}
	part, err := w.CreateFormFile("file", name)
	require.NoError(o.tb, err)
	_, err = part.Write([]byte(content))
	require.NoError(o.tb, err)
	require.NoError(o.tb, w.Close())
	r := page(http.MethodPost, uploadPage, nil).with("Content-Type", w.FormDataContentType())
	r.ContentLength, r.Body = int64(b.Len()), io.NopCloser(&b)
	return o.serve(r.as(user))
}

// A registrar uploads a list in the browser and comes to its preview. A mistake stands beside its field, with how to go on and with
// all that was typed; nothing is stored then.
func TestAListIsUploadedInTheBrowser(t *testing.T) {
	t.Parallel()
	s := usecasetest.NewDoubtfulList(t, noon)
	s.Store = newOffice(t).Record
	o := &office{site: newSite(t, func(x *setup) { x.pages.Usecases = s.Service })}
	o.tb = t
	const clerk = "tha-registrar-maesot registrar"
	first := o.get(uploadPage, clerk).status(http.StatusOK).says("Upload a list", "operation-one", "Number of the sheet", "No case is opened yet")
	require.Contains(t, string(first.raw), `enctype="multipart/form-data"`)
	form := first.form(uploadPage)
	require.NotEmpty(t, form.Get("key"))

	o.sendsFile(clerk, form, "", "").status(http.StatusUnprocessableEntity).says("Choose an operation.", "Choose an answer first.", "Choose the file of the list.")
	form.Set("operation", "operation-one")
	form.Set("author", "embassy")
	form.Set("sheet", "two")
	o.sendsFile(clerk, form, "list.csv", "Name,Nationality\nHana Girma,ET\n").status(http.StatusUnprocessableEntity).says("is not a number of a sheet", `value="two"`)
	form.Del("sheet")
	for content, said := range map[string]string{
		"%PDF-1.7":                          "let a second person compare it",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x": "save the table as XLSX",
		"1;2;3\n":                           "Put headings such as Name",
		"Name,Nationality\n":                "send the list with the people on it",
		"":                                  "The file is empty.",
	} {
		o.sendsFile(clerk, form, "list", content).status(http.StatusUnprocessableEntity).says(said, `value="embassy" checked`)
	}
	form.Set("as_of.day", "20")
	form.Set("as_of.month", "11")
	form.Set("as_of.year", "2569")
	o.sendsFile(clerk, form, "list.csv", "Name,Nationality\nHana Girma,ET\n").status(http.StatusUnprocessableEntity).says("2026")
	require.Empty(t, s.Saved)

	form.Set("as_of.year", "2026")
	to := o.sendsFile(clerk, form, `D:\lists\list.csv`, "Name,Nationality\nHana Girma,ET\n").status(http.StatusSeeOther).Header.Get("Location")
	require.Equal(t, listPage, to)
	require.Len(t, s.Saved, 1)
	require.Equal(t, []string{"list.csv", "embassy"}, []string{s.Saved[0].Name, s.Saved[0].Author})
	o.get(to, clerk).status(http.StatusOK)

	o.get(uploadPage, consul).status(http.StatusForbidden)
	o.sendsFile(consul, form, "list.csv", "Name,Nationality\nHana Girma,ET\n").status(http.StatusForbidden)
	o.post(uploadPage, clerk, form).status(http.StatusBadRequest)
	require.Len(t, s.Saved, 1)
}

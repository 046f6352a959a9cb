package lists

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showUpload shows the empty form.
func (p *pages) showUpload(c echo.Context, user identity.Caller) error {
	return p.uploadPage(c, user, site.SentForm{}, nil, http.StatusOK)
}

// uploadPage shows the form as it was typed, with what is wrong beside the fields.
func (p *pages) uploadPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs, status int) error {
	if !say.MayUpload(user.Actor) {
		return fault.New(fault.Denied, "the role uploads no lists")
	}
	page := view.ActPage{Frame: p.Frame(c, ""), Title: view.Say("upload.title"), Lead: view.Say("upload.lead"), Back: "/day", BackText: view.Say("nav.day")}
	page.Section, page.Path = "nav.day", say.ListsPath
	form, err := p.reader(c, user).uploadForm(c.Request().Context(), f, wrong)
	if err != nil {
		return err
	}
	if page.Form = form; form == nil {
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("upload.no_operation"), Next: view.Say("nav.day"), NextPath: "/day"}
		return p.Render(c, status, page)
	}
	if page.Problems = say.ProblemsOf(form.Questions); len(page.Problems) > 0 {
		page.Wrong = true
	}
	return p.Render(c, status, page)
}

// sendUpload reads the list of the form, and leads to its preview. Nothing is opened by it. The fields are judged before the file
// is read, and the file is read only for an officer who may upload it.
func (p *pages) sendUpload(c echo.Context, user identity.Caller) error {
	f, file, err := openUpload(c)
	if err != nil {
		return err
	}
	r, wrong := p.reader(c, user), say.Wrongs{}
	in, ok := r.readUpload(f, wrong)
	if file == nil {
		wrong[fieldFile] = view.Say("upload.wrong.file")
	}
	if !ok || file == nil {
		return p.uploadPage(c, user, f, wrong, http.StatusUnprocessableEntity)
	}
	list, err := p.Usecases.UploadList(c.Request().Context(), f.Key(), in.operation, func() (rescues.Upload, error) {
		return in.with(file)
	})
	refused, isRefusal := errors.AsType[*refusal.Error](err)
	switch {
	case err == nil:
		return c.Redirect(http.StatusSeeOther, say.ListPath(list.Ref))
	case errors.Is(err, context.Canceled):
		return err
	case isRefusal:
		wrong[fieldOf(refused)] = why(refused)
	case fault.CodeOf(err) == fault.TooLarge:
		wrong[fieldFile] = view.Say("refusal.too_large")
	case fault.CodeOf(err) == fault.NotFound:
		wrong[fieldOperation] = view.Say("upload.wrong.operation")
	default:
		return err
	}
	return p.uploadPage(c, user, f, wrong, http.StatusUnprocessableEntity)
}

// fieldOf returns the field of the form that a refusal is about.
func fieldOf(r *refusal.Error) string {
	switch r.Code {
	case refusal.Sheet:
		return fieldSheet
	case refusal.Day:
		return fieldAsOf
	case refusal.Nationality:
		return fieldNationality
	default:
		return fieldFile
	}
}

// why says in the user's language what is wrong with a file, where, and how to go on.
func why(r *refusal.Error) view.Text {
	if r.Row > 0 {
		return view.Say("upload.refused_at", view.Named("refusal", r.Code), r.Row, view.Named("refusal_do", r.Code))
	}
	return view.Say("upload.refused", view.Named("refusal", r.Code), view.Named("refusal_do", r.Code))
}

// with adds the bytes of the file.
func (u upload) with(file *sentFile) (rescues.Upload, error) {
	out := rescues.Upload{Operation: u.operation, Author: u.author, Nationality: u.nationality, Sheet: u.sheet, FileName: file.name}
	if u.day != "" {
		day, err := civil.ParseDate(u.day)
		if err != nil {
			return out, fault.New(fault.Invalid, "the day of the list is not a day")
		}
		out.AsOf = day
	}
	var err error
	out.Content, err = file.read()
	return out, err
}

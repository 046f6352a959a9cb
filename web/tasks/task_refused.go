package tasks

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// renderRefused shows a task as it is now, why a form was refused, and what was typed into it. A fault
// that has a page of its own, as that of a user who must prove who they are, is returned.
func (p *pages) renderRefused(c echo.Context, user identity.Caller, f site.SentForm, err error) error {
	switch fault.CodeOf(err) {
	case fault.Stale, fault.Decided, fault.GateClosed, fault.Conflict, fault.Denied, fault.Invalid, fault.KeyReused:
	default:
		return err
	}
	s, findErr := p.findTask(c, user)
	if findErr != nil {
		return findErr
	}
	page := s.page(p.Frame(c, ""))
	page.Wrong = true
	page.Banners = append(page.Banners, s.refusal(err))
	page.Blocks = s.refusedBy(err)
	if code := fault.CodeOf(err); code == fault.Stale || code == fault.Decided {
		if page.Compare, findErr = p.compare(c, s, f); findErr != nil {
			return findErr
		}
	}
	if s.task.Status == record.TaskOpen {
		if form, why := s.decisionForm(f, nil); form != nil {
			page.Form, page.WhyNot = form, why
		}
		page.Acts = s.smallForms(f.Values)
	}
	return p.render(c, http.StatusConflict, page)
}

// refusal says why a form was refused. Nothing was done.
func (s shownTask) refusal(err error) view.Banner {
	out := view.Banner{Kind: "alert", Title: view.Say("sent.refused")}
	switch fault.CodeOf(err) {
	case fault.Stale:
		out.Texts = append([]view.Text{view.Say("task.refused.stale")}, s.changes()...)
	case fault.Decided:
		out.Texts = []view.Text{view.Say("task.refused.decided")}
		if first, ok := decidedBefore(err); ok {
			out.Texts = append(out.Texts, view.Say("task.refused.first", say.OutcomeText(s.task.Step, first.Outcome), s.EntryDesk(first.Desk), s.At(first.At)))
		}
	case fault.GateClosed:
		out.Texts = []view.Text{view.Say("task.refused.gate")}
	case fault.Denied:
		out.Texts = []view.Text{say.Refused(err, view.Say("task.refused.denied"))}
		if fields, _ := errorDetails[act.InvalidFields](err); len(fields) == 1 && fields[0].Code == act.NotAccredited {
			out.Texts = []view.Text{view.Say("task.refused.not_accredited", s.deskNames(fields[0].Allowed))}
		}
	case fault.KeyReused:
		out.Texts = []view.Text{view.Say("task.refused.sent_before")}
	default:
		out.Texts = []view.Text{say.Refused(err, view.Say("task.refused.conflict"))}
		if why, _ := s.NotNow(s.task); why.Key != "" {
			out.Texts = append(out.Texts, why)
		}
		if fields, _ := errorDetails[act.InvalidFields](err); len(fields) == 1 && fields[0].Code == act.OtherNationality {
			out.Texts = []view.Text{view.Say("task.refused.other_nationality")}
		}
	}
	return out
}

// changes says how the task stands now, for a user who saw it before it changed.
func (s shownTask) changes() []view.Text {
	if s.task.Status != record.TaskOpen {
		return []view.Text{view.Say("task.over")}
	}
	out := s.notes()
	if n := len(s.task.Votes); n > 0 {
		out = append(out, view.Count("task.votes", n))
	}
	if len(out) == 0 {
		out = append(out, view.Say("task.changed_free"))
	}
	return out
}

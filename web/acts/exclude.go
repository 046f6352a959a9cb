package acts

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const (
	fieldSeq     = "seq"
	fieldAccount = "account"
	accountLimit = 64
	linesOffered = 50 // of the history, to choose what the officer did
)

// showExclude shows the form that keeps an officer out.
func (p *pages) showExclude(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	_, page, err := p.excludePage(c, user, typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// excludePage makes the page with the form as it was typed.
func (p *pages) excludePage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "exclude", policy.ExcludeOfficer)
	if page.WhyNot != nil {
		return s, page, nil
	}
	line := view.Question{ID: fieldSeq, Name: fieldSeq, Kind: view.AskSelect, Label: view.Say("acts.exclude.seq"), Hint: view.Say("acts.exclude.seq_hint"), Wrong: wrong[fieldSeq], Optional: true, Answers: []view.Answer{{Text: view.Say("acts.exclude.choose")}}}
	if s.may(policy.ShowTimeline) {
		history, err := p.Usecases.ShowTimeline(c.Request().Context(), s.of.Ref, false, act.Paging{Limit: linesOffered})
		if err != nil {
			return s, page, err
		}
		known := map[int64]bool{}
		for _, e := range history.Rows {
			if known[e.Seq] || e.By.Role == casework.RoleSystem || e.By.Desk == "" {
				continue
			}
			known[e.Seq] = true
			event := s.Event(e)
			if event.Plain == "" {
				continue
			}
			seq := strconv.FormatInt(e.Seq, 10)
			line.Answers = append(line.Answers, view.Answer{Value: seq, Text: view.Say("acts.exclude.line", event.Plain, s.At(e.At)), Chosen: f.Get(fieldSeq) == seq})
		}
	}
	page.Effects = []view.Effect{{Title: view.Say("acts.follows"), Lines: []view.Text{view.Say("acts.exclude.follows")}}}
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Submit: view.Say("act.exclude.do"), Danger: true,
		Questions: []view.Question{
			line,
			{ID: fieldAccount, Name: fieldAccount, Label: view.Say("acts.exclude.account"), Hint: view.Say("acts.exclude.account_hint"), Value: f.Get(fieldAccount), Wrong: wrong[fieldAccount], Limit: accountLimit, Optional: true, Code: true},
			words(fieldWords, "acts.optional_words", f, wrong, true, s.ReadBy(casework.Entry{Code: casework.EntryExcluded})),
		},
	}
	return s, page, nil
}

// exclude keeps an officer out of a case.
func (p *pages) exclude(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	in := access.Officer{Account: casework.AccountID(f.Text(fieldAccount)), Words: say.ReadText(f, fieldWords, wrong)}
	in.Seq, _ = strconv.ParseInt(f.Get(fieldSeq), 10, 64)
	if (in.Account == "") == (in.Seq == 0) {
		wrong[fieldSeq] = view.Say("acts.exclude.wrong")
	}
	s, page, err := p.excludePage(c, user, f, wrong)
	if err != nil {
		return err
	}
	if page.Form == nil {
		return p.Render(c, http.StatusForbidden, page)
	}
	if len(wrong) > 0 {
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.ExcludeOfficer(c.Request().Context(), s.of.Ref, f.Key(), in)
	if fields, ok := fault.DetailsOf(err).(act.InvalidFields); ok && len(fields) > 0 {
		wrong[fieldAccount] = view.Say("acts.exclude.unknown")
		if _, page, err = p.excludePage(c, user, f, wrong); err != nil {
			return err
		}
		return p.correct(c, page)
	}
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}

package acts

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const (
	fieldDesk    = "desk"
	fieldClass   = "class"
	fieldPurpose = "purpose"
	fieldConsent = "consent"
	fieldUntil   = "until"
)

// showGive shows the form that gives an agency access.
func (p *pages) showGive(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	s, page, err := p.givePage(c, user, typed, nil)
	if err != nil {
		return err
	}
	if wrong := (say.Wrongs{}); page.Form != nil && asked(c, typed) {
		if in := s.readGrant(page.Form.Questions, typed, wrong); len(wrong) == 0 {
			page = s.grantPreview(page, typed, in)
		}
	}
	return p.show(c, status(page), page, kept)
}

// givePage makes the page with the form as it was typed.
func (p *pages) givePage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "give_access", policy.GiveAccess)
	if page.WhyNot != nil {
		return s, page, nil
	}
	consents := s.consents(f, wrong)
	if len(consents.Answers) == 1 {
		page.WhyNot = &view.Empty{Why: view.NothingYet, Text: view.Say("acts.give.consent_none"), Next: view.Say("case.record_consents"), NextPath: say.CasePath(s.of.Ref) + "/consents"}
		return s, page, nil
	}
	if page.Prove = s.unproven(policy.GiveAccess, page.Path); page.Prove != "" {
		return s, page, nil
	}
	desks, err := p.Usecases.ListDesks(c.Request().Context(), "", "")
	if err != nil {
		return s, page, err
	}
	classes := view.Question{ID: fieldClass, Name: fieldClass, Kind: view.AskSeveral, Label: view.Say("acts.give.classes"), Hint: view.Say("acts.give.classes_hint"), Wrong: wrong[fieldClass]}
	for _, class := range s.of.Shown {
		if class != policy.Audit && class != policy.Operational {
			classes.Answers = append(classes.Answers, view.Answer{Value: string(class), Text: view.Named("field", class), Chosen: slices.Contains(f.All(fieldClass), string(class))})
		}
	}
	var purposes []view.Answer
	for _, purpose := range policy.Purposes() {
		if !slices.ContainsFunc(consents.Answers, func(a view.Answer) bool { return policy.PurposeFitsConsent(purpose, casework.Consent(a.Value)) }) {
			continue
		}
		purposes = append(purposes, view.Answer{Value: string(purpose), Text: view.Named("read_for", purpose)})
	}
	desk := choice(fieldDesk, "acts.give.desk", f, wrong, s.desks(desks))
	desk.Hint = view.Say("acts.give.desk_hint")
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Submit: view.Say("acts.next"),
		Questions: []view.Question{
			desk, classes, choice(fieldPurpose, "acts.give.purpose", f, wrong, purposes), consents,
			{ID: fieldUntil, Name: fieldUntil, Kind: view.AskDate, Label: view.Say("acts.give.until"), Hint: view.Say("acts.give.until_hint"), Date: say.DateParts(f, fieldUntil), Wrong: wrong[fieldUntil]},
			words(fieldWords, "acts.optional_words", f, wrong, true, s.ReadBy(casework.Entry{Code: casework.EntryAccessGiven})),
		},
	}
	return s, page, nil
}

// consents are the consents in force that access can rest on.
func (s shown) consents(f site.SentForm, wrong say.Wrongs) view.Question {
	var out []view.Answer
	for _, given := range s.of.Consents {
		if given.Active && slices.Contains(casework.GrantConsents(), given.Consent) {
			out = append(out, view.Answer{Value: string(given.Consent), Text: view.Named("consent", given.Consent)})
		}
	}
	return choice(fieldConsent, "acts.give.consent", f, wrong, out)
}

// desks are the desks of other agencies in the two states of the case, and those of no state.
func (s shown) desks(all []office.Desk) []view.Answer {
	var out []view.Answer
	for _, d := range all {
		near := d.Country == "" || d.Country == "*" || d.Country == s.of.Host || d.Country == s.of.Origin
		fits := slices.ContainsFunc(policy.PurposeRules(), func(r policy.PurposeRule) bool { return slices.Contains(r.Kinds, d.Kind) })
		if near && fits && d.Agency != s.User.Actor.Agency && d.Kind != casework.DeskSurvivor {
			out = append(out, view.Answer{Value: string(d.ID), Plain: d.Name})
		}
	}
	slices.SortFunc(out, func(a, b view.Answer) int { return cmp.Compare(a.Plain, b.Plain) })
	return out
}

// give gives access, after a page that says what the desk will then see and for how long.
func (p *pages) give(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, page, err := p.givePage(c, user, f, nil)
	if err != nil {
		return err
	}
	switch {
	case page.Prove != "":
		return proofFirst()
	case page.Form == nil:
		return p.Render(c, status(page), page)
	}
	wrong := say.Wrongs{}
	in := s.readGrant(page.Form.Questions, f, wrong)
	if len(wrong) > 0 {
		if _, page, err = p.givePage(c, user, f, wrong); err != nil {
			return err
		}
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	if f.Get(fieldConfirmed) != "yes" {
		p.KeepAgain(c) // for the way back
		return p.show(c, http.StatusOK, s.grantPreview(page, f, in), site.Drafts{})
	}
	receipt, err := p.Usecases.GiveAccess(c.Request().Context(), s.of.Ref, f.Key(), in)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}

// readGrant reads the form, and says which fields have to be corrected.
func (s shown) readGrant(questions []view.Question, f site.SentForm, wrong say.Wrongs) access.Terms {
	in := access.Terms{Words: say.ReadText(f, fieldWords, wrong), Until: s.ReadDate(f, fieldUntil, wrong)}
	for _, q := range questions {
		switch q.Name {
		case fieldDesk:
			in.Desk = casework.DeskID(chosen(q, f, wrong))
		case fieldPurpose:
			in.Purpose = policy.Purpose(chosen(q, f, wrong))
		case fieldConsent:
			in.Consent = casework.Consent(chosen(q, f, wrong))
		case fieldClass:
			for _, a := range q.Answers {
				if a.Chosen {
					in.Classes = append(in.Classes, policy.Class(a.Value))
				}
			}
		}
	}
	if len(in.Classes) == 0 {
		wrong[fieldClass] = view.Say("acts.wrong.choose")
	}
	latest := s.Now.Add(casework.MaxGrant)
	for _, given := range s.of.Consents {
		if given.Consent == in.Consent && given.Active && given.Until != nil && given.Until.Before(latest) {
			latest = *given.Until
		}
	}
	if _, already := wrong[fieldUntil]; !already && (in.Until.IsZero() || in.Until.After(latest)) {
		wrong[fieldUntil] = view.Say("acts.give.wrong_until")
	}
	s.cannotHave(in, wrong)
	return in
}

// cannotHave says which of the chosen classes the agency of the desk may never have, and whether the purpose
// fits the agency and the consent.
func (s shown) cannotHave(in access.Terms, wrong say.Wrongs) {
	desk, known := s.Directory.Desk(in.Desk)
	if !known {
		return
	}
	var kinds []casework.DeskKind
	for _, one := range s.Usecases.Directory.Desks() {
		if one.Agency == desk.Agency {
			kinds = append(kinds, one.Kind)
		}
	}
	switch {
	case in.Purpose == "":
	case !policy.PurposeFitsAgency(in.Purpose, kinds...):
		wrong[fieldPurpose] = view.Say("acts.give.purpose_not_theirs")
	case in.Consent != "" && !policy.PurposeFitsConsent(in.Purpose, in.Consent):
		wrong[fieldConsent] = view.Say("acts.give.consent_not_for")
	}
	var never []view.Text
	for _, class := range in.Classes {
		if !policy.MayBeGiven(class, kinds...) {
			never = append(never, view.Named("field", class))
		}
	}
	if len(never) > 0 {
		wrong[fieldClass] = view.Say("acts.give.never", never)
	}
}

// grantPreview says what the agency will see, and asks a second time.
func (s shown) grantPreview(page view.ActPage, f site.SentForm, in access.Terms) view.ActPage {
	desk, _ := s.Directory.Desk(in.Desk)
	var classes []view.Text
	for _, class := range in.Classes {
		classes = append(classes, view.Named("field", class))
	}
	page.Look, page.Details, page.Entered = view.Say("acts.look_once_more"), s.person(), entered(page.Form.Questions)
	page.Effects = []view.Effect{{Title: view.Say("acts.follows"), Lines: []view.Text{
		view.Say("acts.give.sees", s.AgencyName(desk.Agency), s.At(in.Until), classes), view.Say("acts.give.told", desk.Name),
		view.Say("acts.give.ends"), view.Say("acts.give.never_after"),
	}}}
	page.Lead = view.Text{}
	page.Form = &view.SmallForm{Action: page.Path, Key: site.NewKey(), Submit: view.Say("act.give_access.do"), Danger: true, Hidden: carried(f)}
	page.Back, page.BackText = changePath(page.Path), view.Say("acts.change")
	return page
}

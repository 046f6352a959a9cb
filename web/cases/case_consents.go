package cases

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showConsents shows the consents of a survivor, each with its state and how it came to it.
func (p *pages) showConsents(c echo.Context, user identity.Caller) error {
	shown, err := p.consentsPage(c, user, nil)
	if err != nil {
		return err
	}
	page := shown.page
	if c.QueryParam("sent") == "" {
		kept := shown.drafts.Form(withdrawPath(casework.Ref(c.Param("case"))))
		if chosen := inForce(page, consentsIn(kept)); len(chosen) > 0 {
			return p.renderWithdrawal(c, user, chosen, kept.Get("words"), http.StatusOK)
		}
	}
	if page.Banner, err = p.reader(c, user).ReceiptBanner(c); err != nil {
		return err
	}
	return p.Render(c, http.StatusOK, page)
}

// inForce are those of some consents that can be withdrawn.
func inForce(page view.CaseConsents, of []casework.Consent) []casework.Consent {
	return slices.DeleteFunc(of, func(consent casework.Consent) bool {
		return !slices.ContainsFunc(page.Consents, func(line view.ConsentLine) bool { return line.Code == string(consent) && line.Active })
	})
}

// shownConsents is the page of consents, with what was kept of its forms, and the desks that her file can be handed over
// to.
type shownConsents struct {
	page      view.CaseConsents
	drafts    site.Drafts
	receivers []casework.DeskID
}

// consentsPage makes the page of consents, with some of them chosen.
func (p *pages) consentsPage(c echo.Context, user identity.Caller, chosen []casework.Consent) (shownConsents, error) {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	found, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return shownConsents{}, err
	}
	ledger, err := p.Usecases.ListConsents(ctx, ref)
	if err != nil {
		return shownConsents{}, err
	}
	drafts, err := p.Drafts(c, user, say.CasePath(ref)+"/consents")
	if err != nil {
		return shownConsents{}, err
	}
	page := view.CaseConsents{
		Frame: p.Frame(c, "", say.NoticeLost, "draft.kept", "draft.discarded"), Head: r.Head(found, say.CaseConsents), Consents: r.consentLines(ledger, chosen),
		MayPreview: slices.Contains(found.May, policy.PreviewWithdrawal), MayWithdraw: slices.Contains(found.May, policy.WithdrawConsent),
		Action: say.CasePath(ref) + "/consents/preview",
	}
	if slices.Contains(found.May, policy.GiveConsent) {
		if page.Give = r.giveForm(ref, page.Consents, found.Receivers, drafts.Form(givePath(ref)), nil); page.Give != nil {
			page.Give.Draft = drafts.View(givePath(ref), "form-give", 0)
			page.Typing = &page.Give.Draft
		}
	}
	page.Section, page.Path = "nav.cases", say.CasePath(ref)+"/consents" // not that of the form which was sent
	return shownConsents{page, drafts, found.Receivers}, nil
}

// consentLines lists every consent, asked or not; of each the newest line of the ledger counts.
func (r reader) consentLines(ledger []cases.Consent, chosen []casework.Consent) []view.ConsentLine {
	var out []view.ConsentLine
	for _, consent := range casework.Consents() {
		one := view.ConsentLine{
			Code: string(consent), Text: view.Named("consent", consent), Chosen: slices.Contains(chosen, consent),
			State: view.Badge{Text: view.Say("no_value.not_asked"), Tone: view.Quiet},
		}
		first := true
		for _, given := range ledger {
			if given.Consent != consent {
				continue
			}
			if first {
				one.Active, one.State, one.Texts, first = given.Active, consentState(given, r), r.consentTexts(given), false
				continue
			}
			one.Earlier = append(one.Earlier, r.consentTexts(given)...)
		}
		out = append(out, one)
	}
	return out
}

func consentState(given cases.Consent, r reader) view.Badge {
	switch {
	case given.Active:
		return view.Badge{Text: view.Say("consents.given")}
	case given.WithdrawnAt != nil:
		return view.Badge{Text: view.Say("consents.withdrawn"), Tone: view.Bad}
	case given.Mode == casework.ModeAuthority:
		return view.Badge{Text: view.Say("consents.by_law"), Tone: view.Waits}
	case given.Until != nil && !r.Now.Before(*given.Until):
		return view.Badge{Text: view.Say("consents.expired"), Tone: view.Waits}
	default:
		return view.Badge{Text: view.Say("consents.not_in_force"), Tone: view.Quiet}
	}
}

// consentTexts says how a consent was given, until when it holds, and when it was withdrawn.
func (r reader) consentTexts(given cases.Consent) []view.Text {
	out := []view.Text{view.Say("consents.given_on", r.At(given.At), view.Named("mode", given.Mode))}
	if given.Receiver != "" {
		out = append(out, view.Say("consents.handed_to", r.DeskName(given.Receiver)))
	}
	if given.Until != nil {
		out = append(out, view.Say("consents.until", r.At(*given.Until)))
	}
	if given.WithdrawnAt != nil {
		out = append(out, view.Say("consents.withdrawn_on", r.At(*given.WithdrawnAt)))
	}
	return out
}

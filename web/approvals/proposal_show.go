package approvals

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// fieldDigest is what exactly the second person has seen, and withdraw the answer of the officer who proposed.
const (
	fieldDigest = "digest"
	withdraw    = "withdraw"
)

// showProposal shows what agreeing to a proposal would do, and the forms that answer or withdraw it.
func (p *pages) showProposal(c echo.Context, user identity.Caller) error {
	page, waits, err := p.proposalPage(c, user, nil)
	switch {
	case err != nil:
		return err
	case !waits:
		return p.gone(c, page, http.StatusOK)
	default:
		return p.Render(c, http.StatusOK, page)
	}
}

// numberOf returns the case and the number that an address names.
func numberOf(c echo.Context) (casework.Ref, int, error) {
	n, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return "", 0, fault.New(fault.NotFound, "there is no such page")
	}
	return casework.Ref(c.Param("case")), n, nil
}

// proposalPage makes the page of a proposal. waits reports whether it waits for an answer.
func (p *pages) proposalPage(c echo.Context, user identity.Caller, wrong say.Wrongs) (page view.ActPage, waits bool, err error) {
	ref, number, err := numberOf(c)
	if err != nil {
		return page, false, err
	}
	found, err := p.Usecases.ShowProposal(c.Request().Context(), ref, number)
	if err != nil {
		return page, false, err
	}
	r := p.reader(c, user)
	page = view.ActPage{Frame: p.Frame(c, "", say.NoticeLost), Title: view.Named("proposal", found.Action), Back: say.ApprovalsPath, BackText: view.Say("approvals.title")}
	page.Section, page.Path = "nav.day", say.ProposalPath(ref, number)
	if found.State != casework.ProposalWaits {
		return page, false, nil
	}
	page.Entered, page.Details = r.proposalFacts(found), r.proposalPerson(found.Person)
	page.Lead, page.About = r.proposalLead(found), view.Say("approval.about")
	if one := found.Correction; one != nil {
		page.Changes = r.Changes(one.Before, one.After)
	}
	if found.Preview != nil {
		page.Effects = r.proposalEffects(*found.Preview)
		if found.Preview.Impossible {
			page.Banner = &view.Banner{Kind: "alert", Title: view.Say("approval.proposal.impossible")}
		}
	}
	p.proposalForms(c, r, &page, found, wrong)
	return page, true, nil
}

// proposalForms adds the forms that answer a proposal or take it back.
func (p *pages) proposalForms(c echo.Context, r reader, page *view.ActPage, found proposals.View, wrong say.Wrongs) {
	yes, no := forms("proposal", page.Path, true, view.Field{Name: fieldDigest, Value: found.Digest})
	switch {
	case found.MayAnswer:
		yes.Submit = view.Say("approval.proposal.agree")
		no.Questions = []view.Question{{
			ID: fieldReasons, Name: fieldReasons, Kind: view.AskArea, Label: view.Say("acts.reasons"), Hint: view.Say("acts.reasons_hint"),
			Readers: r.ReadAnswer(casework.StepApproval), Value: c.FormValue(fieldReasons), Wrong: wrong[fieldReasons], Limit: site.TextLimit,
		}}
		page.Refuse = no
		if policy.StepUpToAgree(found.Action) {
			page.Prove = r.ProofFirst(page.Path)
		}
		if found.Digest != "" && page.Prove == "" {
			page.Form = yes
		}
	case found.MayWithdraw:
		page.Refuse = &view.SmallForm{
			Action: page.Path, Key: site.NewKey(), Submit: view.Say("approval.proposal.withdraw"), Hint: view.Say("approval.proposal.withdraw_hint"),
			Hidden: []view.Field{{Name: answerField, Value: withdraw}},
		}
	}
}

package approvals

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// reader writes what these pages show, for the user of one request.
type reader struct{ say.Reader }

func (p *pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{say.For(p.Site, c, user)}
}

// listFacts say where a list comes from.
func (r reader) listFacts(l rescues.List) []view.Fact {
	out := []view.Fact{{Name: view.Say("approval.list.about"), Plain: string(l.Ref), Lang: "en"}}
	if l.ProposedBy != nil && l.ProposedAt != nil {
		out = append(out, view.Fact{Name: view.Say("approval.proposal.by"), Value: view.Say("approval.begun", r.DeskName(l.ProposedBy.Desk), r.At(*l.ProposedAt))})
	}
	return out
}

// listEffects say how many cases are opened, by the state that the people go to, and what is not opened.
func (r reader) listEffects(preview rescues.Preview) []view.Effect {
	opens, not := view.Effect{Title: view.Say("approval.list.opens")}, view.Effect{Title: view.Say("approval.list.not")}
	for _, route := range preview.Routes {
		country := r.Country(route.Origin)
		if route.Origin == "" {
			opens.Lines = append(opens.Lines, view.Say("approval.list.line", view.Say("no_value.not_known"), view.Count("approval.people", route.Cases)))
			continue
		}
		opens.Lines = append(opens.Lines, view.Say("approval.list.line", country, view.Count("approval.people", route.Cases)))
	}
	for _, one := range []struct {
		key string
		n   int
	}{{"approval.list.unreadable", preview.Unreadable}, {"approval.list.aside", preview.Aside}, {"approval.list.alike", preview.Alike}} {
		not.Lines = append(not.Lines, view.Say("panel.vote", view.Say(one.key), one.n))
	}
	return []view.Effect{opens, not}
}

// erasureFacts say who asked for an erasure, when and why.
func (r reader) erasureFacts(e erasures.Erasure) []view.Fact {
	out := []view.Fact{
		{Name: view.Say("case.title"), Plain: string(e.Case), Lang: "en"},
		{Name: view.Say("approval.erasure.why"), Value: view.Named("erasure_basis", e.Basis)},
		{Name: view.Say("approval.erasure.asked"), Value: view.Say("case.by_role", r.DeskName(e.RequestedBy.Desk), r.At(e.RequestedAt))},
	}
	if e.Reasons != "" {
		out = append(out, view.Fact{Name: view.Say("acts.erase.reasons"), Plain: e.Reasons})
	}
	if e.State == erasure.Approved && e.DecidedAt != nil && e.DecidedBy != nil {
		out = append(out, view.Fact{Name: view.Say("approval.erasure.approved"), Value: view.Say("case.by_role", r.DeskName(e.DecidedBy.Desk), r.At(*e.DecidedAt))})
	}
	return out
}

// waitsForSecond says whose approval a request waits for.
func (r reader) waitsForSecond(e erasures.Erasure) view.Text {
	var roles []view.Text
	for _, role := range e.WaitsFor {
		roles = append(roles, view.Named("role", role))
	}
	return view.Say("approval.erasure.waits", roles, r.AgencyName(e.RequestedBy.Agency))
}

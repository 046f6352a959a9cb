package movements

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// shown is a movement, as the use-cases show it to the user.
type shown struct {
	reader

	of         movements.Detail
	candidates *movements.Candidates // nil for a user who gives no seats of it
}

// find asks for the movement that the address names, and for who could get a seat if the user may give
// seats and it is not too late.
func (p *pages) find(c echo.Context, user identity.Caller) (shown, error) {
	ctx, ref, out := c.Request().Context(), casework.Ref(c.Param("movement")), shown{reader: p.reader(c, user)}
	var err error
	if out.of, err = p.Usecases.ShowMovement(ctx, ref); err != nil || !out.books() || out.late() {
		return out, err
	}
	found, err := p.Usecases.ListCandidates(ctx, ref)
	out.candidates = &found
	return out, err
}

// books reports whether the user's desk gives seats of the movement. The use-case decides again.
func (s shown) books() bool {
	agency := func(id casework.DeskID) casework.AgencyID {
		desk, _ := s.Directory.Desk(id)
		return desk.Agency
	}
	return policy.EverAllowed(s.User.Actor, policy.HoldSeats) && agency(s.of.Desk) == s.User.Actor.Agency
}

// late reports whether seats cannot be changed any more.
func (s shown) late() bool {
	return slices.Contains([]movement.Status{movement.Locked, movement.Boarding, movement.Departed, movement.Arrived, movement.Cancelled}, s.of.Status)
}

// showMovement shows one movement.
func (p *pages) showMovement(c echo.Context, user identity.Caller) error {
	s, err := p.find(c, user)
	if err != nil {
		return err
	}
	path := say.MovementPath(s.of.Ref)
	kept, err := p.Drafts(c, user, path)
	if err != nil {
		return err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), typed{kept.Form(path + "/hold"), kept.Form(path + "/release"), kept}, nil)
	receipt, banner, err := s.Receipt(c)
	if err != nil {
		return err
	}
	page.Banner = banner
	page.Answers = answerLines(receipt)
	return p.Render(c, http.StatusOK, page)
}

// typed is what was typed into the two forms of a movement, and what of it was kept.
type typed struct {
	hold, release site.SentForm
	kept          site.Drafts
}

// page makes the page of a movement with what was typed into its forms.
func (s shown) page(f view.Frame, of typed, wrong say.Wrongs) view.Movement {
	m := s.of
	f.Section, f.Path = "nav.movements", say.MovementPath(m.Ref)
	page := view.Movement{Frame: f, Ref: string(m.Ref), State: statusBadge(m.Status), Seats: seats(m.Movement), Withheld: m.Withheld, Facts: s.facts(), Blocks: s.blocks()}
	if !m.Withheld || m.Sold > 0 {
		page.Seats = append([]view.Text{view.Count("trips.free", m.Free)}, page.Seats...)
	}
	for _, leg := range m.Legs {
		page.Legs = append(page.Legs, s.Leg(string(leg.Mode), string(leg.From), string(leg.To), leg.DepartsAt, leg.ArrivesAt))
	}
	page.List, page.ListTurn = say.MovementPath(m.Ref)+"/list", len(s.offered(s.User)) > 0
	page.Funnel = s.funnel()
	page.Waits = s.waits()
	switch {
	case s.candidates != nil:
		page.Candidates, page.Release = s.candidateList(of.hold, wrong), s.releaseForm(of.release, wrong)
		if page.Release != nil {
			page.Release.Draft = of.kept.View(page.Release.Action, formRelease, 0)
			page.Typing = &page.Release.Draft
		}
		if page.Candidates.Draft = of.kept.View(page.Candidates.Action+"/hold", formHold, 0); page.Candidates.Empty == nil && (page.Release == nil || !page.Release.Open) {
			page.Typing = &page.Candidates.Draft
		}
	case s.books():
		page.WhyNot = view.Say("trips.over")
	default:
		page.WhyNot = view.Say("trips.not_yours")
	}
	return page
}

// facts are who plans, escorts and receives the movement, and how far its passenger list is.
func (s shown) facts() []view.Fact {
	m := s.of
	out := []view.Fact{{Name: view.Say("trips.planner"), Plain: s.DeskName(m.Desk), Lang: "en"}}
	for _, escort := range m.Escorts {
		out = append(out, view.Fact{Name: view.Say("trips.escorts"), Plain: s.DeskName(escort), Lang: "en"})
	}
	out = append(out, view.Fact{Name: view.Say("trips.receiver"), Plain: s.DeskName(m.Receiving), Lang: "en"})
	list := view.Fact{Name: view.Say("trips.manifest"), Value: view.Say("trips.manifest_none")}
	if m.Manifest > 0 {
		list.Value = view.Say("trips.manifest_version", m.Manifest)
	}
	if m.Blocked > 0 {
		out = append(out, view.Fact{Name: view.Say("trips.seats"), Value: view.Count("trips.blocked", m.Blocked)})
	}
	return append(out, list)
}

// waits says which desk the movement waits for next; nothing when it is over.
func (s shown) waits() view.Text {
	desk, m := casework.DeskID(""), s.of
	switch m.Status {
	case movement.Planned, movement.Holding, movement.Ticketed:
		desk = m.Desk
	case movement.Locked, movement.Boarding:
		if len(m.Escorts) > 0 {
			desk = m.Escorts[0]
		}
	case movement.Departed:
		desk = m.Receiving
	default:
	}
	if desk == "" {
		return view.Text{}
	}
	return view.Say("panel.vote", view.Say("trips.waits_for"), s.DeskName(desk))
}

func stateText(state movement.State, why movement.Why) view.Text {
	if why == "" {
		return view.Named("passenger", state)
	}
	return view.Say("panel.vote", view.Named("passenger", state), view.Named("why", why))
}

package movements

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the forms of seats.
const (
	fieldCase     = "case"
	fieldTogether = "together"
	fieldRelease  = "release"
	fieldCause    = "cause"
	asBlock       = "block"
	eachAlone     = "alone"
	formHold      = "form-hold" // the IDs of the forms
	formRelease   = "form-release"
)

// blocks are the passengers whom the user may know of, by those who travel together.
func (s shown) blocks() []view.PassengerBlock {
	var order []casework.Ref
	members := map[casework.Ref][]movement.Passenger{}
	for _, p := range s.of.Passengers {
		if _, known := members[p.Block]; !known {
			order = append(order, p.Block)
		}
		members[p.Block] = append(members[p.Block], p)
	}
	var out []view.PassengerBlock
	for _, block := range order {
		one := view.PassengerBlock{Title: view.Count("trips.block_of", len(members[block]))}
		for _, p := range members[block] {
			line := view.PassengerLine{Person: view.Person{Ref: string(p.Case), Path: say.CasePath(p.Case)}, State: view.Badge{Text: view.Named("passenger", p.State), Tone: tone(p.State)}}
			if p.Why != "" {
				line.Notes = append(line.Notes, view.Named("why", p.Why))
			}
			if !p.HeldUntil.IsZero() && p.State == movement.Held {
				line.Notes = append(line.Notes, view.Say("trips.held_until", s.At(p.HeldUntil)))
			}
			for _, need := range []struct {
				is  bool
				key string
			}{{p.Need.Medical, "medical"}, {p.Need.Child, "child"}, {p.Need.AtRisk, "at_risk"}} {
				if need.is {
					line.Notes = append(line.Notes, view.Named("need", need.key))
				}
			}
			one.People = append(one.People, line)
		}
		out = append(out, one)
	}
	return out
}

func tone(state movement.State) view.Tone {
	switch state {
	case movement.Standby:
		return view.Waits
	case movement.Off:
		return view.Quiet
	default:
		return ""
	}
}

// funnel counts the passengers whom the user may know of by how far they have come.
func (s shown) funnel() []view.FunnelStage {
	var out []view.FunnelStage
	for _, state := range []movement.State{movement.Standby, movement.Held, movement.HasTicket, movement.OnManifest, movement.Aboard, movement.Away, movement.HasArrived, movement.Off} {
		n := 0
		for _, p := range s.of.Passengers {
			if p.State == state {
				n++
			}
		}
		out = append(out, view.FunnelStage{Text: view.Named("passenger", state), Number: n})
	}
	return out
}

// candidateList is who could get a seat, with what was ticked.
func (s shown) candidateList(f site.SentForm, wrong say.Wrongs) *view.CandidateList {
	out := &view.CandidateList{Action: say.MovementPath(s.of.Ref), Key: site.NewKey(), More: s.candidates.More, Wrong: wrong[fieldCase]}
	if len(s.candidates.Rows) == 0 {
		out.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("trips.candidates_none")}
	}
	for _, c := range s.candidates.Rows {
		line := view.CandidateLine{
			Person: view.Person{Ref: string(c.Case), Path: say.CasePath(c.Case), Origin: string(c.Origin), Badges: say.PersonBadges(c.Minor, false)},
			Asked:  view.Badge{Text: view.Say("trips.seat_asked")}, Lacks: lacks(c), Chosen: slices.Contains(f.All(fieldCase), string(c.Case)),
		}
		if !c.Asked {
			line.Asked = view.Badge{Text: view.Say("trips.seat_not_asked"), Tone: view.Quiet}
		}
		out.Rows = append(out.Rows, line)
	}
	out.Together = view.Question{ID: fieldTogether, Name: fieldTogether, Kind: view.AskOne, Label: view.Say("trips.hold_together"), Answers: []view.Answer{
		{Value: eachAlone, Text: view.Say("trips.hold_alone"), Chosen: f.Get(fieldTogether) == eachAlone},
		{Value: asBlock, Text: view.Say("trips.hold_block"), Chosen: f.Get(fieldTogether) == asBlock},
	}, Wrong: wrong[fieldTogether]}
	return out
}

// lacks says what is missing for a ticket.
func lacks(c movements.Candidate) view.Text {
	var all []view.Text
	for _, u := range c.Missing {
		if u.Condition == visible.Withheld {
			all = append(all, view.Say("case.withheld"))
			continue
		}
		all = append(all, view.Named("condition", u.Condition))
	}
	if len(all) == 0 {
		return view.Say("trips.ready")
	}
	return view.Say("trips.lacks", all)
}

package movements

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Manifest is the list of everybody who has a seat.
type Manifest struct {
	Movement   casework.Ref
	Version    int
	Status     movement.Status
	DepartsAt  time.Time
	Passengers []ManifestLine
}

// ManifestLine is one seat. Case is "" if who has it is not for the caller.
type ManifestLine struct {
	Case     casework.Ref
	State    movement.State
	Seat     int
	Block    casework.Ref
	Minor    bool
	Person   record.Person    // what a travel card holds; zero if it is not shown
	Document *record.Document // that the ticket was issued for, otherwise the newest; nil if none is shown
}

// ShowManifest shows everybody with a seat: name and papers while the caller needs them, and nothing else.
func (s *Movements) ShowManifest(ctx context.Context, ref casework.Ref) (Manifest, error) {
	return act.Run(ctx, s.core, policy.ShowManifest, ofMovement(ref), func(ctx context.Context) (Manifest, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return Manifest{}, err
		}
		out := Manifest{Movement: m.Ref, Version: m.Manifest, Status: m.Status, DepartsAt: m.DepartsAt}
		subject, err := s.core.MovementFor(ctx, m)
		if err != nil {
			return Manifest{}, err
		}
		known := map[casework.Ref]bool{}
		seated := slices.DeleteFunc(slices.Clone(m.State.Passengers), func(p movement.Passenger) bool { return !p.State.Seated() })
		files, err := s.store.CaseFiles(ctx, act.RefsOf(seated, func(p movement.Passenger) casework.Ref { return p.Case }))
		if err != nil {
			return Manifest{}, err
		}
		for _, p := range seated {
			line := ManifestLine{State: p.State, Seat: p.Seat}
			if c, there := files[p.Case]; there {
				line = s.manifestLine(p, c, request.From(ctx).OfCase(p.Case, subject))
			}
			known[line.Case] = true
			out.Passengers = append(out.Passengers, line)
		}
		blocks := blockNames(m.State.Passengers, known)
		for i, line := range out.Passengers {
			out.Passengers[i].Block = blocks[line.Block]
		}
		return out, nil
	})
}

// manifestLine returns one line. A person who wants the caller kept out, or whose case is not for an immigration
// officer, leaves a seat that is taken.
// A desk that may see more of her sees it in her case, where it has a part.
func (s *Movements) manifestLine(p movement.Passenger, c record.CaseDetail, seen request.Visibility) ManifestLine {
	taken := ManifestLine{State: p.State, Seat: p.Seat}
	to := policy.OfCase(&c.State, s.core.AgencyOf, s.core.Now()).RelationsOf(seen.Actor())
	if to.Has(policy.Excluded) || !policy.ReadsWholeManifest(seen.Actor()) && !policy.May(seen.Actor(), policy.ShowCase, to) {
		return taken
	}
	line := ManifestLine{Case: p.Case, State: p.State, Seat: p.Seat, Block: p.Block, Minor: c.Minor}
	if policy.ReadsNames(seen.Actor(), p.State.Listed(), p.State == movement.HasArrived) && seen.Reveal(policy.TravelCard) {
		line.Person, line.Document = visible.TravelCard(c.Person), documentOn(p, c.Documents)
	}
	return line
}

// documentOn returns the document that a ticket was issued for, otherwise the newest; nil for none.
func documentOn(p movement.Passenger, all []record.Document) *record.Document {
	var chosen *record.Document
	for i := range all {
		d := &all[i]
		if chosen == nil || d.Ref == p.Document || chosen.Ref != p.Document && d.At.After(chosen.At) {
			chosen = d
		}
	}
	return chosen
}

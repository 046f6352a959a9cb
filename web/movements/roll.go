package movements

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/view"
)

// deed is an act about a passenger list. Its name is the last part of the path of its form, and of the keys of
// its words.
type deed struct {
	name   string
	action policy.Action
	when   []movement.Status // of the movement
	of     movement.State    // the passengers whom it is about; without one of them it is not offered
	// says are the answers that can be given for each of them; none for an act about all of them at once.
	says   []answer
	whole  bool // each of them has to be answered for
	danger bool
	do     func(p *pages, ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error)
}

// answer is what can be said of a passenger.
type answer struct {
	value string
	text  view.Text
	item  movement.Item
}

// deeds lists the acts about a passenger list in the order in which a movement needs them.
func deeds() []deed {
	open, locked := []movement.Status{movement.Planned, movement.Holding, movement.Ticketed}, []movement.Status{movement.Locked, movement.Boarding}
	return []deed{
		{name: "ticket", action: policy.IssueTickets, when: append(slices.Clone(locked), open...), of: movement.Held, do: func(p *pages, ctx context.Context, ref casework.Ref, key string, _ []movement.Item) (act.Receipt, error) {
			return p.Usecases.IssueTickets(ctx, ref, key, nil)
		}},
		{name: "lock", action: policy.LockManifest, when: append(slices.Clone(locked), open...), of: movement.HasTicket, says: comparisons(), whole: true, do: func(p *pages, ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error) {
			return p.Usecases.LockManifest(ctx, ref, key, items)
		}},
		{name: "board", action: policy.BoardPassengers, when: locked, of: movement.OnManifest, says: boardings(), do: func(p *pages, ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error) {
			return p.Usecases.BoardPassengers(ctx, ref, key, items)
		}},
		{name: "depart", action: policy.DepartMovement, when: []movement.Status{movement.Boarding}, of: movement.Aboard, danger: true, do: func(p *pages, ctx context.Context, ref casework.Ref, key string, _ []movement.Item) (act.Receipt, error) {
			return p.Usecases.DepartMovement(ctx, ref, key, time.Time{})
		}},
		{name: "arrive", action: policy.ConfirmArrivals, when: []movement.Status{movement.Departed}, of: movement.Away, says: outcomes(casework.Met, casework.NotMet, casework.Detained, casework.Hospital), do: func(p *pages, ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error) {
			return p.Usecases.ConfirmArrivals(ctx, ref, key, items)
		}},
		{name: "unlock", action: policy.UnlockManifest, when: locked, of: movement.OnManifest, danger: true, do: func(p *pages, ctx context.Context, ref casework.Ref, key string, _ []movement.Item) (act.Receipt, error) {
			return p.Usecases.UnlockManifest(ctx, ref, key)
		}},
	}
}

// comparisons are what can be said of a passenger before the list is locked (field reference, gate G13).
func comparisons() []answer {
	return []answer{
		{"match", view.Say("roll.match"), movement.Item{Facts: []casework.Statement{{Name: casework.FactNamesMatch, Value: "yes"}, {Name: casework.FactSeparated, Value: "yes"}}}},
		{"differs", view.Say("roll.differs"), movement.Item{Facts: []casework.Statement{{Name: casework.FactNamesMatch, Value: "no"}}}},
		{"together", view.Say("roll.together"), movement.Item{Facts: []casework.Statement{{Name: casework.FactNamesMatch, Value: "yes"}, {Name: casework.FactSeparated, Value: "no"}}}},
	}
}

// boardings are the ends of boarding. A passenger who boards was compared with her document and asked again (gate G16).
func boardings() []answer {
	out := outcomes(casework.Boarded, casework.NoShow, casework.ChangedMind, casework.Offloaded)
	out[0].text = view.Say("roll.boarded")
	out[0].item.Facts = []casework.Statement{{Name: casework.FactIdentityMatch, Value: "yes"}, {Name: casework.FactAskedAgain, Value: "yes"}}
	return out
}

func outcomes(all ...casework.Outcome) []answer {
	var out []answer
	for _, one := range all {
		out = append(out, answer{string(one), view.Named("outcome", one), movement.Item{Outcome: one}})
	}
	return out
}

// offered lists the acts that the user's desk has to do now. The use-case decides again.
func (s shown) offered(user identity.Caller) []deed {
	var out []deed
	for _, one := range deeds() {
		waits := slices.ContainsFunc(s.of.Passengers, func(p movement.Passenger) bool { return p.State == one.of })
		if waits && slices.Contains(one.when, s.of.Status) && policy.EverAllowed(user.Actor, one.action) && s.turn(one.action, user.Actor.Desk) {
			out = append(out, one)
		}
	}
	return out
}

// turn reports whether an act is one of the user's desk, where only one desk can do it.
func (s shown) turn(action policy.Action, desk casework.DeskID) bool {
	switch action {
	case policy.IssueTickets:
		return s.books()
	case policy.BoardPassengers, policy.DepartMovement:
		return slices.Contains(s.of.Escorts, desk)
	case policy.ConfirmArrivals:
		return s.of.Receiving == desk
	default:
		return true
	}
}

package movement

import (
	"cmp"
	"slices"

	"example.org/homeward/internal/casework"
)

// group is a block with the values that determine the fair order.
type group struct {
	block casework.Ref
	at    []int // places of its members
	need  Need
}

// before compares g with h, as cmp.Compare does: medical need comes first, then a child, then risk,
// then the longest wait (field reference 13.8). The reference decides between equals, so that the
// order is always the same.
func (g group) before(h group) int {
	return cmp.Or(
		first(g.need.Medical, h.need.Medical),
		first(g.need.Child, h.need.Child),
		first(g.need.AtRisk, h.need.AtRisk),
		first(!g.need.Since.IsZero(), !h.need.Since.IsZero()),
		g.need.Since.Compare(h.need.Since),
		cmp.Compare(g.block, h.block),
	)
}

// ByNeed compares two passengers in the fair order.
func ByNeed(p, q Passenger) int {
	return group{block: p.Case, need: p.Need}.before(group{block: q.Case, need: q.Need})
}

func first(g, h bool) int {
	switch {
	case g == h:
		return 0
	case g:
		return -1
	default:
		return 1
	}
}

// groups returns the blocks of the passengers that satisfy a condition, in fair order. A block has the
// needs of all its members, and the longest of their waits.
func (m *Movement) groups(take func(Passenger) bool) []group {
	var out []group
	for i, p := range m.Passengers {
		if !take(p) {
			continue
		}
		at := slices.IndexFunc(out, func(g group) bool { return g.block == p.Block })
		if at < 0 {
			out = append(out, group{block: p.Block, need: p.Need, at: []int{i}})
			continue
		}
		g := &out[at]
		g.at = append(g.at, i)
		g.need.Medical = g.need.Medical || p.Need.Medical
		g.need.Child = g.need.Child || p.Need.Child
		g.need.AtRisk = g.need.AtRisk || p.Need.AtRisk
		if !p.Need.Since.IsZero() && (g.need.Since.IsZero() || p.Need.Since.Before(g.need.Since)) {
			g.need.Since = p.Need.Since
		}
	}
	slices.SortFunc(out, group.before)
	return out
}

// allot gives seats to groups in their order. A group that does not fit is skipped, and a smaller one
// after it may fit, so that no seat stays empty that could be used.
func allot(groups []group, seats int, barred func(group) bool) []Ranked {
	out := make([]Ranked, 0, len(groups))
	for _, g := range groups {
		r := Ranked{Block: g.block, Size: len(g.at), Need: g.need}
		switch {
		case len(g.at) > seats:
			r.Because = WhyFull
		case barred(g):
			r.Because = WhySeparated
		default:
			r.Seated = true
			seats -= len(g.at)
		}
		out = append(out, r)
	}
	return out
}

// proposed are the cases on standby that fit the free seats now, in fair order.
func (m *Movement) proposed() []casework.Ref {
	if m.Gone() {
		return nil
	}
	waiting := m.groups(func(p Passenger) bool { return p.State == Standby })
	var chosen []int
	var out []casework.Ref
	free := m.Free()
	for _, g := range waiting {
		if len(g.at) > free || m.barred(g.at, chosen) {
			continue
		}
		free -= len(g.at)
		chosen = append(chosen, g.at...)
		for _, i := range g.at {
			out = append(out, m.Passengers[i].Case)
		}
	}
	return out
}

// barred reports whether any of these must not travel with a passenger who has a seat, or with any of those.
func (m *Movement) barred(these, those []int) bool {
	for _, i := range these {
		for j, p := range m.Passengers {
			if (p.State.Seated() || slices.Contains(those, j)) && !slices.Contains(these, j) &&
				m.separated(m.Passengers[i].Case, p.Case) {
				return true
			}
		}
	}
	return false
}

func (m *Movement) separated(a, b casework.Ref) bool {
	return slices.Contains(m.Separations, Separation{a, b}.ordered())
}

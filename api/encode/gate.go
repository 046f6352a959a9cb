package encode

import (
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/internal/wire"
)

// Gates are gates of a case; never nil.
func Gates(all []visible.Gate) []wire.Gate {
	out := make([]wire.Gate, 0, len(all))
	for _, g := range all {
		out = append(out, Gate(g))
	}
	return out
}

// Gate is a gate of a case.
func Gate(g visible.Gate) wire.Gate {
	v := wire.Gate{Gate: g.ID, Open: g.Open, Never: g.Never, Reason: g.Reason, OpenedBy: g.OpenedBy}
	for _, action := range g.Blocks {
		v.Blocks = append(v.Blocks, string(action))
	}
	if g.Waiver != nil {
		v.Waiver, v.Together = g.Waiver.Roles, g.Waiver.Together
	}
	for _, u := range g.Unmet {
		v.Unmet = append(v.Unmet, wire.Unmet{
			Condition: string(u.Condition), Owner: u.Owner, Desk: u.Desk, Since: u.Since.UTC(), AgeSeconds: Seconds(u.Age), Answered: u.Answered, Recalled: u.Recalled,
		})
	}
	return v
}

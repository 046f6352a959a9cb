package reading

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// How long a part in a case explains that its file is read. Design of this project.
const (
	DeskAfter    = 24 * time.Hour      // after the desk has decided something in it
	AccountAfter = 14 * 24 * time.Hour // after the account has acted in it
)

// Work reports whether the work of an account's desk explains that the account reads the file of a case now: the
// desk has an open request in it, or has decided something in it within a day; the account has acted in it within
// two weeks; or the account has emergency access, which has rules of its own. To be on her team explains nothing
// alone: a desk of the team is on the team of every survivor of its state.
func Work(c *casework.Case, by casework.Actor, now time.Time) bool {
	if by.Account == "" || by.Desk == "" {
		return false
	}
	w := worker{by, now}
	return slices.ContainsFunc(c.Tasks, w.asked) || slices.ContainsFunc(c.Settlements, w.settled) ||
		slices.ContainsFunc(c.BreakGlass, w.emergency) || slices.ContainsFunc(actsOf(c), w.acted)
}

type worker struct {
	by  casework.Actor
	now time.Time
}

func (w worker) asked(t casework.Task) bool {
	return t.Desk == w.by.Desk || t.ClaimedBy != nil && t.ClaimedBy.Account == w.by.Account
}

func (w worker) settled(s casework.Settlement) bool {
	return s.By.Desk == w.by.Desk && w.now.Sub(s.At) < DeskAfter
}

func (w worker) emergency(g casework.BreakGlass) bool {
	return g.By.Account == w.by.Account && g.Active(w.now)
}

func (w worker) acted(a act) bool {
	return a.by.Account == w.by.Account && w.now.Sub(a.at) < AccountAfter
}

// act is something that an officer did in a case.
type act struct {
	by casework.Actor
	at time.Time
}

// actsOf lists what officers did in a case, as far as its state names them.
func actsOf(c *casework.Case) []act {
	var out []act
	for _, s := range c.Settlements {
		out = append(out, act{s.By, s.At})
	}
	for _, f := range c.Facts {
		out = append(out, act{f.By, f.At})
	}
	for _, t := range c.Tasks {
		for _, v := range t.Votes {
			out = append(out, act{v.By, v.At})
		}
	}
	for _, w := range c.Waivers {
		out = append(out, act{w.By, w.At})
	}
	for _, h := range c.OnHold {
		out = append(out, act{h.By, h.Since})
	}
	for _, g := range c.Access {
		out = append(out, act{g.By, g.Since})
	}
	for _, p := range c.Proposals {
		out = append(out, act{p.By, p.At})
		if p.Decided != nil {
			out = append(out, act{*p.Decided, p.DecidedAt})
		}
	}
	return out
}

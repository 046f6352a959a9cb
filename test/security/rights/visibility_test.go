package rights_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// caring are the kinds of desks that look after a survivor in the host state.
var caring = []casework.DeskKind{
	casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor, casework.DeskShelter, casework.DeskMedical, casework.DeskScreener,
	casework.DeskPanel, casework.DeskReview, casework.DeskChildPanel,
}

// part reports whether a desk was ever asked to do something in the case, a question and a request to
// delete aside, or is of the case team.
func part(c *casework.Case, desk casework.DeskID) bool {
	asked := func(step casework.Step) bool {
		return step.Base() != casework.StepInformation && step.Base() != casework.StepAttest
	}
	for _, kind := range []casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor} {
		if c.Rules.Desks[kind] == desk {
			return true
		}
	}
	for _, t := range c.Tasks {
		if t.Desk == desk && asked(t.Step) {
			return true
		}
	}
	for _, s := range c.Settlements {
		if s.By.Desk == desk && asked(s.Step) {
			return true
		}
	}
	for step := range c.Attempts {
		if of, _ := c.Rules.DeskOf(step); of == desk && asked(step) {
			return true
		}
	}
	return false
}

// team: a desk that looks after her, in the host state or named by the corridor, with a part in the case.
func team(c *casework.Case, o officer) bool {
	home := o.at.Country == c.Rules.Host || o.at.Country == "*"
	return home && slices.Contains(caring, o.at.Kind) && part(c, o.Desk)
}

// granted lists the classes that a running grant gives to the officer's agency, and broken says whether
// the officer has opened the case in an emergency.
func granted(c *casework.Case, o officer, now time.Time) (out []policy.Class) {
	for _, g := range c.Access {
		if g.Agency == o.Agency && c.GrantActive(g, now) {
			out = append(out, g.Classes...)
			if slices.Contains(g.Classes, policy.Identity) {
				out = append(out, policy.TravelCard)
			}
		}
	}
	return out
}

func broken(c *casework.Case, o officer, now time.Time) bool {
	return slices.ContainsFunc(c.BreakGlass, func(g casework.BreakGlass) bool { return g.By.Account == o.Account && g.Active(now) })
}

// mayFear: she has said that she fears to return, an answer about it was taken back and not given again,
// or she has asked for asylum.
func mayFear(c *casework.Case) bool {
	if c.FactIs(casework.FactAsylum, "open") {
		return true
	}
	if s, settled := c.Settlement(casework.StepFearOfReturn); settled {
		return s.Outcome == casework.Yes
	}
	return c.Attempts[casework.StepFearOfReturn] > 1
}

// wrong says which sentence of the field is broken if an officer sees a class; "" for none.
func wrong(c *casework.Case, o officer, class policy.Class, now time.Time) string {
	let := slices.Contains(granted(c, o, now), class) || broken(c, o, now)
	switch {
	case c.Excludes(o.Account):
		return "an officer whom she has excluded sees nothing"
	case mayFear(c) && o.at.Country == c.Rules.Origin:
		return "the state that she may fear sees nothing of her"
	case broken(c, o, now) && (!slices.Contains(caring, o.at.Kind) || o.at.Country != c.Rules.Host && o.at.Country != "*"):
		return "emergency access is for those who care for her in the host state"
	case let || team(c, o):
		return ""
	}
	switch class {
	case policy.Narrative, policy.Medical, policy.Fear:
		if class == policy.Fear && o.Role == casework.RoleProtection && part(c, o.Desk) {
			return "" // the authority that she has asked for protection decides about her fear
		}
		return "the story, the findings and her fear are for her team in the host state"
	case policy.Legal:
		if o.Role == casework.RoleProsecutor && part(c, o.Desk) {
			return ""
		}
		return "what the law holds against her is for her team, and for the prosecutor who was asked"
	case policy.Contact, policy.Aftercare:
		if slices.Contains([]casework.Role{casework.RoleReceiver, casework.RoleReintegration}, o.Role) && part(c, o.Desk) {
			return ""
		}
		return "how she is reached is for her team, and for those who were asked to receive and support her"
	default:
		if part(c, o.Desk) && o.Role != casework.RoleSupervisor && o.Role != casework.RoleLegal {
			return ""
		}
		sister := o.at.Country == c.Rules.Host && slices.Contains(caring, o.at.Kind) && (o.Role == casework.RoleSupervisor || o.Role == casework.RoleLegal)
		if sister || o.at.Country == "*" {
			return ""
		}
		return "who she is, is for desks that were asked, and for those who oversee an agency of her team"
	}
}

// enough is how many lives the tests lead at most that ask every officer of the directory, or try every
// command.
const enough = 400

// Over random lives, in which officers of all desks try all commands, every officer of the directory sees
// only what a sentence of the field gives them.
func TestVisibilityIsWhatTheFieldSays(t *testing.T) {
	t.Parallel()
	h := newPlace(t)
	looks, shown := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		if h.lives >= enough {
			return
		}
		l := h.opens(rapid.SampledFrom([]string{"tha-lao", "tha-mmr", "tha-ken", "tha-idn", "khm-vnm"}).Draw(rt, "corridor"))
		for range rapid.IntRange(5, 45).Draw(rt, "length") {
			l.happens(rt)
		}
		c := l.state()
		of := l.subject(&c)
		for _, o := range l.all {
			for _, class := range sees(of, o) {
				shown++
				require.Empty(rt, wrong(&c, o, class, l.clock), "%s at %s sees %s after:\n%s", o.Role, o.Desk, class, strings.Join(l.trail, "\n"))
			}
			looks++
		}
	})
	t.Logf("%d officers of %d lives looked, and %d classes were shown", looks/h.lives, h.lives, shown)
	require.Greater(t, looks/h.lives, 800, "each desk of the directory in each role that may be there")
	require.Positive(t, shown)
}

// happens does one thing: mostly an ordinary one, so that the case goes on, otherwise any command of
// any officer. Now and then time passes.
func (l *life) happens(t *rapid.T) {
	switch n := rapid.IntRange(0, 9).Draw(t, "what happens"); {
	case n < 6:
		l.goesOn(t)
	case n < 9:
		who, one := l.attempt(t)
		l.tries(t, who, one)
	default:
		l.clock = l.clock.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
	}
}

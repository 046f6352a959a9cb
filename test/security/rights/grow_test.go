package rights_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
)

// seers lists those officers of the directory who see the case, with the classes that they see.
func (l *life) seers(c *casework.Case, of func(officer) bool) []string {
	var out []string
	subject := l.subject(c)
	for _, o := range l.all {
		if of(o) {
			for _, class := range sees(subject, o) {
				out = append(out, string(o.Account)+" "+string(class))
			}
		}
	}
	return out
}

// reach brings the case to where the embassy was asked, if nothing stands in the way.
func (l *life) reach(t *rapid.T) {
	for range 14 {
		l.goesOn(t)
		if _, asked := l.state().Attempts[casework.StepVerifyNationality]; asked {
			return
		}
	}
}

// After she has said that she fears to return, has asked for asylum, has withdrawn a consent or has
// excluded an officer, no command of any officer shows her to more people of the state that she may fear,
// to the desks that saw her by the consent, or to that officer.
func TestTheSetOfThoseWhoSeeHerNeverGrows(t *testing.T) {
	t.Parallel()
	h := newPlace(t)
	happened := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		l := h.opens(rapid.SampledFrom([]string{"tha-lao", "tha-mmr", "tha-idn", "khm-vnm"}).Draw(rt, "corridor"))
		l.reach(rt)
		for range rapid.IntRange(0, 8).Draw(rt, "before") {
			l.happens(rt)
		}
		c := l.state()
		caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
		what := rapid.SampledFrom([]string{"asylum", "fear", "withdrawal", "exclusion"}).Draw(rt, "trigger")
		var (
			of    func(officer) bool
			holds func(*casework.Case) bool
			done  bool
		)
		switch what {
		case "asylum":
			done = l.tries(rt, caseworker, l.reports(cases.Event{Event: casework.EventAsylumClaim}))
			of, holds = func(o officer) bool { return o.at.Country == c.Rules.Origin }, mayFear
		case "fear":
			supervisor := l.at(c.Rules.Desks[casework.DeskSupervisor], casework.RoleSupervisor)
			done = l.tries(rt, supervisor, l.reports(cases.Event{Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasons: "Reasons."}))
			of, holds = func(o officer) bool { return o.at.Country == c.Rules.Origin }, mayFear
		case "withdrawal":
			done = l.tries(rt, caseworker, l.withdraws(casework.ConsentConsulate, casework.ConsentShareIdentity))
			of = func(o officer) bool { return o.at.Kind == casework.DeskConsulate }
			holds = func(c *casework.Case) bool {
				return !c.Consented(casework.ConsentConsulate, l.clock) || !c.Consented(casework.ConsentShareIdentity, l.clock)
			}
		default:
			one := rapid.SampledFrom(l.all).Draw(rt, "excluded")
			done = l.tries(rt, caseworker, l.excludes(one.Account))
			of = func(o officer) bool { return o.Account == one.Account }
			holds = func(c *casework.Case) bool { return c.Excludes(one.Account) }
		}
		if !done {
			return
		}
		happened[what]++
		c = l.state()
		before := l.seers(&c, of)
		for range rapid.IntRange(1, 8).Draw(rt, "after") {
			l.happens(rt)
			c = l.state()
			if !holds(&c) {
				return // her team took it back, in the ways that the rules have for it
			}
			now := l.seers(&c, of)
			more := slices.DeleteFunc(slices.Clone(now), func(s string) bool { return slices.Contains(before, s) })
			require.Empty(rt, more, "after %s, more people see her:\n%s", what, strings.Join(l.trail, "\n"))
			before = now
		}
	})
	t.Log(fmt.Sprint(happened), "in", h.lives, "lives")
	for _, what := range []string{"asylum", "fear", "withdrawal", "exclusion"} {
		require.Positive(t, happened[what], "%s", what)
	}
}

// No officer changes what they may not look at: of every command that is carried out, its sender could see
// the case, or the request that it is about. Emergency access is for officers who do not see the case yet.
func TestNoCommandOnAnUnseenCase(t *testing.T) {
	t.Parallel()
	h := newPlace(t)
	carried := 0
	rapid.Check(t, func(rt *rapid.T) {
		if h.lives >= enough {
			return
		}
		l := h.opens(rapid.SampledFrom([]string{"tha-lao", "tha-mmr", "khm-vnm"}).Draw(rt, "corridor"))
		for range rapid.IntRange(5, 30).Draw(rt, "length") {
			if rapid.Bool().Draw(rt, "ordinary") {
				l.goesOn(rt)
				continue
			}
			before := l.state()
			who, one := l.attempt(rt)
			if !l.tries(rt, who, one) || one.name == "break glass" {
				continue
			}
			carried++
			_, err := l.ShowCase(who.asks(rt.Context(), l.clock), l.ref)
			seen := err == nil || policy.May(who.Actor, policy.ShowCase, l.subject(&before).RelationsOf(who.Actor))
			if task, open := before.Task(one.task); open && task.Desk == who.Desk {
				seen = true
			}
			require.True(rt, seen, "%s at %s: %s", who.Role, who.Desk, one.name)
			require.False(rt, before.Excludes(who.Account), "an officer whom she has excluded causes no effect: %s", one.name)
			counselled := strings.HasPrefix(one.name, "consent ") || strings.HasPrefix(one.name, "exclude ") || strings.HasPrefix(one.name, "give access") ||
				slices.Contains([]string{"report decision_superseded", "report corridor_changed", "report reopened", "report asylum_closed"}, one.name)
			if counselled && !strings.HasPrefix(one.name, "report decision_superseded") {
				require.True(rt, team(&before, who), "%s at %s: %s is her team's", who.Role, who.Desk, one.name)
			}
		}
	})
	t.Logf("%d commands were carried out in %d lives", carried, h.lives)
	require.Positive(t, carried)
}

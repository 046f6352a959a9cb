package rights_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
)

// correction is one thing that was wrong on record and is corrected, and the same life as it would have been
// if it had been right from the beginning.
type correction struct {
	name string
	// correct does what corrects it. It returns false if there is nothing to correct yet.
	correct func(*life) bool
	// of are the officers whose view is compared; nil for all of other states and agencies.
	of func(*casework.Case, officer) bool
	// right leads the life that was right from the beginning, to its end.
	right func(*life)
}

// way is how a life is led: the answers that differ from the usual ones, and the consents that are not given.
type way struct {
	answers map[casework.Step]casework.Outcome
	without []casework.Consent
	first   func(*life) // before anything but the registration
}

// leads does ordinary things in the order of the procedure, at most so many.
func (l *life) leads(w way, most int) {
	for range most {
		if !l.leadsOn(w) {
			return
		}
	}
}

// leadsOn does the next ordinary thing: consents first, then the answer of the first open request that has a
// usual one. It returns false if there is none.
func (l *life) leadsOn(w way) bool {
	c := l.state()
	if len(c.Consents) == 0 {
		l.agrees(w.without)
		if w.first != nil {
			w.first(l)
		}
		return true
	}
	for _, spec := range casework.Specs() {
		task, open := c.TaskFor(spec.Step)
		outcome, known := usual[spec.Step]
		if other, changed := w.answers[spec.Step]; changed {
			outcome = other
		}
		if open && known && l.tries(l.TB, l.answerer(task), l.decides(task, outcome)) {
			return true
		}
	}
	return false
}

// agrees has her caseworker record what she agrees to, and what was seen to.
func (l *life) agrees(without []casework.Consent) {
	c := l.state()
	caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
	which := slices.DeleteFunc([]casework.Consent{
		casework.ConsentRegistration, casework.ConsentScreening, casework.ConsentMedical, casework.ConsentConsulate, casework.ConsentShareIdentity,
		casework.ConsentReturn, casework.ConsentHandover,
	}, func(one casework.Consent) bool { return slices.Contains(without, one) })
	require.True(l.TB, l.tries(l.TB, caseworker, l.consents(which...)))
	state := func(o officer, facts ...casework.Statement) {
		l.tries(l.TB, o, command{name: "facts", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.StateFacts(ctx, l.ref, key, facts, "")
		}})
	}
	state(caseworker, casework.Statement{Name: casework.FactInformed, Value: "yes"}, casework.Statement{Name: casework.FactLawyerTold, Value: "yes"})
	state(caseworker, casework.Statement{Name: casework.FactInterpreter, Value: "ok"})
	state(l.at(c.Rules.Desks[casework.DeskSupervisor], casework.RoleSupervisor), casework.Statement{Name: casework.FactSharing, Value: "in_force"})
	for kind, facts := range map[casework.DeskKind][]casework.Statement{
		casework.DeskMedical:  {{Name: casework.FactNeedsMet, Value: "yes"}},
		casework.DeskScreener: {{Name: casework.FactInterpreter, Value: "ok"}},
	} {
		role := map[casework.DeskKind]casework.Role{casework.DeskMedical: casework.RoleMedical, casework.DeskScreener: casework.RoleScreener}[kind]
		state(l.at(c.Rules.Desks[kind], role), facts...)
	}
}

// answerer is an officer whose work a request is: for a panel, one that has not voted yet.
func (l *life) answerer(task casework.Task) officer {
	voted := func(o officer) bool {
		return slices.ContainsFunc(task.Votes, func(v casework.Vote) bool {
			return v.By.Account == o.Account || v.By.Agency == o.Agency && v.By.Role == o.Role
		})
	}
	for _, o := range l.all {
		if o.Desk == task.Desk && !voted(o) && policy.May(o.Actor, policy.DecideTask, policy.In(policy.OwnDesk)) {
			return o
		}
	}
	require.FailNow(l.TB, "no officer answers", "%s at %s", task.Step, task.Desk)
	return officer{}
}

// elsewhere reports whether an officer is of another state than the host, or of an agency with no desk that
// cares for her.
func elsewhere(c *casework.Case, o officer) bool {
	return o.at.Country != "*" && (o.at.Country != c.Rules.Host || !slices.Contains(caring, o.at.Kind))
}

func (l *life) byTeam(kind casework.DeskKind, role casework.Role, c command) bool {
	state := l.state()
	return l.tries(l.TB, l.at(state.Rules.Desks[kind], role), c)
}

func superseding(step casework.Step) cases.Event {
	return cases.Event{Event: casework.EventSuperseded, Step: step, Reasons: "Reasons."}
}

// supersede supersedes an answer by her supervisor, and does nothing if there is none.
func (l *life) supersede(step casework.Step) bool {
	c := l.state()
	if _, settled := c.Settlement(step); !settled {
		return false
	}
	return l.byTeam(casework.DeskSupervisor, casework.RoleSupervisor, l.reports(superseding(step)))
}

// grants opens the case to an NGO abroad, and ends that access if end is true.
func (l *life) grants(end bool) {
	c := l.state()
	to, _ := l.Book.Directory().Desk(c.Rules.Desks[casework.DeskReintegration])
	l.byTeam(casework.DeskCaseworker, casework.RoleCaseworker, command{name: "give access", do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.GiveAccess(ctx, l.ref, key, access.Terms{
			Desk: to.ID, Classes: []policy.Class{policy.Identity}, Purpose: policy.ForReintegration,
			Consent: casework.ConsentHandover, Until: l.clock.Add(30 * 24 * time.Hour),
		})
	}})
	if c = l.state(); end && len(c.Access) > 0 {
		l.byTeam(casework.DeskCaseworker, casework.RoleCaseworker, command{name: "end access", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.EndAccess(ctx, l.ref, key, 1)
		}})
	}
}

func corrections() []correction {
	ending := func(w way) func(*life) { return func(l *life) { l.leads(w, 60) } }
	withdrawn := func(name string, of func(*casework.Case, officer) bool, which ...casework.Consent) correction {
		return correction{
			name: name, of: of, right: ending(way{without: which}),
			correct: func(l *life) bool {
				return l.byTeam(casework.DeskCaseworker, casework.RoleCaseworker, l.withdraws(which...))
			},
		}
	}
	// The document that her consulate has issued is hers, and her permit to leave stands on it.
	ofOrigin := func(c *casework.Case, o officer) bool { return o.at.Country == c.Rules.Origin }
	afraid := ending(way{answers: map[casework.Step]casework.Outcome{casework.StepFearOfReturn: casework.Yes}})
	asylum := func(l *life) {
		l.byTeam(casework.DeskCaseworker, casework.RoleCaseworker, l.reports(cases.Event{Event: casework.EventAsylumClaim}))
	}
	return []correction{
		{name: "fear is told later", right: afraid, correct: func(l *life) bool {
			if !l.supersede(casework.StepFearOfReturn) {
				return false
			}
			c := l.state()
			task, _ := c.TaskFor(casework.StepFearOfReturn)
			return l.tries(l.TB, l.answerer(task), l.decides(task, casework.Yes))
		}},
		{name: "the answer about fear is superseded", of: ofOrigin, right: afraid, correct: func(l *life) bool { return l.supersede(casework.StepFearOfReturn) }},
		{name: "protection is asked for", right: ending(way{first: asylum}), correct: func(l *life) bool {
			asylum(l)
			c := l.state()
			return c.FactIs(casework.FactAsylum, "open")
		}},
		withdrawn("contact with her consulate is withdrawn", ofOrigin, casework.ConsentConsulate, casework.ConsentShareIdentity),
		withdrawn("the handover is withdrawn", nil, casework.ConsentHandover),
		withdrawn("the return is withdrawn", nil, casework.ConsentReturn),
		{name: "the return was not her choice", right: ending(way{answers: map[casework.Step]casework.Outcome{casework.StepSolution: casework.Stay}}), correct: func(l *life) bool {
			if !l.supersede(casework.StepSolution) {
				return false
			}
			c := l.state()
			task, _ := c.TaskFor(casework.StepSolution)
			return l.tries(l.TB, l.answerer(task), l.decides(task, casework.Stay))
		}},
		{name: "access is ended", correct: func(l *life) bool { l.grants(true); return true }, right: ending(way{})},
	}
}

// After a correction, each desk of another state or agency sees what it would see in the life that was right
// from the beginning, and nothing else, besides its own request to delete, which shows nothing of her.
func TestACorrectionTakesBackWhatItShowed(t *testing.T) {
	t.Parallel()
	for _, one := range corrections() {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			lives, corrected, lost := 0, 0, 0
			for _, corridor := range []string{"tha-lao", "tha-mmr", "tha-idn", "khm-vnm"} {
				right := newPlace(t).opens(corridor)
				one.right(right)
				should := right.elsewhere(one.of)
				for depth := 1; depth < 40; depth++ {
					l := newPlace(t).opens(corridor)
					l.leads(way{}, depth)
					before := l.elsewhere(one.of)
					lives++
					if !one.correct(l) {
						continue
					}
					corrected++
					after := l.elsewhere(one.of)
					lost += len(slices.DeleteFunc(before, func(s string) bool { return slices.Contains(after, s) }))
					more := slices.DeleteFunc(after, func(s string) bool { return slices.Contains(should, s) })
					require.Empty(t, more, "%s, %s after %d acts:\n%s\n-- right from the beginning:\n%s", corridor, one.name, depth, strings.Join(l.trail, "\n"), strings.Join(right.trail, "\n"))
				}
			}
			t.Logf("%d lives, %d corrected, %d views taken back", lives, corrected, lost)
			require.Positive(t, corrected)
		})
	}
}

// elsewhere lists what officers of other states and agencies see.
func (l *life) elsewhere(of func(*casework.Case, officer) bool) []string {
	c := l.state()
	return l.seers(&c, func(o officer) bool { return elsewhere(&c, o) && (of == nil || of(&c, o)) })
}

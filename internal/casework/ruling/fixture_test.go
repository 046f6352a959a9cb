package ruling_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

func caseworker() casework.Actor {
	return casetest.Officer(casework.DeskCaseworker, casework.RoleCaseworker)
}

// asks returns a procedure that asks for steps in parallel, for any answers.
func asks(steps ...casework.Step) ruling.Procedure {
	return func(w *ruling.Walk) {
		for _, s := range steps {
			_, _ = w.Ask(s)
		}
	}
}

// life is a case to which commands are sent, one a minute.
type life struct {
	tb     testing.TB
	c      casework.Case
	now    time.Time
	asks   ruling.Procedure
	change casework.Change
	answer casework.Answer
	sent   int
}

// begin opens a case whose procedure asks for these steps.
func begin(tb testing.TB, steps ...casework.Step) *life {
	tb.Helper()
	return beginUnder(tb, casetest.Rules(), steps...)
}

func beginUnder(tb testing.TB, r casework.Rules, steps ...casework.Step) *life {
	tb.Helper()
	l := &life{tb: tb, now: casetest.At(), asks: asks(steps...)}
	change, answer, err := ruling.Open("case-1", casework.Command{Key: "open", At: casetest.At(), Edition: casework.CurrentEdition, By: casetest.Officer(casework.DeskRegistrar, casework.RoleRegistrar), Pinned: &r}, l.asks)
	require.NoError(tb, err)
	l.c, l.change, l.answer = l.c.Take(change, casework.Recorded{}), change, answer
	return l
}

// try sends a command and returns the refusal, if any.
func (l *life) try(cmd casework.Command) error {
	l.tb.Helper()
	l.now = l.now.Add(time.Minute)
	cmd.At = l.now
	if cmd.Key == "" {
		l.sent++
		cmd.Key = casework.Key(fmt.Sprintf("key-%d", l.sent))
	}
	change, answer, err := ruling.Accept(l.c, cmd, l.asks)
	if err != nil {
		return err
	}
	require.Equal(l.tb, answer, change.AnswerTo(cmd), "the record stores the answer that the rules gave")
	l.c, l.change, l.answer = l.c.Take(change, casework.Recorded{}), change, answer
	return nil
}

func (l *life) do(cmd casework.Command) {
	l.tb.Helper()
	err := l.try(cmd)
	require.NoError(l.tb, err, "%s, details %+v", cmd.Kind, fault.DetailsOf(err))
}

// refused sends a command that must be refused with a code.
func (l *life) refused(want fault.Code, cmd casework.Command) {
	l.tb.Helper()
	before := l.c
	require.Equal(l.tb, want, fault.CodeOf(l.try(cmd)), "%s", cmd.Kind)
	require.Equal(l.tb, before, l.c)
}

func (l *life) task(s casework.Step) casework.Task {
	l.tb.Helper()
	task, open := l.c.TaskFor(s)
	require.True(l.tb, open, "%s is not asked; open are %v", s, l.open())
	return task
}

func (l *life) open() []casework.Step {
	var out []casework.Step
	for _, t := range l.c.Tasks {
		out = append(out, t.Step)
	}
	slices.Sort(out)
	return out
}

// deciding returns the command that answers the open task of a step as its desk, with reasons and a
// date.
func (l *life) deciding(s casework.Step, o casework.Outcome, facts ...casework.Statement) casework.Command {
	l.tb.Helper()
	task := l.task(s)
	by := casework.Actor{Account: casework.AccountID("acct-" + string(task.Desk)), Desk: task.Desk, Agency: "agency", Role: casework.RoleReceiver}
	until := l.now.Add(300 * casetest.Day)
	return casework.Command{Kind: casework.KindDecide, Task: task.ID, Outcome: o, Reasoned: true, Until: &until, Facts: facts, By: by, State: "KEN", Desk: "ken-mission", Ref: "doc-1"}
}

func (l *life) decide(s casework.Step, o casework.Outcome, facts ...casework.Statement) {
	l.tb.Helper()
	l.do(l.deciding(s, o, facts...))
}

func (l *life) give(which ...casework.Consent) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindConsent, Consents: which, Mode: casework.ModeSignature, Language: "my", By: caseworker()})
}

func (l *life) withdraw(which ...casework.Consent) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindWithdraw, Consents: which, By: caseworker()})
}

func (l *life) report(e casework.Event) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindReport, Event: e, By: caseworker()})
}

func fact(name casework.FactName, value string) casework.Statement {
	return casework.Statement{Name: name, Value: value}
}

// agree answers the proposal that waits as another officer of the desk that is asked.
func (l *life) agree(action casework.ProposalAction) {
	l.tb.Helper()
	l.do(l.answering(action, casework.Agreed))
}

// answering returns the answer of a second person to the proposal of an action.
func (l *life) answering(action casework.ProposalAction, o casework.Outcome) casework.Command {
	l.tb.Helper()
	for _, p := range l.c.Proposals {
		if p.Action == action && p.State == casework.ProposalWaits {
			cmd := l.deciding(casework.Approval(p.ID), o)
			cmd.By.Account, cmd.By.Role, cmd.Ref, cmd.Until, cmd.State, cmd.Desk = "acct-second", casework.RoleSupervisor, p.Digest, nil, "", ""
			return cmd
		}
	}
	require.FailNow(l.tb, "this is not proposed", action)
	return casework.Command{}
}

// livingOnly makes the procedure ask nothing after a death, as the real one does.
func (l *life) livingOnly() {
	ask := l.asks
	l.asks = func(w *ruling.Walk) {
		if !w.Case().Deceased() {
			ask(w)
		}
	}
}

// dies reports her death, and a second person confirms it.
func (l *life) dies() {
	l.tb.Helper()
	l.report(casework.EventDeath)
	l.agree(casework.ProposeDeath)
}

func yes(name casework.FactName) casework.Statement { return fact(name, "yes") }

// known adds facts to a case as if they had been stated when it was opened.
func known(c *casework.Case, facts ...casework.Statement) {
	for _, f := range facts {
		c.Facts = append(c.Facts, casework.Fact{Name: f.Name, Value: f.Value, At: casetest.At()})
	}
}

// entries returns the codes of a change's timeline with their subjects.
func (l *life) entries() []string {
	var out []string
	for _, e := range l.change.Entries {
		out = append(out, fmt.Sprintf("%s %s", e.Code, e.Detail))
	}
	return out
}

package rights_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// place is the use-cases with a record in memory. Many lives are led in it, one after the other.
type place struct {
	*usecasetest.Office

	all   []officer
	clock time.Time
	lives int
	keys  int
}

var morning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func newPlace(tb testing.TB) *place {
	tb.Helper()
	h := &place{clock: morning, all: officers(tb)}
	h.Office = usecasetest.WithClock(tb, func() time.Time { return h.clock })
	for _, o := range h.all {
		h.Record.Know(o.Casework())
	}
	return h
}

// life is one case, and what was done to it.
type life struct {
	*place

	ref   casework.Ref
	trail []string // accepted commands, for the message of a failure
}

func (h *place) opens(corridor string) *life {
	h.lives++
	l := &life{place: h, ref: casework.Ref(fmt.Sprintf("case-%06d", h.lives))}
	h.Open(l.ref, corridor, time.Hour)
	return l
}

func (l *life) state() casework.Case { return l.State(l.ref) }

// subject is what the case is to policy now.
func (l *life) subject(c *casework.Case) policy.Subject {
	return policy.OfCase(c, func(d casework.DeskID) casework.AgencyID { k, _ := l.Book.Directory().Desk(d); return k.Agency }, l.clock)
}

// sees lists the personal classes that an officer sees in a case.
func sees(of policy.Subject, o officer) []policy.Class {
	to := of.RelationsOf(o.Actor)
	var out []policy.Class
	if !policy.May(o.Actor, policy.ShowCase, to) {
		return nil
	}
	for _, class := range policy.Personal() {
		if policy.Sees(o.Actor, class, to) {
			out = append(out, class)
		}
	}
	return out
}

// command is one thing that an officer tries.
type command struct {
	name string
	do   func(ctx context.Context, key string) (act.Receipt, error)
	task casework.TaskID // "" if it is about the case
}

// tries sends a command, and reports whether it was carried out. A refusal must be one of the codes that
// the field has for refusals.
func (l *life) tries(t require.TestingT, o officer, c command) bool {
	l.keys++
	receipt, err := c.do(o.asks(context.Background(), l.clock), fmt.Sprintf("key-%d", l.keys))
	if err != nil {
		code := fault.CodeOf(err)
		require.True(t, slices.Contains([]fault.Code{
			fault.NotFound, fault.Denied, fault.Invalid, fault.Conflict, fault.GateClosed, fault.StepUp,
		}, code), "%s by %s: %v", c.name, o.Account, err)
		return false
	}
	if receipt.Refusal != nil {
		return false
	}
	l.trail = append(l.trail, c.name+" by "+string(o.Role)+" at "+string(o.Desk))
	return true
}

// usual is what settles each step on an ordinary way home.
var usual = map[casework.Step]casework.Outcome{
	casework.StepRegister: casework.Registered, casework.StepTriage: casework.Green, casework.StepPlacement: casework.Placed,
	casework.StepFearOfReturn: casework.No, casework.StepScreening: casework.Refer, casework.StepDetermination: casework.Victim,
	casework.StepRiskAssessment: casework.Low, casework.StepSolution: casework.Return, casework.StepReflection: casework.Waived,
	casework.StepVerifyNationality: casework.Confirmed, casework.StepTravelDocument: casework.Issued, casework.StepExitPermit: casework.Granted,
	casework.StepFineWaiver: casework.NotDue, casework.StepReception: casework.Accepted, casework.StepFamilyAssessment: casework.Safe,
}

// goesOn does one ordinary thing: consents first, then the usual answer of an open request.
func (l *life) goesOn(t *rapid.T) {
	c := l.state()
	caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
	if len(c.Consents) == 0 {
		l.tries(t, caseworker, l.consents(casework.ConsentRegistration, casework.ConsentScreening, casework.ConsentConsulate, casework.ConsentShareIdentity, casework.ConsentReturn, casework.ConsentHandover))
		l.tries(t, caseworker, command{name: "facts", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.StateFacts(ctx, l.ref, key, []casework.Statement{{Name: casework.FactNeedsMet, Value: "yes"}, {Name: casework.FactInterpreter, Value: "ok"}, {Name: casework.FactLawyerTold, Value: "yes"}}, "")
		}})
		return
	}
	if len(c.Tasks) == 0 {
		return
	}
	task := rapid.SampledFrom(c.Tasks).Draw(t, "task")
	outcome, known := usual[task.Step.Base()]
	if !known {
		return
	}
	l.tries(t, l.answering(t, task), l.decides(task, outcome))
}

// at is an officer of a desk in a role.
func (l *life) at(desk casework.DeskID, role casework.Role) officer {
	i := slices.IndexFunc(l.all, func(o officer) bool { return o.Desk == desk && o.Role == role })
	require.GreaterOrEqual(l.TB, i, 0, "%s at %s", role, desk)
	return l.all[i]
}

// answering draws an officer whose work a request is.
func (l *life) answering(t *rapid.T, task casework.Task) officer {
	var of []officer
	for _, o := range l.all {
		if o.Desk == task.Desk && policy.May(o.Actor, policy.DecideTask, policy.In(policy.OwnDesk)) {
			of = append(of, o)
		}
	}
	require.NotEmpty(t, of, "%s", task.Desk)
	return rapid.SampledFrom(of).Draw(t, "officer")
}

func (l *life) write(task casework.Task, key string) tasks.Write {
	return tasks.Write{Case: l.ref, Task: task.ID, Key: key}
}

func (l *life) decides(task casework.Task, outcome casework.Outcome) command {
	return command{"decide " + string(task.Step) + " " + string(outcome), func(ctx context.Context, key string) (act.Receipt, error) {
		d := tasks.Decision{Outcome: outcome, Reasons: "Reasons."}
		if spec, _ := casework.SpecOf(task.Step); spec.NeedsDate(outcome) {
			d.Until = l.clock.AddDate(1, 0, 0)
		}
		if task.Step == casework.StepTravelDocument && outcome == casework.Issued {
			d.Document = &record.Document{Type: "emergency_travel_document", Number: "ETD-0001", ExpiresAt: &d.Until}
		}
		return l.DecideTask(ctx, l.write(task, key), d)
	}, task.ID}
}

func (l *life) consents(which ...casework.Consent) command {
	return command{name: fmt.Sprint("consent ", which), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.GiveConsents(ctx, l.ref, key, cases.GiveConsents{Consents: which, Mode: casework.ModeSignature, Language: "en"})
	}}
}

func (l *life) withdraws(which ...casework.Consent) command {
	return command{name: fmt.Sprint("withdraw ", which), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.WithdrawConsents(ctx, l.ref, key, which, "")
	}}
}

func (l *life) reports(event cases.Event) command {
	return command{name: "report " + string(event.Event), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.ReportEvent(ctx, l.ref, key, event)
	}}
}

func (l *life) excludes(account casework.AccountID) command {
	return command{name: "exclude " + string(account), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.ExcludeOfficer(ctx, l.ref, key, access.Officer{Account: account})
	}}
}

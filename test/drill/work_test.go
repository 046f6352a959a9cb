//go:build drill

package drill_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// write is an acknowledged write.
type write struct {
	key      string
	by       client.Persona
	person   int
	task     string    // of an answer
	sent, at time.Time // of the last attempt and of its answer
	state    record.CommandState
}

// work is what the clients of a drill have done.
type work struct {
	*site

	mu         sync.Mutex
	people     []*person
	ledger     []write
	unanswered int // attempts without an answer
}

// person is one person of the drill. One client at a time acts on the case.
type person struct {
	mu     sync.Mutex
	ref    casework.Ref // empty until the case is open
	ready  bool         // consents are recorded
	claims bool         // the first open request is claimed
}

func newWork(h *site, people int) *work {
	w := &work{site: h}
	for range people {
		w.people = append(w.people, &person{})
	}
	return w
}

func officer(desk casework.DeskID, role casework.Role) client.Persona {
	return client.Persona{Desk: desk, Role: role, Account: "drill-" + string(desk)}
}

func registrar() client.Persona { return officer("tha-registrar-maesot", casework.RoleRegistrar) }

// caseworker returns the caseworker of a person. Each has eight people: one account may not open many files that
// the work of its desk does not explain.
func caseworker(n int) client.Persona {
	one := officer("tha-caseworker-maesot", casework.RoleCaseworker)
	one.Account += fmt.Sprintf("-%d", n/8)
	return one
}

// client acts on one person after another until ctx ends.
func (w *work) client(ctx context.Context, chance *rand.Rand) {
	for ctx.Err() == nil {
		n := chance.IntN(len(w.people))
		if w.people[n].mu.TryLock() {
			w.act(ctx, n, w.people[n])
			w.people[n].mu.Unlock()
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// act does the next thing for one person.
func (w *work) act(ctx context.Context, n int, who *person) {
	switch {
	case who.ref == "":
		w.open(ctx, n, who)
	case !who.ready:
		who.ready = w.send(ctx, write{person: n, by: caseworker(n)}, func(c *client.Client, i client.Intent) (wire.Receipt, error) {
			return c.GiveConsents(ctx, i, who.ref, wire.ConsentGiving{
				Consents: []casework.Consent{"C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11"}, Mode: casework.ModeThumbprint, Language: "en",
			})
		})
	default:
		w.goOn(ctx, n, who)
	}
}

func (w *work) open(ctx context.Context, n int, who *person) {
	w.send(ctx, write{person: n, by: registrar()}, func(c *client.Client, i client.Intent) (wire.Receipt, error) {
		receipt, err := c.OpenCase(ctx, i, wire.CaseOpening{
			Host: "THA", Origin: "CHN", Custodian: "bgf", Age: "adult", ToldOfPurpose: wire.CaseOpeningToldOfPurposeYes, Despite: "Their names differ in a number alone.",
			Person: wire.PersonInput{
				Name: fmt.Sprintf("Drill Person %d", n), Sex: "F", Nationality: "CHN", Languages: []wire.Language{"zh"},
				Birth: wire.BirthInput{Date: "1995", Precision: "year"},
			},
		})
		if err == nil {
			who.ref = receipt.Target.Ref
		}
		return receipt, err
	})
}

// goOn answers the first open request that it knows an answer to, and otherwise claims and releases one.
func (w *work) goOn(ctx context.Context, n int, who *person) {
	c, err := w.as(caseworker(n))
	if err != nil {
		return
	}
	waiting, err := c.ShowWaiting(ctx, who.ref)
	if err != nil {
		return
	}
	at := slices.IndexFunc(waiting.Tasks, func(t wire.WaitingTask) bool { return answers()[t.Step].Outcome != "" })
	if at < 0 {
		w.claim(ctx, n, who, waiting.Tasks)
		return
	}
	task := waiting.Tasks[at]
	by := officer(casework.DeskID(task.Desk), answering()[task.Kind])
	w.send(ctx, write{person: n, by: by, task: task.Task}, func(c *client.Client, i client.Intent) (wire.Receipt, error) {
		seen, err := c.ShowTask(ctx, who.ref, task.Task)
		if err != nil {
			return wire.Receipt{}, err
		}
		i.Version = seen.Version
		return c.DecideTask(ctx, i, who.ref, task.Task, answers()[task.Step])
	})
}

// claim claims a request of her caseworker, and releases it the next time.
func (w *work) claim(ctx context.Context, n int, who *person, open []wire.WaitingTask) {
	at := slices.IndexFunc(open, func(t wire.WaitingTask) bool { return answering()[t.Kind] != "" })
	if at < 0 {
		return
	}
	task := open[at]
	by := officer(casework.DeskID(task.Desk), answering()[task.Kind])
	done := w.send(ctx, write{person: n, by: by}, func(c *client.Client, i client.Intent) (wire.Receipt, error) {
		if who.claims {
			return c.ReleaseTask(ctx, i, who.ref, task.Task)
		}
		return c.ClaimTask(ctx, i, who.ref, task.Task)
	})
	if done {
		who.claims = !who.claims
	}
}

// answering returns the roles that answer.
func answering() map[casework.DeskKind]casework.Role {
	return map[casework.DeskKind]casework.Role{
		casework.DeskRegistrar: casework.RoleRegistrar, casework.DeskMedical: casework.RoleMedical, casework.DeskCaseworker: casework.RoleCaseworker,
		casework.DeskConsulate: casework.RoleConsul, casework.DeskImmigration: casework.RoleImmigration, casework.DeskSurvivor: casework.RoleCaseworker,
	}
}

// answers returns how a step is answered.
func answers() map[casework.Step]wire.TaskDecision {
	stated := func(pairs ...string) wire.Statements {
		var out wire.Statements
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, wire.Statement{Name: casework.FactName(pairs[i]), Value: pairs[i+1]})
		}
		return out
	}
	return map[casework.Step]wire.TaskDecision{
		casework.StepRegister:          {Outcome: casework.Registered, Facts: stated("told_of_purpose", "yes")},
		casework.StepTriage:            {Outcome: casework.Green, Facts: stated("needs_met", "yes")},
		casework.StepFearOfReturn:      {Outcome: casework.No, Facts: stated("interpreter", "ok", "lawyer_told", "yes", "information_given", "yes")},
		casework.StepRiskAssessment:    {Outcome: casework.Low},
		casework.StepVerifyNationality: {Outcome: casework.Confirmed},
	}
}

// send sends a write under one key until the server has answered or ctx has ended. A lost answer, and one
// that asks for patience, is followed by the same write with the same key, as a careful client does. It
// reports whether the write was acknowledged.
func (w *work) send(ctx context.Context, entry write, do func(*client.Client, client.Intent) (wire.Receipt, error)) bool {
	i := client.Intent{Key: uuid.NewString()}
	c, err := w.as(entry.by)
	if err != nil {
		return false
	}
	for ctx.Err() == nil {
		entry.sent = time.Now()
		receipt, err := do(c, i)
		if err == nil {
			entry.key, entry.at, entry.state = receipt.Key, time.Now(), receipt.State
			w.mu.Lock()
			w.ledger = append(w.ledger, entry)
			w.mu.Unlock()
			return true
		}
		problem, answered := errors.AsType[*client.ProblemError](err)
		if answered && !slices.Contains([]fault.Code{fault.Busy, fault.Unavailable, fault.RollingOver, fault.TooMany, fault.Unknown}, problem.Code) {
			return false // refused: nothing was done
		}
		w.mu.Lock()
		w.unanswered++
		w.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-time.After(300 * time.Millisecond):
		}
	}
	return false
}

// firstAfter returns how long after a moment the first write was carried out whose last attempt is later.
func (w *work) firstAfter(moment time.Time) (time.Duration, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	first := time.Duration(-1)
	for _, one := range w.ledger {
		if one.state == record.CommandSettled && one.sent.After(moment) {
			if since := one.at.Sub(moment); first < 0 || since < first {
				first = since
			}
		}
	}
	return first, first >= 0
}

// opened returns the people whose cases are open.
func (w *work) opened() []*person {
	return slices.DeleteFunc(slices.Clone(w.people), func(p *person) bool { return p.ref == "" })
}

// settleAll waits until every acknowledged write is carried out.
func (w *work) settleAll() {
	w.Helper()
	began := time.Now()
	for _, one := range w.ledger {
		c, err := w.as(one.by)
		require.NoError(w, err)
		require.Eventually(w, func() bool {
			receipt, err := c.ShowCommand(w.Context(), one.key)
			return err == nil && receipt.State != record.CommandPending
		}, patience, 100*time.Millisecond, "an acknowledged write is carried out: %s", one.key)
	}
	w.Logf("all were carried out %s after the last kill could do harm", time.Since(began).Round(time.Second))
}

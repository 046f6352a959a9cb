package demo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// Options say what the demonstration runs on.
type Options struct {
	// Server is the address of a development server.
	Server string
	// SignIn signs the officers in.
	SignIn *client.PersonaSignIn
	// Lead is an officer who may see the operation and its list.
	Lead            client.Persona
	Operation, List wire.Ref
	// Pace makes the clocks of requests and cases that start from now on run so many times faster;
	// 1 is real time.
	Pace func(times int)
	Now  func() time.Time
	// Tell gets a line of progress. It may be called from several goroutines.
	Tell func(line string)
}

// The two paces at which something becomes due while one looks: visits after the return, which are
// fixed when a case is opened, and requests that the demonstration leaves open.
const (
	paceOfVisits = 2000   // a week is 5 minutes
	paceOfDelay  = 40_000 // a day is 2 seconds
)

// called is how many of those who are home have had their first call; the others wait for it.
const called = 3

// atOnce is how many cases are advanced at the same time: more would only wait for each other on two
// cores.
const atOnce = 4

// Done reports whether a demonstration has been completed on this server.
func Done(ctx context.Context, o Options) (bool, error) {
	d := &driver{server: o.Server, signIn: o.SignIn, now: o.Now}
	found, err := d.planned(ctx, last)
	return found != "", err
}

// Run brings the people of the sample to their stages. Every act has a key that is the same on every
// start, so that an interrupted demonstration is continued; a completed one is not repeated. A case
// that fails is reported and left where it is. The error is that of reading the list, or of ctx.
func Run(ctx context.Context, o Options) error {
	lead, err := client.New(client.Options{Server: o.Server, Sign: o.SignIn.As(o.Lead)})
	if err != nil {
		return err
	}
	operation, err := lead.ShowOperation(ctx, o.Operation)
	if err != nil {
		return fmt.Errorf("look at the operation: %w", err)
	}
	r := &run{driver: &driver{server: o.Server, signIn: o.SignIn, from: operation.OpenedAt, now: o.Now}, Options: o}
	all, err := people(ctx, lead, o.Operation, o.List)
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	r.parts = assign(all, groups())
	r.total = len(returnees()) + len(family()) + len(newcomers())
	for _, p := range r.parts {
		r.total += len(p.people)
	}
	defer o.Pace(1)
	for _, phase := range []func(context.Context) error{r.returning, r.delayed, r.present} {
		if err := phase(ctx); ctx.Err() != nil {
			return context.Cause(ctx)
		} else if err != nil {
			o.Tell("  not done: " + err.Error())
		}
		o.Pace(1)
	}
	_, err = r.planMovement(ctx, last)
	return err
}

// run is a demonstration under way.
type run struct {
	*driver
	Options

	parts []part
	total int

	mu   sync.Mutex
	done int
}

// returning brings some people home, for a year of visits that run fast.
func (r *run) returning(ctx context.Context) error {
	r.Pace(paceOfVisits)
	var all []person
	for n, h := range returnees() {
		one, err := r.openByHand(ctx, h, n)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	r.Pace(1)
	bring := func(ctx context.Context, one person) error { return r.bring(ctx, one, travelling()) }
	if err := r.each(ctx, all, bring); err != nil {
		return err
	}
	flight, err := r.planMovement(ctx, returning)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := r.hold(ctx, flight, one); err != nil {
			return err
		}
	}
	if err := r.each(ctx, all, bring); err != nil {
		return err
	}
	if err := r.ticket(ctx, flight, all...); err != nil {
		return err
	}
	if err := r.flyHome(ctx, flight, all); err != nil {
		return err
	}
	defer r.tell(len(all), "home, with visits due")
	return r.each(ctx, all[:called], func(ctx context.Context, one person) error { return r.bring(ctx, one, home()) })
}

// delayed brings the people to requests whose clocks run fast, so that they become overdue.
func (r *run) delayed(ctx context.Context) error {
	r.Pace(paceOfDelay)
	return r.advance(ctx, func(p part) bool { return p.late })
}

// present brings everyone else to their stage.
func (r *run) present(ctx context.Context) error {
	return errors.Join(r.advance(ctx, func(p part) bool { return !p.late }), r.seats(ctx))
}

// advance brings the people of some groups to where their requests stay open.
func (r *run) advance(ctx context.Context, which func(part) bool) error {
	type task struct {
		person
		way way
	}
	var all []task
	for _, p := range r.parts {
		if !which(p) {
			continue
		}
		for _, one := range p.people {
			all = append(all, task{one, p.way})
		}
	}
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, t := range all {
		group.Go(func() error {
			r.report(t.ref, t.way.name, r.bring(inner, t.person, t.way))
			return nil
		})
	}
	return group.Wait()
}

// each does something for every person, a few at the same time. It returns the first error.
func (d *driver) each(ctx context.Context, all []person, do func(context.Context, person) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, one := range all {
		group.Go(func() error { return do(ctx, one) })
	}
	return group.Wait()
}

// report counts a case, and tells of one that has failed.
func (r *run) report(ref casework.Ref, what string, err error) {
	if err != nil {
		r.Tell(fmt.Sprintf("  case %s was left where it is (%s): %s", ref, what, err.Error()))
	}
	r.tell(1, "")
}

// tell tells how far the demonstration is, at every tenth case.
func (r *run) tell(cases int, what string) {
	r.mu.Lock()
	before := r.done
	r.done += cases
	now := r.done
	r.mu.Unlock()
	if what != "" {
		r.Tell(fmt.Sprintf("  %d of %d cases advanced: %d %s", now, r.total, cases, what))
	} else if before/10 != now/10 || now == r.total {
		r.Tell(fmt.Sprintf("  %d of %d cases advanced", now, r.total))
	}
}

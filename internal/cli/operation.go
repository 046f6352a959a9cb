package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type operationGroup struct {
	Remote `embed:""`

	Open   operationOpen   `cmd:"" help:"Open an operation; your desk leads it."`
	List   operationList   `cmd:"" help:"The operations, newest first."`
	Show   operationShow   `cmd:"" help:"One operation and its lists."`
	Funnel operationFunnel `cmd:"" help:"How many of its people are at each stage, and which desks are waited for."`
	Pause  operationPause  `cmd:"" help:"Pause it, with a cause."`
	Resume operationResume `cmd:"" help:"Resume it. With many open cases a second person must agree."`
	Close  operationClose  `cmd:"" help:"Close it: it takes no further lists. Its cases continue."`

	ResumePreview operationResumePreview `cmd:"" help:"What resuming it would do, and the proposal that waits."`
	ResumeAgree   operationResumeAgree   `cmd:"" help:"Agree to resume it, as the second person."`
	ResumeRefuse  operationResumeRefuse  `cmd:"" help:"Keep it paused, or withdraw your own proposal."`
}

type operationOpen struct {
	Host      string    `required:"" placeholder:"THA" help:"The host state, ISO 3166-1 alpha-3."`
	Custodian string    `placeholder:"bgf" help:"Who holds, or held, the people: state, police, bgf, dkba, none, other."`
	Words     InputText `placeholder:"FILE" help:"Its name and place. Sealed."`
}

func (c *operationOpen) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.OpenOperation(ctx, i, wire.OperationOpening{
			Host: wire.Country(c.Host), Custodian: wire.Custodian(c.Custodian), Words: string(c.Words),
		})
	})
}

type operationList struct {
	page `embed:""`

	State wire.OperationState `placeholder:"running" help:"Only those that are running, paused or closed."`
}

func (c *operationList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListOperationsParams{State: c.State, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.OperationPage, error) { return s.ListOperations(ctx, params) }, func(found wire.OperationPage) {
		t := NewTable(env.Out, "OPERATION", "HOST", "STATE", "OPENED", "LISTS", "CASES", "OPEN", "OVERDUE")
		for _, o := range found.Items {
			t.Row(o.Ref, o.Host, o.State, Instant(o.OpenedAt), o.Lists, people(o.Cases, o.Withheld), people(o.OpenCases, o.Withheld), people(o.OverdueCases, o.Withheld))
		}
		t.Flush()
		env.more(found.Next)
	})
}

type operationShow struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Operation, error) { return s.ShowOperation(ctx, c.Operation) }, func(o wire.Operation) {
		env.Printf("Operation %s in %s, %s, opened %s, led by %s\n", o.Ref, o.Host, o.State, Instant(o.OpenedAt), o.Lead)
		if o.Paused.Cause != "" {
			env.Printf("Paused since %s: %s\n", Instant(o.Paused.Since), o.Paused.Cause)
		}
		if o.ProposedLists > 0 {
			env.Printf("Lists that wait for a second person: %d. See homeward list show %s\n", o.ProposedLists, o.Ref)
		}
		env.Printf("%d lists, %s cases, %s of them open, %s with an overdue task\n", o.Lists,
			people(o.Cases, o.Withheld), people(o.OpenCases, o.Withheld), people(o.OverdueCases, o.Withheld))
		if o.Words != "" {
			env.Printf("%s\n", o.Words)
		}
	})
}

type operationFunnel struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationFunnel) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Funnel, error) { return s.ShowFunnel(ctx, c.Operation) }, func(f wire.Funnel) {
		t := NewTable(env.Out, "STAGE", "CASES", "OVERDUE", "PAUSED", "CHILDREN")
		for _, s := range f.Stages {
			t.Row(s.Stage, s.Cases, people(s.Overdue, f.Withheld), people(s.Paused, f.Withheld), people(s.Minors, f.Withheld))
		}
		t.Row("all", people(f.Total, f.Withheld), "", "", "")
		t.Flush()
		if f.Withheld {
			env.Printf("Stages with fewer than eleven people are hidden, and others that would reveal them.\n")
			return
		}
		env.Printf("\n")
		t = NewTable(env.Out, "WAITING FOR", "KIND", "OPEN", "OVERDUE", "PAUSED", "OLDEST SINCE")
		for _, d := range f.Desks {
			t.Row(d.Desk, d.Kind, d.Open, d.Overdue, d.Paused, Instant(d.Oldest))
		}
		t.Flush()
	})
}

type operationPause struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
	Cause     string   `required:"" placeholder:"border_closed" help:"The cause, from the closed list."`
}

func (c *operationPause) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.PauseOperation(ctx, i, c.Operation, wire.OperationPause{Cause: wire.Cause(c.Cause)})
	})
}

type operationClose struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationClose) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.CloseOperation(ctx, i, c.Operation)
	})
}

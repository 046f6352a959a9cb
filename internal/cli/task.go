package cli

import (
	"context"
	"strings"
	"time"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

type taskGroup struct {
	Remote `embed:""`

	Inbox    taskInbox    `cmd:"" help:"The open tasks of your desk, the most urgent first."`
	Show     taskShow     `cmd:"" help:"One task: its clock, its receipts, its possible answers."`
	Claim    taskClaim    `cmd:"" help:"Claim a task, so that colleagues see that you work on it."`
	Release  taskRelease  `cmd:"" help:"Return a claimed task to the desk."`
	Give     taskGive     `cmd:"" help:"Give your claim of a task to a colleague of your desk."`
	Decide   taskDecide   `cmd:"" help:"Give your desk's answer; on a panel, your vote."`
	Pause    taskPause    `cmd:"" help:"Pause its clock, with a cause from the closed list."`
	Resume   taskResume   `cmd:"" help:"Resume its clock."`
	Ask      taskAsk      `cmd:"" help:"Ask another desk for information; the clock is paused until the answer."`
	Answer   taskAnswer   `cmd:"" help:"Answer a question to your desk."`
	Reassign taskReassign `cmd:"" help:"Move it to another desk; its clock starts again there."`
	Recall   taskRecall   `cmd:"" help:"Recall a request, with a written reason."`

	Batches       taskBatches       `cmd:"" help:"The batches of decisions that wait for a second person: yours, and those that you can answer."`
	Batch         taskBatch         `cmd:"" help:"One batch: its decisions, which would be left out now, or what became of each."`
	BatchAgree    taskBatchAgree    `cmd:"" help:"Agree to a batch, as the second person."`
	BatchRefuse   taskBatchRefuse   `cmd:"" help:"Refuse a batch, as the second person."`
	BatchWithdraw taskBatchWithdraw `cmd:"" help:"Withdraw a batch that you have proposed."`
}

// one identifies a task.
type one struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
	Task string   `arg:"" help:"The task's name, as screening.1."`
}

// version is the version of the task that the caller has seen.
type version struct {
	Version int64 `placeholder:"N" help:"The version that you have seen; default: the present one."`
}

type taskClaim struct{ one }

func (c *taskClaim) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ClaimTask(ctx, i, c.Case, c.Task)
	})
}

type taskRelease struct{ one }

func (c *taskRelease) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReleaseTask(ctx, i, c.Case, c.Task)
	})
}

type taskGive struct {
	one

	To string `arg:"" name:"account" help:"The colleague's account."`
}

func (c *taskGive) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.GiveTask(ctx, i, c.Case, c.Task, wire.ClaimGiving{Account: wire.AccountId(c.To)})
	})
}

type taskDecide struct {
	one
	version

	Outcome        string    `arg:"" help:"The outcome; task show lists those that it can have."`
	Reason         string    `placeholder:"CODE" help:"The coded reason of a refusing outcome."`
	Reasons        InputText `placeholder:"FILE" help:"The reasons. Some outcomes need them. Sealed."`
	Until          string    `placeholder:"WHEN" help:"The end of its validity, as 2027-03-01 or +30d. Some outcomes need it."`
	Fact           []string  `placeholder:"NAME=VALUE" help:"Facts to state with it."`
	State          string    `placeholder:"KEN" help:"The second state, the state that has confirmed, or, of two, the state that she fears."`
	Desk           string    `placeholder:"ID" help:"The desk to ask instead."`
	Document       string    `placeholder:"FILE" help:"The issued travel document: its number on the first line, then its machine-readable zone, if there is one; - is the standard input. Not an argument, because others on this machine could read it."`
	DocumentType   string    `default:"single_sheet_etd" help:"Its kind: passport, emergency_passport, single_sheet_etd, laissez_passer, refugee_ctd, stateless_ctd, certificate_of_identity, border_pass."`
	DocumentExpiry string    `placeholder:"WHEN" help:"When it expires; default: --until."`
}

func (c *taskDecide) Run(ctx context.Context, env Env, r *Remote) error {
	facts, err := statements(c.Fact)
	if err != nil {
		return err
	}
	body := wire.TaskDecision{
		Outcome: wire.Outcome(c.Outcome), Reason: wire.DecisionReason(c.Reason), Reasons: string(c.Reasons), Facts: facts, State: wire.Country(c.State), Desk: wire.DeskId(c.Desk),
	}
	if body.Until, err = moment(c.Until, env.Now()); err != nil {
		return err
	}
	if c.Document != "" {
		if body.Document, err = c.document(env, body.Until); err != nil {
			return err
		}
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		if i.Version = c.Version; i.Version == 0 {
			seen, err := s.ShowTask(ctx, c.Case, c.Task)
			if err != nil {
				return wire.Receipt{}, err
			}
			i.Version = seen.Version
		}
		return s.DecideTask(ctx, i, c.Case, c.Task, body)
	})
}

// document reads the issued travel document.
func (c *taskDecide) document(env Env, until time.Time) (wire.DocumentInput, error) {
	lines, err := env.inputLines(c.Document)
	if err != nil {
		return wire.DocumentInput{}, err
	}
	if len(lines) == 0 {
		return wire.DocumentInput{}, fault.New(fault.Invalid, "the file holds no document number")
	}
	d := wire.DocumentInput{Type: wire.DocumentInputType(c.DocumentType), Number: lines[0], Mrz: strings.Join(lines[1:], "\n"), ExpiresAt: until}
	if c.DocumentExpiry != "" {
		d.ExpiresAt, err = moment(c.DocumentExpiry, env.Now())
	}
	return d, err
}

type taskPause struct {
	one

	Cause string    `required:"" placeholder:"court" help:"The cause: survivor_choice, reflection, information_asked, border_closed, custodian_refuses, court, medical, security, mission_unavailable, operation_paused."`
	Until string    `placeholder:"WHEN" help:"When the clock runs on, as 2026-12-24 or +10d. Default: after the usual time of the cause."`
	Words InputText `placeholder:"FILE" help:"A remark. Sealed."`
}

func (c *taskPause) Run(ctx context.Context, env Env, r *Remote) error {
	until, err := moment(c.Until, env.Now())
	if err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.PauseTask(ctx, i, c.Case, c.Task, wire.PauseRequest{Cause: wire.Cause(c.Cause), Until: until, Words: string(c.Words)})
	})
}

type taskResume struct{ one }

func (c *taskResume) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ResumeTask(ctx, i, c.Case, c.Task)
	})
}

type taskAsk struct {
	one

	Question InputText `arg:"" help:"The question: a file, or - for the standard input. Sealed."`
	Desk     string    `placeholder:"ID" help:"The desk to ask; default: the caseworker."`
	Item     []string  `placeholder:"NAME" help:"What is in question: name, birth_date, sex, nationality, document, photo, languages, family, facts."`
}

func (c *taskAsk) Run(ctx context.Context, env Env, r *Remote) error {
	var items []wire.QuestionItem
	for _, one := range c.Item {
		items = append(items, wire.QuestionItem(one))
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AskAtTask(ctx, i, c.Case, c.Task, wire.Question{Question: string(c.Question), Desk: wire.DeskId(c.Desk), Items: items})
	})
}

type taskAnswer struct {
	one

	Answer InputText `arg:"" help:"The answer: a file, or - for the standard input. Sealed."`
	Fact   []string  `placeholder:"NAME=VALUE" help:"Facts to state with it."`
}

func (c *taskAnswer) Run(ctx context.Context, env Env, r *Remote) error {
	facts, err := statements(c.Fact)
	if err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AnswerTask(ctx, i, c.Case, c.Task, wire.QuestionAnswer{Answer: string(c.Answer), Facts: facts})
	})
}

type taskReassign struct {
	one

	Desk    string    `arg:"" help:"The other desk."`
	Reasons InputText `placeholder:"FILE" help:"The reason. Sealed."`
}

func (c *taskReassign) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReassignTask(ctx, i, c.Case, c.Task, wire.Reassignment{Desk: wire.DeskId(c.Desk), Reasons: string(c.Reasons)})
	})
}

type taskRecall struct {
	one

	Reasons InputText `required:"" placeholder:"FILE" help:"The reason. Sealed."`
}

func (c *taskRecall) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RecallTask(ctx, i, c.Case, c.Task, wire.Reasons{Reasons: string(c.Reasons)})
	})
}

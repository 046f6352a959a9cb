package proposals

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Proposal is an act that takes a second person, as far as the caller sees it. It names nothing of her.
type Proposal struct {
	Case    casework.Ref
	Number  int // counts from 1 within the case
	Action  casework.ProposalAction
	State   casework.ProposalState
	Freezes bool // the case stands still until it is answered
	By      casework.Actor
	At      time.Time
	Until   time.Time       // when it expires without an answer; zero for never
	Desk    casework.DeskID // that is asked, or has answered; "" if it ended without an answer
	Task    casework.TaskID // the request to that desk
	Due     time.Time       // when that request is overdue; zero for one that is closed or has no clock
	// Decided is who agreed to it, refused it or withdrew it, at DecidedAt; nil for no one.
	Decided   *casework.Actor
	DecidedAt time.Time

	// Of a move to another corridor: its name and version. Of a request that moves: the request, and to which desk.
	Corridor string
	Version  int
	Moves    casework.TaskID
	To       casework.DeskID
	// Exclusion is the number of the exclusion that is asked about, which holds until the answer; 0 for another action.
	Exclusion int

	Mine        bool // the caller has made it
	MayAnswer   bool
	MayWithdraw bool
}

// asked returns the desk whose officers answer a proposal, or "" if it ended without their answer.
func asked(c *casework.Case, p casework.Proposal) casework.DeskID {
	if t, open := c.Task(p.Task); open {
		return t.Desk
	}
	if p.Decided != nil && p.State != casework.ProposalWithdrawn {
		return p.Decided.Desk
	}
	return ""
}

// subjectOf is the subject that a proposal is.
func (s *Proposals) subjectOf(c act.Found, p casework.Proposal) policy.Subject {
	return policy.OfProposal(c.Subject, asked(&c.State, p), p.By.Desk, s.core.AgencyOf)
}

// proposal is a proposal that the caller may see.
func (s *Proposals) proposal(c act.Found, p casework.Proposal, r *request.Request) Proposal {
	spec, _ := casework.ProposalSpecOf(p.Action)
	t, _ := c.State.Task(p.Task)
	waits, mine := p.State == casework.ProposalWaits, p.By.Account == r.Actor.Account
	out := Proposal{
		Case: c.State.Ref, Number: p.ID, Action: p.Action, State: p.State, Freezes: spec.Freezes, By: visible.Actor(p.By, r.Actor), At: p.At, Until: p.Until,
		Desk: asked(&c.State, p), Task: p.Task, Due: t.DueAt(), DecidedAt: p.DecidedAt, Moves: "", Mine: mine,
		MayAnswer:   waits && !mine && spec.MayAnswer(r.Actor.Role, p.By.Role) && r.May(policy.AnswerProposal, s.toAnswer(c, p)),
		MayWithdraw: waits && mine && r.May(policy.WithdrawProposal, s.toWithdraw(c, p)),
	}
	if p.Decided != nil {
		by := visible.Actor(*p.Decided, r.Actor)
		out.Decided = &by
	}
	switch cmd := p.Command; p.Action {
	case casework.ProposeCorridor:
		if cmd.Pinned != nil {
			out.Corridor, out.Version = cmd.Pinned.Corridor, cmd.Pinned.Version
		}
	case casework.ProposeReassign:
		out.Moves, out.To = cmd.Task, cmd.Desk
	case casework.ProposeExclusion:
		out.Exclusion = c.State.ExclusionOf(p.Key)
	default:
	}
	return out
}

// toAnswer and toWithdraw are the subjects of an answer and of a withdrawal: as the case, for the desk that is asked
// and for the desk that proposed.
func (s *Proposals) toAnswer(c act.Found, p casework.Proposal) policy.Subject {
	return policy.OfProposal(c.Subject, asked(&c.State, p), "", s.core.AgencyOf)
}

func (s *Proposals) toWithdraw(c act.Found, p casework.Proposal) policy.Subject {
	return policy.OfProposal(c.Subject, "", p.By.Desk, s.core.AgencyOf)
}

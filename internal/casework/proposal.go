package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// ProposalAction is what a second person is asked to agree to.
type ProposalAction string

// The actions. A proposal of a list of an operation, of the cancelling of a movement or of the end of an
// operation's pause is kept by those; see packages operation and movement.
const (
	ProposeDeath         ProposalAction = "death"            // a death was reported
	ProposeNotDead       ProposalAction = "death_corrected"  // the report of a death was wrong
	ProposeCorridor      ProposalAction = "corridor_changed" // the case moves to another corridor
	ProposeOrder         ProposalAction = "legal_order"      // an order of an authority opens something without her consent
	ProposeReassign      ProposalAction = "reassign"         // a request moves to a desk that would see more of her than before
	ProposeIdentity      ProposalAction = "identity"         // her identity on record is corrected
	ProposeExclusion     ProposalAction = "exclusion"        // the last officer of a desk is kept out, at once, until the answer
	ProposeCancel        ProposalAction = "cancel"           // a movement is cancelled
	ProposeResume        ProposalAction = "resume"           // an operation with many cases goes on
	ProposeList          ProposalAction = "list"             // a list opens many cases
	ProposeManyDecisions ProposalAction = "decisions"        // many alike requests are answered at once
)

// ProposalActions lists every action.
func ProposalActions() []ProposalAction {
	return []ProposalAction{
		ProposeDeath, ProposeNotDead, ProposeCorridor, ProposeOrder, ProposeReassign, ProposeIdentity, ProposeExclusion,
		ProposeCancel, ProposeResume, ProposeList, ProposeManyDecisions,
	}
}

// ProposalState is how far a proposal has come.
type ProposalState string

// The states. Every state but ProposalWaits is final.
const (
	ProposalWaits     ProposalState = "waits"
	ProposalAgreed    ProposalState = "agreed"
	ProposalRefused   ProposalState = "refused"
	ProposalWithdrawn ProposalState = "withdrawn" // by the officer who made it
	ProposalExpired   ProposalState = "expired"
)

// Proposal is an act on one case that one officer has asked for and a second person must agree to, before
// it takes effect.
type Proposal struct {
	ID     int            `json:"id"` // counts from 1 within the case
	Action ProposalAction `json:"action"`
	// Digest identifies what exactly is proposed: SHA-256 in hex; see DigestOf. The second person agrees to
	// this digest.
	Digest string    `json:"digest"`
	By     Actor     `json:"by"`
	At     time.Time `json:"at"`
	Until  time.Time `json:"until,omitzero"` // when it expires; zero for one that never does
	Key    Key       `json:"key"`            // of the command; its written reasons are in the record under this key
	// Task is the request to the second person, whose clock climbs as that of any other request.
	Task  TaskID        `json:"task"`
	State ProposalState `json:"state"`
	// Command is what is carried out once the second person agrees. It has no text of its own.
	Command Command `json:"command"`
	// Decided is who agreed, refused or withdrew it, at DecidedAt. It is nil for one that expired.
	Decided   *Actor    `json:"decided,omitempty"`
	DecidedAt time.Time `json:"decided_at,omitzero"`
}

// DigestOf returns the digest of a command: of what it does, not of who sends it, when, or by which key.
func DigestOf(cmd Command) string {
	cmd.Key, cmd.By, cmd.At, cmd.Version, cmd.Earlier = "", Actor{}, time.Time{}, 0, false
	text, err := json.Marshal(cmd) // maps are written in the order of their keys
	if err != nil {
		return "" // a command has no value that JSON cannot write
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Seal returns what an agreement to a proposal of a case must name: a hash, in hex, of the digest together with the
// number, the officer who proposed and the instant. Two proposals of the same act have two, so that an officer who
// has seen one that was withdrawn cannot agree to the next one without looking at it.
func (p Proposal) Seal(ref Ref) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "homeward proposal 1\n%q %d %q %q %q %q", ref, p.ID, p.Action, p.By.Account, p.At.UTC().Format(time.RFC3339Nano), p.Digest))
	return hex.EncodeToString(sum[:])
}

// Proposal returns a proposal by its number.
func (c *Case) Proposal(id int) (Proposal, bool) {
	if id < 1 || id > len(c.Proposals) {
		return Proposal{}, false
	}
	return c.Proposals[id-1], true
}

// ProposalOf returns the proposal that waits for the answer to a request to a second person.
func (c *Case) ProposalOf(step Step) (Proposal, bool) {
	for _, p := range c.Proposals {
		if Approval(p.ID) == step && p.State == ProposalWaits {
			return p, true
		}
	}
	return Proposal{}, false
}

// Frozen returns the proposal because of which the case stands still, such as an unconfirmed death.
func (c *Case) Frozen() (Proposal, bool) {
	for _, p := range c.Proposals {
		if spec, _ := ProposalSpecOf(p.Action); spec.Freezes && p.State == ProposalWaits {
			return p, true
		}
	}
	return Proposal{}, false
}

// ProposalSpec says who agrees to an action, and what holds until then.
type ProposalSpec struct {
	Action ProposalAction
	// Agrees lists the kinds of desks whose officers may agree. The first of them that is another desk than
	// the proposer's is asked; without one, a colleague at the proposer's desk is.
	Agrees []DeskKind
	// OwnDesk is true if a colleague at the proposer's desk is asked, where that desk may agree.
	OwnDesk bool
	// OtherRole is true if the second person must have another role than the proposer.
	OtherRole bool
	// Roles are the roles that may agree or refuse; none for those that decide for the desks of Agrees.
	Roles []Role
	// Freezes is true if the case stands still until the proposal is answered. Such a proposal never
	// expires: it climbs.
	Freezes bool
	// Expires is after how long a proposal without an answer ends. 0 if it never does.
	Expires time.Duration
}

// The times of proposals. No lawyer has checked them.
const (
	// ApprovalWithin is the time in which the second person answers before the request is overdue.
	ApprovalWithin = 24 * time.Hour
	// ProposalExpires is after how long a proposal without an answer ends. It can be made again.
	ProposalExpires = 14 * 24 * time.Hour
)

// ProposalSpecs is the table of the actions on one case that take a second person:
// one person could be mistaken, misled or bribed. No lawyer has checked it.
func ProposalSpecs() []ProposalSpec {
	return []ProposalSpec{
		{Action: ProposeDeath, Agrees: []DeskKind{DeskSupervisor, DeskCaseworker}, Freezes: true},
		{Action: ProposeNotDead, Agrees: []DeskKind{DeskCaseworker, DeskSupervisor}, Expires: ProposalExpires},
		{Action: ProposeCorridor, Agrees: []DeskKind{DeskSupervisor, DeskCaseworker}, Expires: ProposalExpires},
		{
			Action: ProposeOrder, Agrees: []DeskKind{DeskSupervisor}, OwnDesk: true, OtherRole: true,
			Roles: []Role{RoleLegal, RoleSupervisor}, Expires: ProposalExpires,
		},
		{Action: ProposeReassign, Agrees: []DeskKind{DeskSupervisor, DeskCaseworker}, Expires: ProposalExpires},
		{Action: ProposeIdentity, Agrees: []DeskKind{DeskSupervisor, DeskCaseworker, DeskRegistrar}, OwnDesk: true, Expires: ProposalExpires},
		// Her word counts at once, so the officer is kept out until the answer. Silence does not let the officer in again.
		{Action: ProposeExclusion, Agrees: []DeskKind{DeskSupervisor, DeskCaseworker, DeskRegistrar}},
	}
}

// MayAnswer reports whether an officer in a role may answer what an officer in another role has proposed.
func (s ProposalSpec) MayAnswer(role, proposer Role) bool {
	if s.OtherRole && role == proposer {
		return false
	}
	if len(s.Roles) > 0 {
		return slices.Contains(s.Roles, role)
	}
	return role != RoleLegal // who advises
}

// ProposalSpecOf returns the specification of an action on a case.
func ProposalSpecOf(action ProposalAction) (ProposalSpec, bool) {
	for _, spec := range ProposalSpecs() {
		if spec.Action == action {
			return spec, true
		}
	}
	return ProposalSpec{}, false
}

// nextProposalEnd returns when the first proposal expires. It is zero if none does.
func (c *Case) nextProposalEnd() time.Time {
	var next time.Time
	for _, p := range c.Proposals {
		if p.State == ProposalWaits && !p.Until.IsZero() && (next.IsZero() || p.Until.Before(next)) {
			next = p.Until
		}
	}
	return next
}

// nextOfProposals returns when the next level of a request to a second person is reached, or a proposal
// expires, in a case that has ended. It is zero if none is open.
func (c *Case) nextOfProposals() time.Time {
	next := c.nextProposalEnd()
	for _, t := range c.Tasks {
		if rung, ok := t.Next(); ok && t.IsApproval() && (next.IsZero() || rung.At.Before(next)) {
			next = rung.At
		}
	}
	if next.IsZero() {
		return next
	}
	return later(next, c.TickedAt.Add(time.Nanosecond))
}

// IsApproval reports whether a task asks a second person. Such a task stays open until it is answered, or
// its proposal ends.
func (t Task) IsApproval() bool { return t.Step.Base() == StepApproval }

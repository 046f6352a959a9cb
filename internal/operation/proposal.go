package operation

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// Proposal is a list that one officer has confirmed and that waits for a second person, because it is
// about more people than one officer may act for alone (field reference 4, G30).
type Proposal struct {
	List        casework.Ref   `json:"list"`
	Fingerprint string         `json:"print"` // of the preview that was proposed
	Cases       int            `json:"cases"` // the number of cases that it would open
	By          casework.Actor `json:"by"`
	At          time.Time      `json:"at"`
}

// Proposal returns the proposal of a list, if it waits for a second person.
func (o Operation) Proposal(list casework.Ref) (Proposal, bool) {
	for _, p := range o.Proposals {
		if p.List == list {
			return p, true
		}
	}
	return Proposal{}, false
}

func without(all []Proposal, list casework.Ref) []Proposal {
	return slices.DeleteFunc(all, func(p Proposal) bool { return p.List == list })
}

func notProposed() error {
	return fault.New(fault.Conflict, "this list is not proposed, or it is already decided")
}

// checkApproval refuses an approval by the officer who has proposed the list. The account counts, not
// the desk or the role, because one person may work at two desks. The approval must be for the preview
// that was proposed.
func (o Operation) checkApproval(cmd Command) error {
	p, waits := o.Proposal(cmd.List)
	switch {
	case !waits:
		return notProposed()
	case cmd.By.Account == p.By.Account:
		return fault.New(fault.Denied, "you proposed this list; a second person must approve it")
	case cmd.Fingerprint == "":
		return massAction(p.At, casework.CondPreviewed)
	case cmd.Fingerprint != p.Fingerprint:
		return fault.New(fault.Stale, "this is not the preview that was proposed; preview the list again")
	}
	return nil
}

// previewed checks gate G30 for a list that is confirmed or approved. It returns the kind of the change:
// a list of more people than one officer may act for alone is only proposed.
func (o Operation) previewed(cmd Command) (Kind, error) {
	if cmd.Kind != KindConfirmList && cmd.Kind != KindApproveList {
		return cmd.Kind, nil
	}
	switch p := cmd.Preview; {
	case p == nil:
		return "", fault.New(fault.Invalid, "the list was not previewed; preview it first")
	case cmd.Fingerprint != "" && cmd.Fingerprint != p.Fingerprint:
		return "", fault.New(fault.Stale, "the list or its corridors have changed since the preview; preview the list again")
	case cmd.Kind == KindConfirmList && p.Opens > p.Alone && cmd.Fingerprint == "":
		return "", massAction(cmd.At, casework.CondPreviewed, casework.CondSecondApprover)
	case p.Alike > 0:
		return "", fault.New(fault.Conflict, "rows of this list look like one person; answer each of them (maybe_twice) with the reason why it is opened, or leave it out")
	case cmd.Kind == KindApproveList || p.Opens <= p.Alone:
		return cmd.Kind, nil
	default:
		return KindProposeList, nil
	}
}

// massAction returns gate G30 as closed. It cannot be waived.
func massAction(since time.Time, unmet ...casework.ConditionID) error {
	status := gate.Status{Gate: "G30", Never: true}
	for _, id := range unmet {
		condition, _ := gate.ConditionByID(id)
		status.Unmet = append(status.Unmet, gate.Unmet{Condition: id, Owner: condition.Owner, Since: since})
	}
	return fault.New(fault.GateClosed, "this is about more people than one officer may act for alone: send the fingerprint of the preview that you have seen, then a second person must approve").
		With([]gate.Status{status})
}

package movement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ProposalExpires is after how long a proposal to cancel ends when no second person has answered. It can be
// made again. No lawyer has checked it.
const ProposalExpires = 48 * time.Hour

// Proposal is an act on the whole movement that one officer has asked for and that waits for a second
// person, because it takes something from every passenger. The only action is casework.ProposeCancel.
type Proposal struct {
	Action casework.ProposalAction `json:"action"`
	// Digest identifies who would lose what; see CancelDigest. The second person agrees to this digest.
	Digest string         `json:"digest"`
	By     casework.Actor `json:"by"`
	At     time.Time      `json:"at"`
	Until  time.Time      `json:"until"` // when it expires
	Key    casework.Key   `json:"key"`   // of the command that proposed it
	Cause  casework.Cause `json:"cause,omitempty"`
}

// Seal returns what an agreement must name: a hash, in hex, of the digest together with the officer who proposed, the key
// and the instant. Two proposals about the same passengers have two.
func (p Proposal) Seal() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "homeward proposal to cancel 1\n%q %q %q %q", p.By.Account, p.Key, p.At.UTC().Format(time.RFC3339Nano), p.Digest))
	return hex.EncodeToString(sum[:])
}

// names reports whether an agreement names this proposal.
func (p Proposal) names(cmd Command) bool {
	if cmd.Seal != "" {
		return cmd.Seal == p.Seal()
	}
	return cmd.Digest == p.Digest
}

// Undoes counts what cancelling would undo.
type Undoes struct {
	Seats    int // passengers who lose a seat, with or without a ticket
	Tickets  int // of these: who lose a ticket
	Listed   int // of these: who are on the manifest
	Standbys int // people on standby, who lose their place in the order
}

// Undoes counts what cancelling the movement would undo now.
func (m *Movement) Undoes() Undoes {
	var out Undoes
	for _, p := range m.Passengers {
		if p.State == Standby {
			out.Standbys++
		}
		if p.State.Seated() {
			out.Seats++
		}
		if p.State.rank() >= HasTicket.rank() {
			out.Tickets++
		}
		if p.State.Listed() {
			out.Listed++
		}
	}
	return out
}

// Carries reports whether cancelling would take something from a person.
func (m *Movement) Carries() bool {
	return slices.ContainsFunc(m.Passengers, func(p Passenger) bool { return p.State != Off })
}

// CancelDigest returns the digest of what cancelling would undo now: SHA-256 in hex over each person with her
// state and ticket. Another departure or vehicle does not change it.
func (m *Movement) CancelDigest() string {
	lines := []string{"homeward cancelling a movement 1 " + string(m.Ref)}
	for _, p := range m.Passengers {
		if p.State != Off {
			lines = append(lines, fmt.Sprintf("%s %s %s", p.Case, p.State, p.Document))
		}
	}
	slices.Sort(lines[1:])
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// Stricter reports whether an earlier release would have carried out a command that now asks a second person.
func Stricter(m Movement, cmd Command) bool {
	return cmd.Kind == KindCancel && m.Seq > 0 && m.Carries()
}

// proposeCancel keeps the proposal to cancel, and notifies the desks whose officers may agree. A proposal that no longer describes the passengers is replaced.
func (d *draft) proposeCancel() error {
	m, digest := &d.m, d.m.CancelDigest()
	if p := m.Proposal; p != nil && p.Digest == digest && p.Until.After(d.cmd.At) {
		return fault.New(fault.Conflict, "cancelling this movement is proposed already and waits for a second person")
	}
	d.kind = KindProposeCancel
	m.Proposal = &Proposal{
		Action: casework.ProposeCancel, Digest: digest, By: d.cmd.By, At: d.cmd.At, Until: d.cmd.At.Add(ProposalExpires),
		Key: d.cmd.Key, Cause: d.cmd.Cause,
	}
	d.addEntry(EntryCancelProposed, "", string(d.cmd.Cause))
	d.notify(NoticeCancelWaits, "", d.cmd.Seconds...)
	return nil
}

// agreeCancel cancels the movement when a second person has agreed to exactly what was proposed. Each case
// gets its message in the name of the proposer, who knows why.
func (d *draft) agreeCancel() error {
	p := d.m.Proposal
	switch {
	case p == nil || !p.Until.After(d.cmd.At):
		return notProposed()
	case p.By.Account == d.cmd.By.Account:
		return fault.New(fault.Denied, "you proposed this; a second person must agree")
	case !p.names(d.cmd) || p.Digest != d.m.CancelDigest():
		return fault.New(fault.Stale, "the passengers are not those of the proposal; look again, and propose again if they have changed")
	}
	second := d.cmd.By
	d.cmd.By, d.cmd.Cause = p.By, p.Cause
	err := d.cancel()
	d.cmd.By = second
	return err
}

// refuseCancel ends a proposal: the proposer withdraws it, and any other officer refuses it.
func (d *draft) refuseCancel() error {
	p := d.m.Proposal
	if p == nil {
		return notProposed()
	}
	code := EntryCancelRefused
	if p.By.Account == d.cmd.By.Account {
		code = EntryCancelWithdrawn
	}
	d.m.Proposal = nil
	d.addEntry(code, "", string(p.Cause))
	return nil
}

// expireProposal ends a proposal that no second person has answered in time.
func (d *draft) expireProposal() {
	if p := d.m.Proposal; p != nil && !p.Until.After(d.cmd.At) {
		d.m.Proposal = nil
		d.addEntry(EntryCancelExpired, "", string(p.Cause))
	}
}

func notProposed() error {
	return fault.New(fault.Conflict, "cancelling this movement is not proposed, or it is already decided")
}

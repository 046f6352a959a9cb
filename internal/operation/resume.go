package operation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ResumeExpires is after how long a proposal to resume ends when no second person has answered. It can be made
// again. No lawyer has checked it.
const ResumeExpires = 48 * time.Hour

// Resuming is the wish of one officer that a paused operation goes on. It waits for a second person, because it
// starts the clocks of more people than one officer may act for alone (field reference 4, G30). A pause needs no
// second person: it takes nothing away, and one that had to wait would come too late.
type Resuming struct {
	Digest string         `json:"digest"` // of the pause that it ends; see ResumeDigest
	Cases  int            `json:"cases"`  // how many were open when it was proposed
	By     casework.Actor `json:"by"`
	At     time.Time      `json:"at"`
	Until  time.Time      `json:"until"` // when it expires
}

// Seal returns what an agreement must name: a hash, in hex, of the digest together with the officer who proposed and the
// instant. Two proposals to end the same pause have two.
func (r Resuming) Seal() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "homeward proposal to resume 1\n%q %q %q", r.By.Account, r.At.UTC().Format(time.RFC3339Nano), r.Digest))
	return hex.EncodeToString(sum[:])
}

// names reports whether an agreement names this proposal.
func (r Resuming) names(cmd Command) bool {
	if cmd.Seal != "" {
		return cmd.Seal == r.Seal()
	}
	return cmd.Digest == r.Digest
}

// Reach is whom resuming an operation concerns. It is stored in histories.
type Reach struct {
	Cases int `json:"cases"` // that are open
	Alone int `json:"alone"` // the largest number of people for whom one officer may act alone
}

// OnCorridor counts the open cases of an operation on one version of a corridor.
type OnCorridor struct {
	Corridor string `db:"corridor"`
	Version  int    `db:"version"`
	Cases    int    `db:"cases"`
}

// ReachOf sums up the open cases of an operation. alone returns the largest number of people for whom one officer
// may act alone on a version of a corridor; the smallest counts.
func ReachOf(counted []OnCorridor, alone func(corridor string, version int) int) Reach {
	var out Reach
	for i, on := range counted {
		out.Cases += on.Cases
		if n := alone(on.Corridor, on.Version); i == 0 || n < out.Alone {
			out.Alone = n
		}
	}
	return out
}

// BeforeTwoResumed is the reach of a resuming by a release that asked no second person. It is for the replay of
// histories of that time.
func BeforeTwoResumed() *Reach { return &Reach{} }

// ResumeDigest returns the digest of what resuming would end now: SHA-256 in hex over the operation and its
// pause. The cases are not a part of it, because people may arrive at, or leave, an operation that stands still for
// days, and the second person agrees that the operation goes on. An operation that is not paused has none.
func (o Operation) ResumeDigest() string {
	if o.State != Paused || o.Pause == nil {
		return ""
	}
	p := *o.Pause
	sum := sha256.Sum256([]byte(strings.Join([]string{
		"homeward resuming an operation 1", string(o.Ref), string(p.Cause), p.Since.UTC().Format(time.RFC3339Nano), string(p.By.Account),
	}, "\n")))
	return hex.EncodeToString(sum[:])
}

// checkResume refuses to resume an operation that is not paused, or to propose it twice.
func (o Operation) checkResume(cmd Command) error {
	switch p := o.Resume; {
	case o.State != Paused:
		return fault.New(fault.Conflict, "the operation is not paused")
	case p != nil && p.Until.After(cmd.At) && !cmd.At.IsZero() && cmd.Reach != nil && cmd.Reach.needsSecond():
		return fault.New(fault.Conflict, "resuming this operation is proposed already and waits for a second person")
	}
	return nil
}

// checkAgreement refuses an agreement by the account that has proposed, and one to another pause.
func (o Operation) checkAgreement(cmd Command) error {
	p := o.Resume
	switch {
	case p == nil || !p.Until.After(cmd.At):
		return noResuming()
	case p.By.Account == cmd.By.Account:
		return fault.New(fault.Denied, "you proposed this; a second person must agree")
	case !p.names(cmd) || p.Digest != o.ResumeDigest():
		return fault.New(fault.Stale, "the pause is not the one of the proposal; look again, and propose again if it has changed")
	}
	return nil
}

func noResuming() error {
	return fault.New(fault.Conflict, "resuming this operation is not proposed, or it is already decided")
}

// resumed returns the kind of the change for a command that resumes: for more people than one officer may act
// for alone it is only proposed.
func (o Operation) resumed(cmd Command) (Kind, error) {
	switch {
	case cmd.Reach == nil:
		return "", fault.New(fault.Invalid, "the open cases of the operation were not counted")
	case cmd.Reach.needsSecond():
		return KindProposeResume, nil
	default:
		return KindResume, nil
	}
}

func (r Reach) needsSecond() bool { return r.Cases > r.Alone }

// withResuming returns the operation with the proposal to resume.
func (o Operation) withResuming(cmd Command) Operation {
	o.Resume = &Resuming{Digest: o.ResumeDigest(), Cases: cmd.Reach.Cases, By: cmd.By, At: cmd.At, Until: cmd.At.Add(ResumeExpires)}
	return o
}

// goingOn returns the operation without its pause. Each case gets its report in the name of the officer who wanted it, who knows why.
func (o Operation) goingOn(cmd Command) Operation {
	by := cmd.By
	if o.Resume != nil && cmd.Kind == KindAgreeResume {
		by = o.Resume.By
	}
	o.Jobs = append(o.Jobs, Job{Kind: TellCases, Key: jobKey(cmd), By: by, Event: casework.EventResumed, Cause: o.Pause.Cause})
	o.State, o.Pause, o.Resume = Running, nil, nil
	return o
}

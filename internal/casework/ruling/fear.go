package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// FearWait is the time between the superseding of an answer about fear of return and an answer that opens
// the way to her consulate. No lawyer has checked it.
const FearWait = 24 * time.Hour

// opensConsulate reports whether an answer to a step says that she does not fear to return, or need not be
// asked.
func opensConsulate(s casework.Step, o casework.Outcome) bool {
	return s == casework.StepFearOfReturn && (o == casework.No || o == casework.Waived)
}

// fearAnswered remembers that she fears to return, and the state that she has named. A yes that names none, or a
// state that is not one of hers, counts for every state. Another answer is about the state that would be asked now.
func (d *draft) fearAnswered(outcome casework.Outcome) {
	d.Feared = d.Feared || outcome == casework.Yes
	if !d.Protects() {
		return
	}
	asked := d.AskedState()
	if outcome != casework.Yes {
		d.FearedOf = slices.DeleteFunc(d.FearedOf, func(s casework.Country) bool { return s == asked })
		return
	}
	named := d.cmd.State
	hers := named != "" && (named == asked || named == d.Rules.Origin)
	if hers && !slices.Contains(d.FearedOf, named) {
		d.FearedOf = append(d.FearedOf, named)
	}
}

// fearTakesTwo reports whether one officer may not alone take the answer that she does not fear to return:
// an earlier answer was yes, or an answer was superseded less than FearWait ago.
func fearTakesTwo(c *casework.Case, now time.Time) bool {
	before, settled := c.Settlement(casework.StepFearOfReturn)
	return c.Feared || settled && before.Outcome == casework.Yes || now.Before(fearNotBefore(c))
}

// fearNotBefore returns the earliest time of an answer that opens the way to her consulate. It is the zero
// time if no answer was superseded.
func fearNotBefore(c *casework.Case) time.Time {
	if c.FearSuperseded.IsZero() {
		return time.Time{}
	}
	return c.FearSuperseded.Add(c.Rules.Paced(FearWait))
}

// answerOnFear takes such an answer from two officers of two desks. The first answer is recorded as a vote,
// and the request moves to the supervisor's desk; any other officer of her care may have it reassigned to
// them. The second answer settles the step, and is refused before fearNotBefore. It returns true if the
// command is dealt with.
func (d *draft) answerOnFear(t casework.Task) (bool, error) {
	if d.cmd.Earlier || !opensConsulate(t.Step, d.cmd.Outcome) || !fearTakesTwo(d.Case, d.cmd.At) {
		return false, nil
	}
	if slices.ContainsFunc(t.Votes, func(v casework.Vote) bool { return d.agreesWith(v) }) {
		if d.cmd.At.Before(fearNotBefore(d.Case)) {
			return true, fault.New(fault.Conflict, "an answer was superseded less than 24 hours ago; "+d.fearLacks(t, false))
		}
		return false, nil
	}
	if slices.ContainsFunc(t.Votes, func(v casework.Vote) bool { return v.By.Account == d.cmd.By.Account }) {
		return true, fault.New(fault.Conflict, "you have answered already; "+d.fearLacks(t, true))
	}
	if err := d.firstOfTwo(t); err != nil {
		return true, err
	}
	d.askSecondDesk(t.ID)
	if moved, open := d.Task(t.ID); open {
		kind := casework.DeskSupervisor
		if moved.Desk != d.Rules.Desks[kind] {
			kind = casework.DeskCaseworker
		}
		d.answer.Second = &casework.Second{Desk: moved.Desk, Kind: kind}
	}
	return true, nil
}

// agreesWith reports whether the sender gives the same answer as a vote, as another officer of another desk.
// Where one desk is both, the sender must be its supervisor.
func (d *draft) agreesWith(v casework.Vote) bool {
	by := d.cmd.By
	otherDesk := v.By.Desk != by.Desk || by.Role == casework.RoleSupervisor && by.Desk == d.Rules.Desks[casework.DeskSupervisor]
	return v.Outcome == d.cmd.Outcome && v.By.Account != by.Account && otherDesk && inCare(d.Case, by.Desk)
}

// fearLacks says who must still agree, and from when on.
func (d *draft) fearLacks(t casework.Task, officer bool) string {
	text := "give it again later"
	if officer {
		text = "a second officer of " + string(d.secondDesk(t)) + ", or of another desk that cares for her, must agree"
	}
	if from := fearNotBefore(d.Case); d.cmd.At.Before(from) {
		text += "; not before " + from.UTC().Format(time.RFC3339)
	}
	return text
}

// secondDesk returns the desk that is asked for the second answer: the supervisor's, or the caseworker's if
// the supervisor's has answered first.
func (d *draft) secondDesk(t casework.Task) casework.DeskID {
	supervisor := d.Rules.Desks[casework.DeskSupervisor]
	if t.Desk == supervisor {
		return d.Rules.Desks[casework.DeskCaseworker]
	}
	return supervisor
}

// askSecondDesk moves a request on which the first of two officers has answered to the desk of the second,
// where its clock starts again.
func (d *draft) askSecondDesk(id casework.TaskID) {
	t, open := d.Task(id)
	to := d.secondDesk(t)
	if !open || to == "" || to == t.Desk {
		return
	}
	t.Desk, t.Reassigned, t.StartedAt, t.Fired, t.Escalations = to, true, d.cmd.At, 0, nil
	d.write(t)
	d.change.Clocks = append(d.change.Clocks, casework.ClockOrder{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: t.StartedAt})
	d.addEntry(casework.Entry{Code: casework.EntryTaskMoved, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(casework.Notice{Kind: casework.NoticeSecond, Desk: t.Desk, Task: t.ID})
}

// inCare reports whether a desk is, in this case, one of those that care for her in the host state.
func inCare(c *casework.Case, desk casework.DeskID) bool {
	return slices.ContainsFunc(casework.CareDesks(), func(kind casework.DeskKind) bool { return desk != "" && c.Rules.Desks[kind] == desk })
}

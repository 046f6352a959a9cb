package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// confirmedBySecond reports whether another account has already given the same answer: the same outcome
// about the same other record.
func confirmedBySecond(t casework.Task, cmd casework.Command) bool {
	return slices.ContainsFunc(t.Votes, func(v casework.Vote) bool {
		return v.Outcome == cmd.Outcome && v.Ref == cmd.Ref && v.By.Account != cmd.By.Account
	})
}

// firstOfTwo records the first answer for an outcome that two people must give. The step stays open for
// a colleague to give the same or another answer. The record keeps the case as it was, so that the
// outcome can be undone.
func (d *draft) firstOfTwo(t casework.Task) error {
	for _, v := range t.Votes {
		if v.By.Account == d.cmd.By.Account && v.Outcome == d.cmd.Outcome && v.Ref == d.cmd.Ref {
			return fault.New(fault.Conflict, "you have answered already; a second person must give the same answer")
		}
	}
	d.setFacts(d.cmd.Facts)
	if t.Step == casework.StepRegister {
		d.setFact(casework.FactSnapshot, "kept")
	}
	t.Votes = append(t.Votes, casework.Vote{By: d.cmd.By, Outcome: d.cmd.Outcome, Ref: d.cmd.Ref, At: d.cmd.At, Key: d.cmd.Key})
	t.ClaimedBy = nil
	d.update(t)
	d.change.Decisions = append(d.change.Decisions, d.decision(t, d.cmd.Outcome, false))
	d.addEntry(casework.Entry{Code: casework.EntryVoted, Step: t.Step, Task: t.ID, Desk: t.Desk})
	if t.Step != casework.StepFearOfReturn { // whose second officer sits at another desk; see askSecondDesk
		d.addNotice(casework.Notice{Kind: casework.NoticeSecond, Desk: t.Desk, Task: t.ID})
	}
	d.answer.Task = t.ID
	d.answer.Second = &casework.Second{Desk: t.Desk, Kind: t.Kind}
	return nil
}

// vote adds a panel member's vote. It returns the outcome and true once enough members of enough
// agencies have voted, the chair among them. The outcome is the one with the most votes, or
// Undetermined on a tie.
func (d *draft) vote(t casework.Task) (casework.Outcome, bool, error) {
	by := d.cmd.By
	if by.Role != casework.RolePanelMember && by.Role != casework.RolePanelChair {
		return "", false, fault.New(fault.Denied, "only members of the panel vote")
	}
	for _, v := range t.Votes {
		if v.By.Account == by.Account {
			return "", false, fault.New(fault.Conflict, "you have voted already")
		}
	}
	t.Votes = append(t.Votes, casework.Vote{By: by, Outcome: d.cmd.Outcome, At: d.cmd.At, Key: d.cmd.Key})
	d.update(t)
	d.Panel = addAccount(d.Panel, by.Account)
	d.change.Decisions = append(d.change.Decisions, d.decision(t, d.cmd.Outcome, false))
	d.addEntry(casework.Entry{Code: casework.EntryVoted, Step: t.Step, Task: t.ID, Desk: t.Desk})
	outcome, ok := tally(t.Votes, d.Rules.Quorum)
	if !ok {
		d.answer.Second = &casework.Second{Desk: t.Desk, Kind: t.Kind, Roles: stillVote(d.Rules.Quorum, t.Votes)}
	}
	return outcome, ok, nil
}

// stillVote returns the roles of the members for whom a panel still waits: its chair, if only the chair is missing.
func stillVote(quorum casework.Quorum, votes []casework.Vote) []casework.Role {
	members, agencies, chair := quorum.Lacks(votes)
	switch {
	case chair && members <= 1 && agencies <= 1:
		return []casework.Role{casework.RolePanelChair}
	case chair:
		return []casework.Role{casework.RolePanelMember, casework.RolePanelChair}
	default:
		return []casework.Role{casework.RolePanelMember}
	}
}

// addAccount appends an account to a list unless the list contains it.
func addAccount(list []casework.AccountID, account casework.AccountID) []casework.AccountID {
	if slices.Contains(list, account) {
		return list
	}
	return append(slices.Clone(list), account)
}

func tally(votes []casework.Vote, quorum casework.Quorum) (casework.Outcome, bool) {
	var agencies []casework.AgencyID
	var chaired bool
	counts := make([]int, len(votes)) // of the outcome of votes[i], stored at its first vote
	for _, v := range votes {
		if !slices.Contains(agencies, v.By.Agency) {
			agencies = append(agencies, v.By.Agency)
		}
		chaired = chaired || v.By.Role == casework.RolePanelChair
		first := slices.IndexFunc(votes, func(other casework.Vote) bool { return other.Outcome == v.Outcome })
		counts[first]++
	}
	if len(votes) < quorum.Members || len(agencies) < quorum.Agencies || !chaired {
		return "", false
	}
	most := slices.Max(counts)
	if slices.Index(counts, most) != len(counts)-1-slices.Index(reversed(counts), most) {
		return casework.Undetermined, true // a tie
	}
	return votes[slices.Index(counts, most)].Outcome, true
}

func reversed(in []int) []int {
	out := slices.Clone(in)
	slices.Reverse(out)
	return out
}

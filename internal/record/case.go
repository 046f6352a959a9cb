package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// CaseSummary is one line of the list of cases: class B.
type CaseSummary struct {
	Ref       casework.Ref
	Operation casework.Ref // "" for a person who came on their own
	Corridor  string
	Version   int // of the corridor
	Host      casework.Country
	Origin    casework.Country
	Lane      casework.Lane
	Stage     casework.Stage
	Modality  casework.Modality
	Seq       int64 // the newest change; grows by one with each
	Minor     bool  // known or presumed to be a child
	OpenedAt  time.Time
	UpdatedAt time.Time
	OpenTasks int
	// Overdue counts the open tasks past their 100 % rung whose clock is running.
	Overdue int
	// NextDue is the earliest 100 % rung among the open tasks whose clock is running.
	NextDue *time.Time
	// Paused is why the whole case stands still, with since when; nil when it does not. In a
	// list the cause is "" when it would tell of the person.
	Paused *casework.Pause
	// Movement is the movement that the person has a place on.
	Movement casework.Ref
	// Closed and Deceased say that nothing more is to come; EndedAt when that was.
	Closed   bool
	Deceased bool
	EndedAt  *time.Time
}

// CaseDetail is one case with all that the record knows beside its timeline.
type CaseDetail struct {
	CaseSummary
	// State is the case as the rules see it after change Seq, ladders armed. Ask
	// casework.Gate about it for what blocks.
	State     casework.Case
	Person    *Person // class C and F; nil when none was recorded
	Documents []Document
	// Erased reports that the key of the case was destroyed: State is what the summary says,
	// and everything else that was sealed is absent.
	Erased bool
	Tasks  []TaskRow // the open ones, with their receipts
}

// CaseFilter narrows the list of cases; zero fields do not. It has no text to search
// for: names are not searched in this list.
type CaseFilter struct {
	Operation casework.Ref
	Stage     casework.Stage
	Lane      casework.Lane
	Corridor  string
	Origin    casework.Country
	Host      casework.Country
	Desk      casework.DeskID // cases with an open task at this desk
	Movement  casework.Ref
	// PartOf is a desk: the filters Overdue, DueFrom and DueBefore are about the tasks of this desk alone in cases in
	// which it is not on the team. Team is true if the desk is on the team of the cases that it takes part in. With ""
	// they are about the tasks of all desks.
	PartOf casework.DeskID
	Team   bool

	Overdue *bool // has an overdue task, or has none; nil for both, as for each of these
	// DueFrom and DueBefore are about the earliest task that is due; see CaseSummary.NextDue.
	DueFrom   time.Time
	DueBefore time.Time
	// EndsBefore keeps to cases in which something that holds ends before this; see casework.Ending.
	EndsBefore time.Time
	Paused     *bool // stands still as a whole
	Open       *bool // has not ended
	Minor      *bool // is known or presumed to be a child
	// ChangedSince keeps to cases whose newest change was at that time or later.
	ChangedSince time.Time
	// Refs keeps to these cases, when it is not nil.
	Refs []casework.Ref
	// RefBegins keeps to cases whose reference begins with it.
	RefBegins string
	// Scope limits the list to cases that the officer may list, when it is not nil.
	Scope *CaseScope
	Page  Page
}

// CaseScope holds the grounds on which a case is in an officer's list. One ground is enough; an
// empty field is not a ground, and without any ground the list is empty.
type CaseScope struct {
	Host    casework.Country   // every case of this host state
	Desks   []casework.DeskID  // cases that one of these desks takes part in: they wait for it, or have asked it before
	Owing   casework.DeskID    // cases whose data this desk has yet to confirm that it deleted
	Agency  casework.AgencyID  // cases that this agency has a valid grant for
	Account casework.AccountID // cases whose glass this account has broken, while that holds
	// Without leaves out the cases that this account is kept out of, on any ground. It is not a ground.
	Without casework.AccountID
}

// Empty reports whether there is no reason.
func (s CaseScope) Empty() bool {
	return s.Host == "" && len(s.Desks) == 0 && s.Owing == "" && s.Agency == "" && s.Account == ""
}

// MostCounted is how far rows are counted.
const MostCounted = 1000

// Cases is one page of cases, newest first.
type Cases struct {
	Rows []CaseSummary
	Next *Cursor // nil at the end
}

// Consent is one line of the ledger of consents. Lines that were withdrawn stay in it.
type Consent struct {
	casework.ConsentGiven
	Seq int64 // the change that wrote this line
	By  casework.Actor
}

// Fact is one line of all facts that were ever stated, newest first.
type Fact struct {
	casework.Fact
	Seq        int64
	Superseded bool
}

// Waiver is a gate that an officer waived.
type Waiver struct {
	casework.WaiverGiven
	Seq int64
}

// Hold is a legal hold, lifted or not: class G.
type Hold struct {
	casework.Hold
	LiftedAt *time.Time
}

// Decision is one answer on record: final, or a vote on the way to it.
type Decision struct {
	casework.Decision
	Seq int64
	// Words is what was written with it: reasons. Class D, E or H by its step; "" when nothing was.
	Words string
}

package retention

import (
	"slices"
	"time"
)

// Kind is what a rule is about.
type Kind string

// The kinds.
const (
	ListRows     Kind = "list_rows"      // rows of a list as they were written, from their upload
	RefusedWords Kind = "refused_words"  // what was written with a command that was refused, from then
	SentNotices  Kind = "told_notices"   // notices that were sent or stopped, from then
	EndedSignIns Kind = "ended_sign_ins" // sessions, invitations and recoveries that are over, from then
	BegunSignIns Kind = "begun_sign_ins" // sign-ins, questions to a passkey and handovers that nobody came back with, from the end of their time
	Failures     Kind = "failures"       // how often signing in has failed, from the last time on
	OldPasskeys  Kind = "old_passkeys"   // passkeys and recovery codes of an account that is disabled, from then
	Journeys     Kind = "journeys"       // what was planned and noted of a journey, once nobody who was on it has a file any more, from its end
	CaseNegative Kind = "case_negative"  // a case that ended with a negative finding, from its end
	CaseAdult    Kind = "case_adult"     // any other case of an adult, from its end
	CaseChild    Kind = "case_child"     // a case of somebody who was, or may have been, a child
	Audit        Kind = "audit"          // the audit log
)

// Kinds lists every kind.
func Kinds() []Kind {
	return slices.Concat([]Kind{
		ListRows, RefusedWords, SentNotices, EndedSignIns, BegunSignIns, Failures, OldPasskeys, Journeys,
	}, textKinds(), []Kind{CaseNegative, CaseAdult, CaseChild, Audit})
}

// Cases says whether a kind is about the files of cases, whose files are never purged.
func (k Kind) Cases() bool { return k == CaseNegative || k == CaseAdult || k == CaseChild }

// Action is what follows when the time is over.
type Action string

// The actions.
const (
	Purge   Action = "purge"   // the daily run removes it
	Propose Action = "propose" // people are told that it is due
	Keep    Action = "keep"    // Homeward does not remove it
)

// Rule says how long something is kept, and what follows.
type Rule struct {
	Kind Kind
	Keep Period
	// UntilAge is the age in years before which a child's file is not due; 0 is none.
	UntilAge int
	Then     Action
	// Source says where the period comes from.
	Source string
}

// sound says what is wrong with a rule; "" when nothing is.
func (r Rule) sound() string {
	switch {
	case r.Keep.IsZero():
		return "keep is missing"
	case !slices.Contains([]Action{Purge, Propose, Keep}, r.Then):
		return "then must be purge, propose or keep"
	case r.Kind.Cases() && r.Then == Purge:
		return "a case is proposed and never purged: two persons decide (G23)"
	case r.Kind == Audit && r.Then != Keep:
		return "the audit log is kept"
	case r.Kind.Texts() && r.Then == Propose:
		return "a text is purged or kept: nobody is asked about it"
	case r.Kind.Texts() && r.Keep.After(time.Time{}).Before(time.Time{}.AddDate(0, 0, leastText)):
		return "a text is kept for 30 days at least"
	case r.UntilAge != 0 && r.Kind != CaseChild:
		return "until_age is for case_child"
	case r.UntilAge < 0 || r.UntilAge > 99:
		return "until_age is not an age"
	case r.Source == "":
		return "source is missing: say where the period comes from"
	}
	return ""
}

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
	RefusedWords Kind = "refused_words"  // text of a command that was refused, from the refusal
	SentNotices  Kind = "told_notices"   // notices that were sent or stopped, from that moment; sheets, from their opening
	EndedSignIns Kind = "ended_sign_ins" // sessions, invitations and recoveries that have ended, from their end
	BegunSignIns Kind = "begun_sign_ins" // sign-ins, passkey challenges and handovers that were never finished, and frozen selections, from their expiry
	Failures     Kind = "failures"       // counts of failed sign-ins, from the last failure
	Drafts       Kind = "drafts"         // forms that were typed and not sent, from their expiry
	DraftKeys    Kind = "draft_keys"     // the keys of such forms that are about no case, from the last expiry under them
	Wordings     Kind = "wordings"       // better words for a page that a reader proposed, from the proposal
	WordingKeys  Kind = "wording_keys"   // the keys with which such words are sealed, from the day of the proposals
	OldPasskeys  Kind = "old_passkeys"   // passkeys, recovery codes, settings and saved views of a disabled account, from its disabling
	Journeys     Kind = "journeys"       // plan and notes of a journey, from its end, once no passenger has a file
	CaseNegative Kind = "case_negative"  // a case that ended with a negative finding, from its end
	CaseAdult    Kind = "case_adult"     // any other case of an adult, from its end
	CaseChild    Kind = "case_child"     // a case of a person who was, or may have been, a child
	Audit        Kind = "audit"          // the audit log
)

// Kinds lists every kind.
func Kinds() []Kind {
	return slices.Concat([]Kind{
		ListRows, RefusedWords, SentNotices, EndedSignIns, BegunSignIns, Failures, Drafts, DraftKeys, Wordings, WordingKeys, OldPasskeys, Journeys,
	}, textKinds(), []Kind{CaseNegative, CaseAdult, CaseChild, Audit})
}

// Cases reports whether a kind is about whole case files, which are never purged.
func (k Kind) Cases() bool { return k == CaseNegative || k == CaseAdult || k == CaseChild }

// Action is what happens when the period has ended.
type Action string

// The actions.
const (
	Purge   Action = "purge"   // the daily run removes it
	Propose Action = "propose" // officers get a notice that it is due
	Keep    Action = "keep"    // Homeward does not remove it
)

// Rule is how long one kind of data is kept, and what happens then.
type Rule struct {
	Kind Kind
	Keep Period
	// UntilAge is the age in years before which a child's file is not due; 0 if there is no such age.
	UntilAge int
	Then     Action
	// Source says where the period comes from.
	Source string
}

// mistake returns what is wrong with a rule, or "" if nothing is wrong.
func (r Rule) mistake() string {
	switch {
	case r.Keep.IsZero():
		return "keep is missing"
	case !slices.Contains([]Action{Purge, Propose, Keep}, r.Then):
		return "then must be purge, propose or keep"
	case r.Kind.Cases() && r.Then == Purge:
		return "then must be propose or keep: a case is never purged by itself, two persons decide (G23)"
	case r.Kind == Audit && r.Then != Keep:
		return "then must be keep for the audit log"
	case r.Kind.Texts() && r.Then == Propose:
		return "then must be purge or keep for a text: texts are never proposed"
	case r.Kind.Texts() && r.Keep.After(time.Time{}).Before(time.Time{}.AddDate(0, 0, leastText)):
		return "keep must be 30 days or more for a text"
	case r.UntilAge != 0 && r.Kind != CaseChild:
		return "until_age is allowed for case_child only"
	case r.UntilAge < 0 || r.UntilAge > 99:
		return "until_age must be an age from 0 to 99"
	case r.Source == "":
		return "source is missing: write where the period comes from"
	}
	return ""
}

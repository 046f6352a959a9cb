package retention

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// The kinds of text in the file of a case, by field class (field reference, 10.6 and 10.9). Their
// periods begin at the end of the case. They cover text that was written by people, never an answer
// that is a code: the procedure depends on the codes, so they are erased with the whole file.
const (
	Contact   Kind = "contact"   // F: phone and place, and words written with a step of that class
	Identity  Kind = "identity"  // C: words of consulates, borders and carriers; not her name, birth, nationality and documents
	Narrative Kind = "narrative" // D and J: remarks, plans, questionnaires, and words
	Medical   Kind = "medical"   // E: words
	Legal     Kind = "legal"     // G: words
	Fear      Kind = "fear"      // H: words
)

// textKinds lists the kinds of text.
func textKinds() []Kind { return []Kind{Contact, Identity, Narrative, Medical, Legal, Fear} }

// Texts reports whether a kind is about text in the files of cases that have ended.
func (k Kind) Texts() bool { return slices.Contains(textKinds(), k) }

// leastText is the shortest period of a text, in days: a case may be opened again soon after its end.
// The database refuses to empty a plan or a questionnaire earlier.
const leastText = 30

// TextKind returns the kind by which text of a field class is kept: Audit for the proofs of who has
// looked, and "" for a class without a kind, whose text is emptied with the first kind that expires.
func TextKind(class casework.Class) Kind {
	switch class {
	case "C", "C-travel":
		return Identity
	case "D", "J":
		return Narrative
	case "E":
		return Medical
	case "F":
		return Contact
	case "G":
		return Legal
	case "H":
		return Fear
	case "I":
		return Audit
	default:
		return ""
	}
}

// ExpiredTexts lists the kinds of text in the file of a case whose period has ended at an instant,
// the shortest period first. There are none while the case has not ended, while a legal hold or a
// request to see the file is open (G23), and before a child has reached the age until which her file
// is kept. born is as for Due. Kinds with the action Keep are left out.
func (b *Schedule) ExpiredTexts(c casework.Case, born, at time.Time) []Kind {
	if c.Ended == nil || len(c.OnHold) > 0 || c.FactIs(casework.FactAccessPending, "open") || at.Before(b.adultAt(&c, born)) {
		return nil
	}
	var out []Kind
	over := func(k Kind) time.Time { return b.Rule(k, c.Rules.Corridor).Keep.After(c.Ended.At) }
	for _, kind := range textKinds() {
		if b.Rule(kind, c.Rules.Corridor).Then == Purge && !at.Before(over(kind)) {
			out = append(out, kind)
		}
	}
	slices.SortStableFunc(out, func(x, y Kind) int { return over(x).Compare(over(y)) })
	return out
}

// Purges reports whether data of a kind is purged in any corridor.
func (b *Schedule) Purges(kind Kind) bool {
	return b.Rule(kind, "").Then == Purge ||
		slices.ContainsFunc(b.Corridors(kind), func(id string) bool { return b.Rule(kind, id).Then == Purge })
}

// adultAt returns when a child reaches the age until which her file is kept; zero for an adult.
func (b *Schedule) adultAt(c *casework.Case, born time.Time) time.Time {
	rule := b.Rule(KindOf(c), c.Rules.Corridor)
	if rule.UntilAge == 0 {
		return time.Time{}
	}
	if born.IsZero() {
		born = c.OpenedAt
	}
	return born.UTC().AddDate(rule.UntilAge, 0, 0)
}

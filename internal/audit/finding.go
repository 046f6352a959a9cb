package audit

import (
	"fmt"
	"strings"
)

// What says what was found to be wrong.
type FindingKind string

// What can be wrong.
const (
	Changed     FindingKind = "changed"     // a row does not say any more what was signed
	Dropped     FindingKind = "dropped"     // a row that was signed is gone
	Inserted    FindingKind = "inserted"    // a row that nobody has signed stands among those that were
	HashChanged FindingKind = "mended"      // a stored hash was changed; the row that it is of is as it was
	Rewritten   FindingKind = "rewritten"   // a signed head does not fit the leaves; the rows are named beside
	BadHead     FindingKind = "bad_head"    // a head is not signed by the log's key
	CutOff      FindingKind = "cut_off"     // leaves at the end, that a signed head counts, are missing
	RolledBack  FindingKind = "rolled_back" // a head that was kept elsewhere counts more than there is
	Forked      FindingKind = "forked"      // a head that was kept elsewhere is of another history
	Lost        FindingKind = "lost"        // a row is gone that had no place in the tree yet
	Unplaced    FindingKind = "unplaced"    // an event has waited too long for its place in the tree: nobody gives places, or it was put in
	Orphaned    FindingKind = "astray"      // an event has no place in the tree and waits for none
	Unlogged    FindingKind = "unlogged"    // a decision of the record has left no trace in the log
	Unmatched   FindingKind = "unmatched"   // what the record says was decided is not what was committed to
)

// Finding is one thing that is wrong.
type Finding struct {
	Kind FindingKind
	// Leaf and To are the place in the tree: from Leaf up to but not including To.
	Leaf, To int64
	// Row is the event's row in the database, or, of one that is gone, the one that stood before
	// it; 0 when that is not known.
	Row int64
	// Says is what the row says now, on one line; "" when there is none, or nothing to say.
	Says string
}

// String is the finding as a sentence.
func (f Finding) String() string {
	text := f.sentence()
	if f.Says != "" {
		text += " It says now: " + f.Says
	}
	return text
}

func (f Finding) sentence() string {
	switch f.Kind {
	case Changed:
		return fmt.Sprintf("Row %d (leaf %d) was changed: it is not what was signed.", f.Row, f.Leaf)
	case Dropped:
		switch {
		case f.To > f.Leaf+1:
			return fmt.Sprintf("%d rows (leaves %d to %d) were taken away, behind row %d.", f.To-f.Leaf, f.Leaf, f.To-1, f.Row)
		case f.To > f.Leaf:
			return fmt.Sprintf("A row (leaf %d) was taken away, behind row %d.", f.Leaf, f.Row)
		default:
			return fmt.Sprintf("Row %d (leaf %d) was taken away.", f.Row, f.Leaf)
		}
	case Inserted:
		return fmt.Sprintf("Row %d (at leaf %d) was put in: nobody has signed it.", f.Row, f.Leaf)
	case HashChanged:
		return fmt.Sprintf("A stored hash of row %d (leaf %d) was changed; the row is as it was.", f.Row, f.Leaf)
	case Rewritten:
		return fmt.Sprintf("Between leaf %d and leaf %d the log is not what was signed.", f.Leaf, f.To)
	case BadHead:
		return fmt.Sprintf("A head behind leaf %d is not signed with the key of this log.", f.Leaf)
	case CutOff:
		return fmt.Sprintf("The end is missing: a signed head counts %d leaves, and there are %d.", f.To, f.Leaf)
	case RolledBack:
		return fmt.Sprintf("The log was put back to an earlier state: a head that was kept counts %d leaves, and there are %d.", f.To, f.Leaf)
	case Forked:
		return fmt.Sprintf("The log is another one than that of the head that was kept: among its first %d leaves something was rewritten.", f.To)
	case Lost:
		return fmt.Sprintf("Row %d was taken away before it had its place in the tree.", f.Row)
	case Unplaced:
		return fmt.Sprintf("Row %d has waited too long for its place in the tree: it was put in by nobody of ours, or the sequencer does not run.", f.Row)
	case Orphaned:
		return fmt.Sprintf("Row %d has no place in the tree and waits for none: it was put in, or its place was taken away.", f.Row)
	case Unlogged:
		return "A decision of the record has left no trace in the log."
	case Unmatched:
		return fmt.Sprintf("Row %d commits to another decision than the record shows.", f.Row)
	default:
		return "Something is wrong that has no name."
	}
}

// oneLine is a record without its heading, on one line. What cannot be printed is not.
func oneLine(record []byte) string {
	text := strings.TrimPrefix(string(record), heading)
	return strings.TrimSpace(strings.ReplaceAll(text, "\n", " | "))
}

// Report is what was checked and what was found.
type Report struct {
	// Leaves is how many leaves there are, Heads how many signed heads were checked.
	Leaves, Heads int64
	// Signed is the newest head that fits.
	Signed Head
	// Countersigned is the newest head that fits and that a known witness has countersigned, and By whom.
	Countersigned Head
	By            []Cosignature
	// Findings are what is wrong, in the order of the log; More says that there is more of it.
	Findings []Finding
	More     bool
}

// Sound says that nothing was found to be wrong.
func (r Report) Sound() bool { return len(r.Findings) == 0 }

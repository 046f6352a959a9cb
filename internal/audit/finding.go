package audit

import (
	"fmt"
	"strings"
)

// FindingKind is a kind of defect.
type FindingKind string

// The kinds.
const (
	Changed     FindingKind = "changed"     // a row differs from what was signed
	Dropped     FindingKind = "dropped"     // a row that was signed is missing
	Inserted    FindingKind = "inserted"    // an unsigned row is among the signed ones
	HashChanged FindingKind = "mended"      // a stored hash was changed; its row was not
	Rewritten   FindingKind = "rewritten"   // a signed head does not match the leaves; the rows have findings of their own
	BadHead     FindingKind = "bad_head"    // a head is not signed with the log's key
	CutOff      FindingKind = "cut_off"     // leaves that a signed head counts are missing at the end
	RolledBack  FindingKind = "rolled_back" // a head that was stored elsewhere counts more leaves than there are
	Forked      FindingKind = "forked"      // a head that was stored elsewhere belongs to another history
	Lost        FindingKind = "lost"        // a row without a place in the tree is missing
	Unplaced    FindingKind = "unplaced"    // an event has waited too long for its place in the tree: the sequencer does not run, or the event was inserted
	Orphaned    FindingKind = "astray"      // an event has no place in the tree and does not wait for one
	Unlogged    FindingKind = "unlogged"    // a decision of the record is not in the log
	Unmatched   FindingKind = "unmatched"   // the decision in the record differs from the one in the log's commitment
)

// Finding is one defect.
type Finding struct {
	Kind FindingKind
	// Leaf and To are its place in the tree: from Leaf up to, and not including, To.
	Leaf, To int64
	// Row is the event's row in the database or, if that is missing, the row before it; 0 if it is not
	// known.
	Row int64
	// Current is the present content of the row, on one line; "" if there is none.
	Current string
}

// String returns the finding as a sentence.
func (f Finding) String() string {
	text := f.sentence()
	if f.Current != "" {
		text += " It now contains: " + f.Current
	}
	return text
}

func (f Finding) sentence() string {
	switch f.Kind {
	case Changed:
		return fmt.Sprintf("Row %d (leaf %d) was changed: it differs from what was signed.", f.Row, f.Leaf)
	case Dropped:
		switch {
		case f.To > f.Leaf+1:
			return fmt.Sprintf("%d rows (leaves %d to %d) are missing, after row %d.", f.To-f.Leaf, f.Leaf, f.To-1, f.Row)
		case f.To > f.Leaf:
			return fmt.Sprintf("A row (leaf %d) is missing, after row %d.", f.Leaf, f.Row)
		default:
			return fmt.Sprintf("Row %d (leaf %d) is missing.", f.Row, f.Leaf)
		}
	case Inserted:
		return fmt.Sprintf("Row %d (at leaf %d) was inserted: it is not signed.", f.Row, f.Leaf)
	case HashChanged:
		return fmt.Sprintf("A stored hash of row %d (leaf %d) was changed; its row was not.", f.Row, f.Leaf)
	case Rewritten:
		return fmt.Sprintf("Between leaf %d and leaf %d the log differs from what was signed.", f.Leaf, f.To)
	case BadHead:
		return fmt.Sprintf("A head after leaf %d is not signed with the key of this log.", f.Leaf)
	case CutOff:
		return fmt.Sprintf("The end is missing: a signed head counts %d leaves, and there are %d.", f.To, f.Leaf)
	case RolledBack:
		return fmt.Sprintf("The log was reset to an earlier state: a head that was stored elsewhere counts %d leaves, and there are %d.", f.To, f.Leaf)
	case Forked:
		return fmt.Sprintf("The log belongs to another history than a head that was stored elsewhere: some of its first %d leaves were rewritten.", f.To)
	case Lost:
		return fmt.Sprintf("Row %d disappeared before it had its place in the tree.", f.Row)
	case Unplaced:
		return fmt.Sprintf("Row %d has waited too long for its place in the tree: it was inserted by an attacker, or the sequencer does not run.", f.Row)
	case Orphaned:
		return fmt.Sprintf("Row %d has no place in the tree and does not wait for one: it was inserted, or its place was removed.", f.Row)
	case Unlogged:
		return "A decision of the record is not in the log."
	case Unmatched:
		return fmt.Sprintf("Row %d commits to another decision than the record shows.", f.Row)
	default:
		return "The log has an unknown defect."
	}
}

// oneLine returns a record without its heading, on one line.
func oneLine(record []byte) string {
	text := strings.TrimPrefix(string(record), heading)
	return strings.TrimSpace(strings.ReplaceAll(text, "\n", " | "))
}

// Report is the result of a verification.
type Report struct {
	// Leaves is the number of leaves, Heads the number of signed heads that were verified.
	Leaves, Heads int64
	// Signed is the newest head that matches the leaves.
	Signed Head
	// Countersigned is the newest matching head with a countersignature of a known witness; By are its
	// countersignatures.
	Countersigned Head
	By            []Cosignature
	// Findings are the defects in the order of the log. More reports whether there are more.
	Findings []Finding
	More     bool
}

// Sound reports whether there are no findings.
func (r Report) Sound() bool { return len(r.Findings) == 0 }

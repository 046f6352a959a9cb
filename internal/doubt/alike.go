package doubt

import (
	"slices"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/spelling"
)

// For returns the answer to the doubt of another row that is alike: an answer for one row that is to hold for all like
// it. It reports false if the rows are not alike in this. Two doubts are alike if they have the same problem and
//   - for a reading of a birth: the same calendars and orders of day and month, in the same places;
//   - for a nationality or a sex: the same word, letter case aside;
//   - for a column: another column of the same heading;
//   - for what is said of the whole row: nothing more.
//
// A birth date, a name or the number of a document that a person knows is of one row.
func (a Answer) For(asked, other roster.Row) (Answer, bool) {
	if !slices.Contains(Problems(other), a.Problem) {
		return Answer{}, false
	}
	mine, theirs := About(asked, a.Problem), About(other, a.Problem)
	switch a.Choice {
	case AsRead, LeaveOut, Withdraw:
		return a, true
	case Reading:
		return a, len(mine.Readings) == len(theirs.Readings) && sameWord(a, asked, other) && slices.EqualFunc(mine.Readings, theirs.Readings, sameKind)
	case Column:
		if a.Column < 1 || a.Column > len(mine.Columns) {
			return Answer{}, false
		}
		chosen := mine.Columns[a.Column-1]
		at := slices.IndexFunc(theirs.Columns, func(o roster.Other) bool { return o.Field == chosen.Field && o.Heading == chosen.Heading })
		a.Column = at + 1
		return a, at >= 0
	default:
		of := subjectOf(a.Problem)
		return a, (of == ofNationality || of == ofSex) && sameWord(a, asked, other)
	}
}

// sameKind reports whether two readings take the same for granted.
func sameKind(a, b Meaning) bool {
	if a.Born == nil || b.Born == nil {
		return a.Born == nil && b.Born == nil && a.State == b.State
	}
	return a.Born.Calendar == b.Born.Calendar && a.Born.Swapped == b.Born.Swapped
}

// sameWord reports whether two rows have the same word for what is in doubt; of a birth date this is not asked.
func sameWord(a Answer, asked, other roster.Row) bool {
	switch subjectOf(a.Problem) {
	case ofNationality, ofColumns:
		return spelling.Fold(asked.Nationality.AsWritten) == spelling.Fold(other.Nationality.AsWritten)
	case ofSex:
		return spelling.Fold(asked.SexAsWritten) == spelling.Fold(other.SexAsWritten)
	default:
		return true
	}
}

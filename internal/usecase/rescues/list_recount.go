package rescues

import (
	"slices"

	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// reconcileAgain compares the lines as they are now with what the list states.
func reconcileAgain(now []record.ListLine, lines record.ListLines) roster.Reconciliation {
	l := roster.List{ClaimedTotal: lines.ClaimedTotal}
	left := 0
	answered := make(map[int]bool)
	for _, one := range now {
		switch one.State {
		case record.RowReadable:
			l.Rows = append(l.Rows, rowNow(one))
			answered[one.Line] = answeredTwice(one)
		case record.RowUnreadable:
			l.Unreadable = append(l.Unreadable, roster.Unreadable{Line: one.Line, Problem: flaw.Code(one.Was)})
		default:
			left++
		}
	}
	r := roster.Reconcile(l, lines.Claims, lines.AsOf)
	r.LeftOut = left
	if r.Difference != nil {
		*r.Difference += left
	}
	// A group is settled once a person has said of every row but one that it is opened.
	r.Duplicates = slices.DeleteFunc(r.Duplicates, func(d roster.Duplicate) bool {
		open := 0
		for _, line := range d.Lines {
			if !answered[line] {
				open++
			}
		}
		return open < 2
	})
	return r
}

// answeredTwice reports whether a person has said why a line is opened that looks like another one.
func answeredTwice(l record.ListLine) bool {
	return l.Now != nil && slices.ContainsFunc(l.Now.Answers, func(a doubt.Answer) bool {
		return a.Problem == flaw.MaybeTwice && a.Choice == doubt.AsRead
	})
}

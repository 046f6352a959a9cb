package rescues

import (
	"slices"

	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// doubtsOf lists what is in doubt about a line that is not a case yet, with the ways to answer it.
func doubtsOf(l record.ListSummary, row record.ListRow) []doubt.Doubt {
	switch {
	case row.State == record.RowUnreadable && len(row.Problems) > 0:
		return []doubt.Doubt{doubt.Unread(flaw.Code(row.Problems[0]), row.Read != nil)}
	case row.State != record.RowReadable || row.Read == nil:
		return nil
	}
	out := doubt.Of(*row.Read)
	answered := slices.ContainsFunc(row.Answers, func(a doubt.Answer) bool { return a.Problem == flaw.MaybeTwice })
	if l.Reconciliation.MaybeTwice()[row.Line] && !answered || slices.Contains(row.Problems, string(flaw.MaybeTwice)) {
		d := doubt.About(*row.Read, flaw.MaybeTwice)
		d.Twins = twinsOf(l.Reconciliation, row.Line)
		out = append(out, d)
	}
	return out
}

// twinsOf lists the other lines that may be about the same person as a line.
func twinsOf(r roster.Reconciliation, line int) []doubt.Twin {
	var out []doubt.Twin
	for _, d := range r.Duplicates {
		if !slices.Contains(d.Lines, line) {
			continue
		}
		for _, other := range d.Lines {
			if other != line {
				out = append(out, doubt.Twin{Line: other, Because: d.Because})
			}
		}
	}
	return out
}

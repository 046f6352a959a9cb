package rescues

import (
	"slices"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// decide computes what an answer changes: in the line that was asked about, in those alike, and in what is said of the
// list as a whole.
func decide(words doubt.Words, lines record.ListLines, in Answering) (record.ListDecision, error) {
	at := slices.IndexFunc(lines.Lines, func(l record.ListLine) bool { return l.Line == in.Line })
	if at < 0 {
		return record.ListDecision{}, fault.New(fault.NotFound, "the list has no such line about a person")
	}
	in.Number = lines.Number
	asked := lines.Lines[at]
	if in.Problem == flaw.MaybeTwice { // the rows of a list that an earlier release read do not name it among their doubts
		in.looksOpen = in.looksOpen || reconcileAgain(lines.Lines, lines).MaybeTwice()[in.Line]
	}
	if err := fits(asked, in); err != nil {
		return record.ListDecision{}, err
	}
	var out record.ListDecision
	now := slices.Clone(lines.Lines)
	answered := make(map[int]bool)
	for i := range now {
		a, applies := in.Answer, i == at
		if !applies && in.Alike {
			a, applies = answerFor(asked, now[i], in.Answer)
		}
		if !applies {
			continue
		}
		changed, err := answerLine(words, now[i], a, lines.AsOf)
		switch {
		case err != nil && i == at:
			return record.ListDecision{}, err
		case err != nil:
			continue // of a line that is like it and cannot be read so: it stays in doubt
		}
		now[i], answered[i] = changed, true
	}
	out.Rows, out.Reconciliation = len(answered), reconcileAgain(now, lines)
	twice := out.Reconciliation.MaybeTwice()
	for i := range now {
		now[i].Codes = openCodes(now[i], twice[now[i].Line])
		if answered[i] || !slices.Equal(now[i].Codes, lines.Lines[i].Codes) {
			out.Changed = append(out.Changed, now[i])
		}
	}
	return out, nil
}

// fits returns fault.Invalid if the line has no such doubt, or if the doubt cannot be answered so.
func fits(l record.ListLine, in Answering) error {
	before := l.Now != nil && slices.ContainsFunc(l.Now.Answers, func(a doubt.Answer) bool { return a.Problem == in.Problem })
	asked := slices.Contains(l.Codes, string(in.Problem)) || in.looksOpen
	if !before && (in.Choice == doubt.Withdraw || !asked) {
		return fault.New(fault.Invalid, "this line has no such doubt")
	}
	d := doubt.Unread(in.Problem, l.Read != nil)
	if l.Was == "" && l.Read != nil {
		d = doubt.About(*l.Read, in.Problem)
	}
	if !d.Allows(in.Choice) {
		return fault.New(fault.Invalid, "this doubt cannot be answered in this way")
	}
	return nil
}

// answerFor returns the answer about another line that is alike.
func answerFor(asked, other record.ListLine, a doubt.Answer) (doubt.Answer, bool) {
	switch {
	case asked.Was != other.Was:
		return a, false
	case asked.Was != "":
		return a, a.Problem == flaw.Code(other.Was) && (a.Choice != doubt.AsRead || other.Read != nil)
	case asked.Read == nil || other.Read == nil:
		return a, false
	default:
		return a.For(*asked.Read, *other.Read)
	}
}

// answerLine returns a line with one more answer.
func answerLine(words doubt.Words, l record.ListLine, a doubt.Answer, asOf civil.Date) (record.ListLine, error) {
	var before []doubt.Answer
	if l.Now != nil {
		before = l.Now.Answers
	}
	read := roster.Row{Line: l.Line}
	if l.Read != nil {
		read = *l.Read
	}
	now, err := doubt.Apply(words, read, doubt.With(before, a), asOf)
	if err != nil {
		return l, err
	}
	l.Now = &now
	if len(now.Answers) == 0 {
		l.Now = nil
	}
	opens := l.Was == "" || slices.ContainsFunc(now.Answers, func(a doubt.Answer) bool { return a.Problem == flaw.Code(l.Was) && a.Choice == doubt.AsRead })
	switch {
	case now.LeftOut:
		l.State = record.RowLeftOut
	case opens:
		l.State = record.RowReadable
	default:
		l.State = record.RowUnreadable
	}
	return l, nil
}

// openCodes returns the codes of what is still in doubt about a line.
func openCodes(l record.ListLine, twice bool) []string {
	out := []string{}
	switch l.State {
	case record.RowUnreadable:
		return append(out, l.Was)
	case record.RowReadable:
		for _, p := range doubt.Problems(rowNow(l)) {
			out = append(out, string(p))
		}
		if twice && !answeredTwice(l) {
			out = append(out, string(flaw.MaybeTwice))
		}
	case record.RowAside, record.RowLeftOut, record.RowMinted, record.RowOpened: // nothing is asked about it
	}
	return out
}

// rowNow returns a line as it is read now.
func rowNow(l record.ListLine) roster.Row {
	if l.Now != nil {
		return l.Now.Row
	}
	return *l.Read
}

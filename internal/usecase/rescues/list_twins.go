package rescues

import (
	"context"
	"maps"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/twin"
	"example.org/homeward/internal/usecase/visible"
)

// openTwins finds the open cases that may be about the people of some rows, by line. It compares with what the caller
// may see of the cases that the caller may see: a case that is hidden from the caller does not exist for it. A row of
// which an officer has said why it is opened is not compared.
func (s *Rescues) openTwins(ctx context.Context, lines []record.ListLine) (map[int][]doubt.Twin, error) {
	r, out := request.From(ctx), make(map[int][]doubt.Twin)
	var people []record.Person
	var of []int
	for _, l := range lines {
		if l.State == record.RowReadable && l.Read != nil && !answeredTwice(l) {
			people, of = append(people, personOf(rowNow(l))), append(of, l.Line)
		}
	}
	if len(people) == 0 {
		return out, nil
	}
	hits, err := s.store.FindTwins(ctx, people)
	if err != nil {
		return nil, err
	}
	r.Note(audit.Subject{Kind: audit.OfSearch}, policy.TravelCard, policy.Contact)
	for _, hit := range hits {
		seen := r.OfCase(hit.Ref, s.core.SubjectOf(ctx, &hit.State))
		if because := reasonOf(visible.TwinSigns(people[hit.Place], hit.PersonHit, seen)); because != "" {
			seen.Reveal(policy.TravelCard)
			out[of[hit.Place]] = append(out[of[hit.Place]], doubt.Twin{Case: hit.Ref, Because: because})
		}
	}
	return out, nil
}

// personOf returns what is compared of a row.
func personOf(r roster.Row) record.Person {
	return record.Person{Name: r.Name.Display, NativeName: r.NativeName.Display, Birth: r.BirthDate, DocumentNumber: r.Document.AsWritten, Phone: r.Phone}
}

// reasonOf returns the reason that signs are, "" for none.
func reasonOf(signs []twin.Sign) roster.MatchReason {
	has := func(s twin.Sign) bool { return slices.Contains(signs, s) }
	switch {
	case has(twin.SameDocument):
		return roster.SameDocument
	case has(twin.AlikeDocument):
		return roster.AlikeDocument
	case has(twin.SameName) && has(twin.SameBirth):
		return roster.SameNameAndBirthDate
	case has(twin.AlikeName) && has(twin.SameBirth):
		return roster.AlikeNameAndBirthDate
	case has(twin.SamePhone):
		return roster.AlikeNameAndPhone
	case has(twin.SameName):
		return roster.SameNameOnly
	default:
		return ""
	}
}

// OpenTwin is a row of a list and an open case that may be about the same person.
type OpenTwin struct {
	Line int
	doubt.Twin
}

// listTwins lists the rows of a list that look like an open case which the caller sees, by line.
func (s *Rescues) listTwins(ctx context.Context, ref casework.Ref) ([]OpenTwin, error) {
	lines, err := s.store.ListLines(ctx, ref)
	if err != nil {
		return nil, err
	}
	found, err := s.openTwins(ctx, lines.Lines)
	var out []OpenTwin
	for _, line := range slices.Sorted(maps.Keys(found)) {
		for _, t := range found[line] {
			out = append(out, OpenTwin{line, t})
		}
	}
	return out, err
}

// checkTwins returns fault.Conflict if a command opens a list while a row looks like an open case that the caller sees,
// and no officer has said why it is opened anyway.
func (s *Rescues) checkTwins(ctx context.Context, l record.ListSummary, kind operation.Kind) error {
	if kind != operation.KindConfirmList && kind != operation.KindApproveList || l.State != record.ListRead && l.State != record.ListProposed {
		return nil
	}
	found, err := s.listTwins(ctx, l.Ref)
	if err != nil || len(found) == 0 {
		return err
	}
	return fault.New(fault.Conflict, "rows of this list look like open cases, see the preview; answer each of them (maybe_twice) with the reason why it is opened, or leave it out")
}

// withTwins adds the open cases to the doubts of a row.
func withTwins(row record.ListRow, doubts []doubt.Doubt, twins []doubt.Twin) []doubt.Doubt {
	if len(twins) == 0 || row.Read == nil {
		return doubts
	}
	at := slices.IndexFunc(doubts, func(d doubt.Doubt) bool { return d.Problem == flaw.MaybeTwice })
	if at < 0 {
		at, doubts = len(doubts), append(doubts, doubt.About(*row.Read, flaw.MaybeTwice))
	}
	doubts[at].Twins = append(doubts[at].Twins, twins...)
	return doubts
}

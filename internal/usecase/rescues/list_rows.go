package rescues

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase/act"
)

// rowsFor returns the rows that the caller may see, each as far as they see it. A row that has become a case is
// shown as the case is; of another row nothing is shown that no officer of such a desk may see.
func (s *Rescues) rowsFor(ctx context.Context, list record.ListSummary, subject policy.Subject, rows []record.ListRow) ([]record.ListRow, error) {
	rows, err := s.visibleRows(ctx, subject, rows)
	if err != nil {
		return nil, err
	}
	var refs []casework.Ref
	for _, row := range rows {
		if row.Case != "" {
			refs = append(refs, row.Case)
		}
	}
	states := map[casework.Ref]casework.Case{}
	if len(refs) > 0 {
		if states, err = s.store.CaseStates(ctx, refs); err != nil {
			return nil, err
		}
	}
	twins, err := s.openTwins(ctx, linesOf(rows))
	if err != nil {
		return nil, err
	}
	r, out := request.From(ctx), make([]record.ListRow, len(rows))
	for i, row := range rows {
		out[i] = s.rowFor(r, list.Ref, row, s.seesRow(ctx, row, states))
		if out[i].Raw != nil && row.Case == "" {
			out[i].Answers, out[i].Doubts = row.Answers, withTwins(row, doubtsOf(list, row), twins[row.Line])
		}
	}
	return out, nil
}

// linesOf returns the rows that are not a case yet.
func linesOf(rows []record.ListRow) []record.ListLine {
	var out []record.ListLine
	for _, row := range rows {
		if row.Case == "" && row.Read != nil {
			out = append(out, record.ListLine{Line: row.Line, State: row.State, Read: row.Read, Now: &doubt.Answered{Row: *row.Read, Answers: row.Answers}})
		}
	}
	return out
}

// seesRow returns which classes of a row the caller sees.
func (s *Rescues) seesRow(ctx context.Context, row record.ListRow, states map[casework.Ref]casework.Case) func(policy.Class) bool {
	r := request.From(ctx)
	if row.Case == "" {
		return func(c policy.Class) bool { return policy.MayEverSee(r.Actor, c) }
	}
	state, opened := states[row.Case]
	if !opened {
		return func(policy.Class) bool { return false }
	}
	seen := r.OfCase(row.Case, s.core.SubjectOf(ctx, &state))
	return func(c policy.Class) bool { return seen.May(policy.ShowCase) && seen.Sees(c) }
}

// rowFor returns a row with the fields of the classes that the caller sees, and notes them for the audit log. A
// line as its author wrote it may hold any text, so it is for those who see every class that it can hold.
func (s *Rescues) rowFor(r *request.Request, list casework.Ref, row record.ListRow, sees func(policy.Class) bool) record.ListRow {
	of := ofListRef(list)
	if row.Case != "" {
		of = act.OfCase(row.Case)
	}
	out := record.ListRow{Line: row.Line, State: row.State, Number: row.Number, Case: row.Case, Erased: row.Erased}
	if !sees(policy.Operational) {
		out.Case = ""
		return out
	}
	out.Problems = row.Problems
	if sees(policy.Identity) && sees(policy.Contact) && sees(policy.Narrative) {
		r.Note(of, policy.Identity, policy.Contact, policy.Narrative)
		out.Raw, out.Read = row.Raw, row.Read
		return out
	}
	out.Read = readFor(r, of, row.Read, sees)
	return out
}

// readFor returns what was recognised in a line, without the text of its cells.
func readFor(r *request.Request, of audit.Subject, read *roster.Row, sees func(policy.Class) bool) *roster.Row {
	if read == nil {
		return nil
	}
	out := roster.Row{Line: read.Line, Problems: read.Problems}
	if sees(policy.TravelCard) {
		r.Note(of, policy.TravelCard)
		out.Name, out.Sex, out.Nationality, out.Document, out.BirthDate = read.Name, read.Sex, read.Nationality, read.Document, read.BirthDate
		out.Nationality.AsWritten, out.BirthDate.AsWritten = "", ""
	}
	if sees(policy.Identity) {
		r.Note(of, policy.Identity)
		out.NativeName, out.Nationality.AsWritten, out.BirthDate.AsWritten = read.NativeName, read.Nationality.AsWritten, read.BirthDate.AsWritten
	}
	if sees(policy.Contact) {
		r.Note(of, policy.Contact)
		out.Place, out.Phone = read.Place, read.Phone
	}
	return &out
}

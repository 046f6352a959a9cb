package rescues

import (
	"context"
	"io"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase/act"
)

// Rosters parses files as lists of people. The error for a file that is not a list is a *refusal.Error.
type Rosters interface {
	doubt.Words
	Read(ctx context.Context, src io.Reader, filename string, o roster.Options) (roster.List, error)
}

// List is a list as far as the caller sees it. Its Name and the names of its sheets, which may be a
// person's, are "" for a caller who may not see the rows.
type List struct {
	record.ListSummary

	Mine     bool // the caller has proposed it
	WaitsFor []casework.Role
}

// listFor loads the list that a request is about and authorizes the request. A list belongs to its
// operation's desk and to the desk that uploaded it.
func (s *Rescues) listFor(ctx context.Context, ref casework.Ref) (record.ListSummary, policy.Subject, error) {
	l, err := s.store.List(ctx, ref)
	if err != nil {
		return record.ListSummary{}, policy.Subject{}, act.AsMissing(err)
	}
	of, err := s.store.Operation(ctx, l.Operation)
	if err != nil {
		return record.ListSummary{}, policy.Subject{}, act.AsMissing(err)
	}
	subject := s.core.OfOperation(of.Operation)
	subject.Desks = append(subject.Desks, s.core.Place(l.By.Desk))
	return l, subject, request.From(ctx).Authorize(policy.ShowList, subject)
}

// ofListRef names a list as what a use-case was asked for.
func ofListRef(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfList, Ref: string(ref)}
}

// listLine returns a list as the caller sees it. named is true if they may see its rows and its name.
func listLine(l record.ListSummary, named bool, r *request.Request) List {
	out := List{ListSummary: l}
	if !named {
		out.Name = ""
		out.File.Sheets = slices.Clone(out.File.Sheets)
		for i := range out.File.Sheets {
			out.File.Sheets[i].Name = ""
		}
	}
	if named && (out.Name != "" || len(out.File.Sheets) > 0) { // both are as written
		r.Note(ofListRef(l.Ref), policy.Identity)
	}
	out.Mine = l.ProposedBy != nil && l.ProposedBy.Account == r.Actor.Account
	if l.State == record.ListProposed {
		out.WaitsFor = policy.Roles(policy.ApproveList)
	}
	return out
}

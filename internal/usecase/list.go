package usecase

import (
	"context"
	"io"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
)

// ListStore stores and reads lists. The error for one that does not exist has code fault.NotFound;
// pages are bounded.
type ListStore interface {
	// SaveList stores a list and its rows, once for each key; the same key again returns the stored list.
	SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error)
	List(ctx context.Context, ref casework.Ref) (record.ListSummary, error)
	Lists(ctx context.Context, f record.ListFilter) (record.Lists, error)
	ListRows(ctx context.Context, f record.ListRowFilter) (record.ListRows, error)
	// ListContents counts what a list holds now.
	ListContents(ctx context.Context, ref casework.Ref) (operation.Contents, error)
}

// Rosters parses files as lists of people. The error for a file that is not a list is a *refusal.Error.
type Rosters interface {
	Read(ctx context.Context, src io.Reader, filename string, o roster.Options) (roster.List, error)
}

// List is a list as far as the caller sees it. Its Name, which may be a person's, is "" for a caller
// who may not see the rows.
type List struct {
	record.ListSummary

	Mine     bool // the caller has proposed it
	WaitsFor []casework.Role
}

// listFor loads the list that a request is about and authorizes the request. A list belongs to its
// operation's desk and to the desk that uploaded it.
func (s *Service) listFor(ctx context.Context, ref casework.Ref) (record.ListSummary, policy.Subject, error) {
	l, err := s.Store.List(ctx, ref)
	if err != nil {
		return record.ListSummary{}, policy.Subject{}, asMissing(err)
	}
	of, err := s.Store.Operation(ctx, l.Operation)
	if err != nil {
		return record.ListSummary{}, policy.Subject{}, asMissing(err)
	}
	subject := s.ofOperation(of.Operation)
	subject.Desks = append(subject.Desks, s.place(l.By.Desk))
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
	}
	if out.Name != "" {
		r.Note(ofListRef(l.Ref), policy.Identity)
	}
	out.Mine = l.ProposedBy != nil && l.ProposedBy.Account == r.Actor.Account
	if l.State == record.ListProposed {
		out.WaitsFor = policy.Roles(policy.ApproveList)
	}
	return out
}

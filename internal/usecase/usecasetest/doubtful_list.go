package usecasetest

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase"
)

// DoubtfulText is the list as its author wrote it.
const DoubtfulText = "No,Name,Nationality,DOB,Remarks\n1,Noy Phimpha,Karen,12/03/2009,\n2,Mala Dee,Karen,05/04/2009,\n3,Seng Aung,MMR,1990-01-31,\n" +
	"4,Seng Aung,MMR,1990-01-31,\n5,Ko Ko,MMR,1991-01-30,deceased\n6,Zaw Zaw,Wakanda,,\nTOTAL,6,,,\n"

// DoubtfulList is a store with one list in memory, whose rows are in doubt.
type DoubtfulList struct {
	usecase.Store

	Service *usecase.Service
	content roster.List
	Lines   record.ListLines
	version string
	Counted roster.Reconciliation
	Saved   []record.List // as they were uploaded
	Open    []record.PersonHit
}

// NewDoubtfulList reads the list, and makes the use-cases on it.
func NewDoubtfulList(tb testing.TB, now time.Time) *DoubtfulList {
	tb.Helper()
	v, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	asOf := civil.Date{Year: 2026, Month: 11, Day: 20}
	l, err := v.Read(tb.Context(), strings.NewReader(DoubtfulText), "", roster.Options{AsOf: asOf})
	require.NoError(tb, err)
	s := &DoubtfulList{content: l}
	config := NewConfig(tb, now, s, &Log{})
	config.Rosters = v
	s.Service, err = usecase.New(config)
	require.NoError(tb, err)
	s.Reset()
	return s
}

// Reset takes every answer away.
func (s *DoubtfulList) Reset() {
	l := s.content
	s.version, s.Counted = "v1", l.Reconciliation
	s.Lines = record.ListLines{Number: 1, AsOf: l.AsOf, ClaimedTotal: l.ClaimedTotal, Claims: l.Reconciliation.Claims}
	for i := range l.Rows {
		one := record.ListLine{Line: l.Rows[i].Line, State: record.RowReadable, Read: &l.Rows[i], Codes: []string{}}
		for _, p := range doubt.Problems(l.Rows[i]) {
			one.Codes = append(one.Codes, string(p))
		}
		if l.Reconciliation.MaybeTwice()[one.Line] {
			one.Codes = append(one.Codes, string(flaw.MaybeTwice))
		}
		s.Lines.Lines = append(s.Lines.Lines, one)
	}
	for _, u := range l.Unreadable {
		s.Lines.Lines = append(s.Lines.Lines, record.ListLine{Line: u.Line, State: record.RowUnreadable, Read: u.Read, Was: string(u.Problem), Codes: []string{string(u.Problem)}})
	}
}

// List returns the list.
func (s *DoubtfulList) List(context.Context, casework.Ref) (record.ListSummary, error) {
	return record.ListSummary{
		List:  record.List{Ref: "list-one", Operation: "operation-one", By: casework.Actor{Desk: "tha-registrar-maesot"}, Reconciliation: s.Counted},
		State: record.ListRead,
	}, nil
}

// Operation returns the operation of the list.
func (s *DoubtfulList) Operation(context.Context, casework.Ref) (record.OperationRow, error) {
	return record.OperationRow{Operation: record.Operation{Ref: "operation-one", Host: "THA", Custodian: "dkba", Lead: "tha-registrar-maesot"}}, nil
}

// ListContents returns what would be opened.
func (s *DoubtfulList) ListContents(context.Context, casework.Ref) (operation.Contents, error) {
	c := operation.Contents{List: "list-one", Operation: "operation-one", Rows: s.version, Opens: s.Counted.Rows, Origins: map[casework.Country]int{}}
	for code, n := range s.Counted.Nationalities {
		c.Origins[casework.Country(strings.TrimSuffix(code, roster.UnknownNationality))] += n
	}
	return c, nil
}

// ListLines returns the lines as they are now.
func (s *DoubtfulList) ListLines(context.Context, casework.Ref) (record.ListLines, error) {
	out := s.Lines
	out.Lines = slices.Clone(out.Lines)
	return out, nil
}

// FindTwins returns the cases of Open, as if each might be about every person.
func (s *DoubtfulList) FindTwins(_ context.Context, people []record.Person) ([]record.TwinHit, error) {
	var out []record.TwinHit
	for place := range people {
		for _, hit := range s.Open {
			out = append(out, record.TwinHit{Place: place, PersonHit: hit})
		}
	}
	return out, nil
}

// AnswerList stores an answer, or returns fault.Stale for another version.
func (s *DoubtfulList) AnswerList(_ context.Context, a record.ListAnswer, version string, decide func(record.ListLines) (record.ListDecision, error)) (record.ListAnswer, error) {
	if version != s.version {
		return a, fault.New(fault.Stale, "the list has changed since")
	}
	d, err := decide(s.Lines)
	if err != nil {
		return a, err
	}
	for _, c := range d.Changed {
		for i := range s.Lines.Lines {
			if s.Lines.Lines[i].Line == c.Line {
				s.Lines.Lines[i] = c
			}
		}
	}
	a.Number, a.Rows, s.Counted = s.Lines.Number, d.Rows, d.Reconciliation
	s.Lines.Number++
	s.version += "+"
	return a, nil
}

// ListRows lists the lines with a problem, or in a state, one a page if the page asks for one.
func (s *DoubtfulList) ListRows(_ context.Context, f record.ListRowFilter) (record.ListRows, error) {
	var out record.ListRows
	for _, l := range s.Lines.Lines {
		if f.Problem != "" && !slices.Contains(l.Codes, f.Problem) || f.State != "" && f.State != l.State || f.Page.After != nil && strconv.Itoa(l.Line) <= f.Page.After.ID {
			continue
		}
		row := record.ListRow{Line: l.Line, Raw: []string{"as written"}, Read: l.Read, State: l.State, Problems: l.Codes}
		if l.Now != nil {
			row.Read, row.Answers = &l.Now.Row, l.Now.Answers
		}
		out.Rows = append(out.Rows, row)
	}
	if n := f.Page.Size(); len(out.Rows) > n {
		out.Next = &record.Cursor{ID: strconv.Itoa(out.Rows[n-1].Line)}
		out.Rows = out.Rows[:n]
	}
	return out, nil
}

// Operations returns the operation of the list.
func (s *DoubtfulList) Operations(ctx context.Context, _ record.OperationFilter) (record.Operations, error) {
	o, err := s.Operation(ctx, "operation-one")
	o.State = operation.Running
	return record.Operations{Rows: []record.OperationRow{o}}, err
}

// SaveList keeps an uploaded list.
func (s *DoubtfulList) SaveList(_ context.Context, l record.List, c roster.List) (record.ListSummary, error) {
	s.Saved = append(s.Saved, l)
	l.Ref, l.Reconciliation = "list-one", c.Reconciliation
	return record.ListSummary{List: l, State: record.ListRead}, nil
}

package rescues_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/usecase/usecasetest"
)

const doubtfulText = "No,Name,Nationality,DOB,Remarks\n1,Noy Phimpha,Karen,12/03/2009,\n2,Mala Dee,Karen,05/04/2009,\n3,Seng Aung,MMR,1990-01-31,\n" +
	"4,Seng Aung,MMR,1990-01-31,\n5,Ko Ko,MMR,1991-01-30,deceased\n6,Zaw Zaw,Wakanda,,\nTOTAL,6,,,\n"

// doubtful is a store with one list in memory, whose rows are in doubt.
type doubtful struct {
	usecase.Store

	service *usecase.Service
	as      func() context.Context
	content roster.List
	lines   record.ListLines
	version string
	counted roster.Reconciliation
}

func newDoubtful(tb testing.TB) *doubtful {
	tb.Helper()
	v, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	asOf := civil.Date{Year: 2026, Month: 11, Day: 20}
	l, err := v.Read(tb.Context(), strings.NewReader(doubtfulText), "", roster.Options{AsOf: asOf})
	require.NoError(tb, err)
	s := &doubtful{content: l}
	config := usecasetest.NewConfig(tb, noon, s, &usecasetest.Log{})
	config.Rosters = v
	s.service, err = usecase.New(config)
	require.NoError(tb, err)
	ctx := usecasetest.As(tb, "tha-registrar-maesot", casework.RoleRegistrar)
	s.as = func() context.Context { return ctx }
	s.reset()
	return s
}

// reset takes every answer away.
func (s *doubtful) reset() {
	l := s.content
	s.version, s.counted = "v1", l.Reconciliation
	s.lines = record.ListLines{Number: 1, AsOf: l.AsOf, ClaimedTotal: l.ClaimedTotal, Claims: l.Reconciliation.Claims}
	for i := range l.Rows {
		one := record.ListLine{Line: l.Rows[i].Line, State: record.RowReadable, Read: &l.Rows[i], Codes: []string{}}
		for _, p := range doubt.Problems(l.Rows[i]) {
			one.Codes = append(one.Codes, string(p))
		}
		if l.Reconciliation.MaybeTwice()[one.Line] {
			one.Codes = append(one.Codes, string(flaw.MaybeTwice))
		}
		s.lines.Lines = append(s.lines.Lines, one)
	}
	for _, u := range l.Unreadable {
		s.lines.Lines = append(s.lines.Lines, record.ListLine{Line: u.Line, State: record.RowUnreadable, Read: u.Read, Was: string(u.Problem), Codes: []string{string(u.Problem)}})
	}
}

func (s *doubtful) List(context.Context, casework.Ref) (record.ListSummary, error) {
	return record.ListSummary{
		List:  record.List{Ref: "list-one", Operation: "operation-one", By: casework.Actor{Desk: "tha-registrar-maesot"}, Reconciliation: s.counted},
		State: record.ListRead,
	}, nil
}

func (s *doubtful) Operation(context.Context, casework.Ref) (record.OperationRow, error) {
	return record.OperationRow{Operation: record.Operation{Ref: "operation-one", Host: "THA", Custodian: "dkba", Lead: "tha-registrar-maesot"}}, nil
}

func (s *doubtful) ListContents(context.Context, casework.Ref) (operation.Contents, error) {
	c := operation.Contents{List: "list-one", Operation: "operation-one", Rows: s.version, Opens: s.counted.Rows, Origins: map[casework.Country]int{}}
	for code, n := range s.counted.Nationalities {
		c.Origins[casework.Country(strings.TrimSuffix(code, roster.UnknownNationality))] += n
	}
	return c, nil
}

func (s *doubtful) AnswerList(_ context.Context, a record.ListAnswer, version string, decide func(record.ListLines) (record.ListDecision, error)) (record.ListAnswer, error) {
	if version != s.version {
		return a, fault.New(fault.Stale, "the list has changed since")
	}
	d, err := decide(s.lines)
	if err != nil {
		return a, err
	}
	for _, c := range d.Changed {
		for i := range s.lines.Lines {
			if s.lines.Lines[i].Line == c.Line {
				s.lines.Lines[i] = c
			}
		}
	}
	a.Number, a.Rows, s.counted = s.lines.Number, d.Rows, d.Reconciliation
	s.lines.Number++
	s.version += "+"
	return a, nil
}

func (s *doubtful) answer(tb testing.TB, in rescues.Answering) (rescues.Settled, error) {
	tb.Helper()
	ctx := s.as()
	if in.Preview == "" {
		seen, err := s.service.PreviewList(ctx, "list-one")
		require.NoError(tb, err)
		in.Preview = seen.Fingerprint()
	}
	return s.service.AnswerList(ctx, "list-one", "key-of-an-answer", in)
}

func (s *doubtful) codes(line int) []string {
	for _, l := range s.lines.Lines {
		if l.Line == line {
			return l.Codes
		}
	}
	return nil
}

func said(line int, alike bool, a doubt.Answer) rescues.Answering {
	return rescues.Answering{Answer: a, Line: line, Alike: alike}
}

// "Each doubt can be answered, for one row or for all alike", and what is at stake is counted again.
func TestADoubtIsAnsweredForAllAlike(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	got, err := s.answer(t, said(2, true, doubt.Answer{Problem: flaw.PeopleNotState, Choice: doubt.Value, Value: "MMR"}))
	require.NoError(t, err)
	require.Equal(t, 2, got.Rows)
	require.Equal(t, 4, s.counted.Nationalities["MMR"])
	require.Equal(t, []string{"birth_date_ambiguous"}, s.codes(2))
	require.Equal(t, []string{"birth_date_ambiguous"}, s.codes(3))

	_, err = s.answer(t, said(2, false, doubt.Answer{Problem: flaw.PeopleNotState, Choice: doubt.Withdraw}))
	require.NoError(t, err)
	require.Contains(t, s.codes(2), "people_not_state")
	require.NotContains(t, s.codes(3), "people_not_state")

	seen := rescues.Answering{Answer: doubt.Answer{Problem: flaw.PeopleNotState, Choice: doubt.LeaveOut}, Line: 2, Preview: strings.Repeat("a", 64)}
	_, err = s.answer(t, seen)
	require.Equal(t, fault.Stale, fault.CodeOf(err), "a list version that the person has not seen")
	for name, in := range map[string]rescues.Answering{
		"no such doubt":    said(4, false, doubt.Answer{Problem: flaw.HiddenRow, Choice: doubt.AsRead}),
		"not in this way":  said(2, false, doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.AsRead}),
		"nothing to undo":  said(2, false, doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Withdraw}),
		"a reading of two": said(2, false, doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading, Reading: 3}),
	} {
		_, err = s.answer(t, in)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), name)
	}
	_, err = s.answer(t, said(1, false, doubt.Answer{Problem: flaw.HiddenRow, Choice: doubt.LeaveOut}))
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "the headings are about nobody")
}

// "A struck-off or deceased person is asked about, not opened."
func TestAPersonWhoHasDiedIsAskedAbout(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	require.Equal(t, 1, s.counted.Unreadable)
	_, err := s.answer(t, said(6, false, doubt.Answer{Problem: flaw.Deceased, Choice: doubt.AsRead}))
	require.NoError(t, err)
	require.Equal(t, []int{6, 0}, []int{s.counted.Rows, s.counted.Unreadable})
	_, err = s.answer(t, said(6, false, doubt.Answer{Problem: flaw.Deceased, Choice: doubt.LeaveOut}))
	require.NoError(t, err)
	require.Equal(t, []int{5, 0, 1}, []int{s.counted.Rows, s.counted.Unreadable, s.counted.LeftOut})
	require.Equal(t, 0, *s.counted.Difference, "a row that is left out is still on the list")
}

// "Twice the same person: never merged by itself; opening both needs a word why."
func TestTwoRowsThatLookLikeOnePerson(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	require.Equal(t, []string{"maybe_twice"}, s.codes(4))
	require.Equal(t, []string{"maybe_twice"}, s.codes(5))
	_, err := s.answer(t, said(5, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.AsRead}))
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	_, err = s.answer(t, said(5, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.AsRead, Reason: "cousins"}))
	require.NoError(t, err)
	require.Empty(t, s.codes(4))
	require.Empty(t, s.counted.Duplicates)
	_, err = s.answer(t, said(5, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.LeaveOut}))
	require.NoError(t, err)
	require.Empty(t, s.codes(4))
	require.Equal(t, []int{4, 1, 1}, []int{s.counted.Rows, s.counted.Unreadable, s.counted.LeftOut})
}

// Answers lose and invent no person, and a list whose answers are all withdrawn is as it was read.
func TestAnswersLoseNobody(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	rapid.Check(t, func(rt *rapid.T) {
		s.reset()
		all, before := len(s.lines.Lines), s.counted
		for range rapid.IntRange(1, 6).Draw(rt, "answers") {
			l := rapid.SampledFrom(s.lines.Lines).Draw(rt, "line")
			if len(l.Codes) == 0 {
				continue
			}
			a := doubt.Answer{
				Problem: flaw.Code(rapid.SampledFrom(l.Codes).Draw(rt, "problem")), Choice: rapid.SampledFrom(doubt.Choices()).Draw(rt, "choice"),
				Reading: rapid.IntRange(0, 3).Draw(rt, "reading"), Value: rapid.SampledFrom([]string{"", "MMR", "2009", "x"}).Draw(rt, "value"), Reason: "r",
			}
			if _, err := s.answer(t, said(l.Line, rapid.Bool().Draw(rt, "alike"), a)); err != nil {
				require.Equal(t, fault.Invalid, fault.CodeOf(err))
			}
			require.Equal(t, all, s.counted.Rows+s.counted.Unreadable+s.counted.LeftOut)
		}
		for _, l := range s.lines.Lines {
			if l.Now == nil {
				continue
			}
			for _, a := range l.Now.Answers {
				_, err := s.answer(t, said(l.Line, false, doubt.Answer{Problem: a.Problem, Choice: doubt.Withdraw}))
				require.NoError(t, err)
			}
		}
		require.Equal(t, before, s.counted)
	})
}

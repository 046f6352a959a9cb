package rescues_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/usecase/usecasetest"
)

// doubtful is a list in memory, with an officer who may answer.
type doubtful struct {
	*usecasetest.DoubtfulList

	ctx context.Context //nolint:containedctx // of the officer
}

func newDoubtful(tb testing.TB) *doubtful {
	tb.Helper()
	return &doubtful{usecasetest.NewDoubtfulList(tb, noon), usecasetest.As(tb, "tha-registrar-maesot", casework.RoleRegistrar)}
}

func (s *doubtful) answer(tb testing.TB, in rescues.Answering) (rescues.Settled, error) {
	tb.Helper()
	ctx := s.ctx
	if in.Preview == "" {
		seen, err := s.Service.PreviewList(ctx, "list-one")
		require.NoError(tb, err)
		in.Preview = seen.Fingerprint()
	}
	return s.Service.AnswerList(ctx, "list-one", "key-of-an-answer", in)
}

func (s *doubtful) codes(line int) []string {
	for _, l := range s.Lines.Lines {
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
	require.Equal(t, 4, s.Counted.Nationalities["MMR"])
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
	require.Equal(t, 1, s.Counted.Unreadable)
	_, err := s.answer(t, said(6, false, doubt.Answer{Problem: flaw.Deceased, Choice: doubt.AsRead}))
	require.NoError(t, err)
	require.Equal(t, []int{6, 0}, []int{s.Counted.Rows, s.Counted.Unreadable})
	_, err = s.answer(t, said(6, false, doubt.Answer{Problem: flaw.Deceased, Choice: doubt.LeaveOut}))
	require.NoError(t, err)
	require.Equal(t, []int{5, 0, 1}, []int{s.Counted.Rows, s.Counted.Unreadable, s.Counted.LeftOut})
	require.Equal(t, 0, *s.Counted.Difference, "a row that is left out is still on the list")
}

// "Twice the same person: against open cases of the desk's sight: shown before anything opens; opening anyway needs a
// word why." A case that the officer does not see is not asked about.
func TestARowThatLooksLikeAnOpenCase(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	hit := func(ref casework.Ref, host casework.Country, desk casework.DeskID) record.PersonHit {
		out := record.PersonHit{Person: &record.Person{Name: "Aung Seng", Birth: s.Lines.Lines[2].Read.BirthDate}}
		out.Ref, out.State = ref, casework.Case{Rules: casework.Rules{Host: host, Desks: map[casework.DeskKind]casework.DeskID{casework.DeskRegistrar: desk}}}
		return out
	}
	s.Open = []record.PersonHit{hit("hidden", "KHM", "khm-registrar-phnompenh")}
	seen, err := s.Service.PreviewList(s.ctx, "list-one")
	require.NoError(t, err)
	require.Empty(t, seen.Twins)
	s.Open = append(s.Open, hit("shown", "THA", "tha-registrar-maesot"))
	seen, err = s.Service.PreviewList(s.ctx, "list-one")
	require.NoError(t, err)
	twin := doubt.Twin{Case: "shown", Because: roster.SameNameAndBirthDate}
	require.Equal(t, []rescues.OpenTwin{{Line: 4, Twin: twin}, {Line: 5, Twin: twin}}, seen.Twins)
	_, err = s.Service.ConfirmList(s.ctx, "list-one", "key-of-a-confirmation", seen.Fingerprint())
	require.Equal(t, fault.Conflict, fault.CodeOf(err))

	rows, err := s.Service.ListRows(s.ctx, "list-one", record.ListRowFilter{Problem: "maybe_twice"}, act.Paging{Limit: 1})
	require.NoError(t, err)
	doubts := rows.Rows[0].Doubts
	require.Contains(t, doubts[len(doubts)-1].Twins, twin)
	for _, line := range []int{4, 5} {
		_, err = s.answer(t, said(line, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.AsRead, Reason: "two brothers"}))
		require.NoError(t, err)
	}
	_, err = s.answer(t, said(7, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.AsRead, Reason: "nothing was asked"}))
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	seen, err = s.Service.PreviewList(s.ctx, "list-one")
	require.NoError(t, err)
	require.Empty(t, seen.Twins)
}

// A list that an earlier release read does not name the doubt in its rows: it can be answered anyway.
func TestAnEarlierListThatHasAPersonTwice(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	for i := range s.Lines.Lines {
		s.Lines.Lines[i].Codes = slices.DeleteFunc(slices.Clone(s.Lines.Lines[i].Codes), func(code string) bool { return code == string(flaw.MaybeTwice) })
	}
	_, err := s.answer(t, said(4, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.AsRead, Reason: "two brothers"}))
	require.NoError(t, err)
	require.Empty(t, s.Counted.Duplicates, "one of two is answered")
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
	require.Empty(t, s.Counted.Duplicates)
	_, err = s.answer(t, said(5, false, doubt.Answer{Problem: flaw.MaybeTwice, Choice: doubt.LeaveOut}))
	require.NoError(t, err)
	require.Empty(t, s.codes(4))
	require.Equal(t, []int{4, 1, 1}, []int{s.Counted.Rows, s.Counted.Unreadable, s.Counted.LeftOut})
}

// Answers lose and invent no person, and a list whose answers are all withdrawn is as it was read.
func TestAnswersLoseNoPerson(t *testing.T) {
	t.Parallel()
	s := newDoubtful(t)
	rapid.Check(t, func(rt *rapid.T) {
		s.Reset()
		all, before := len(s.Lines.Lines), s.Counted
		for range rapid.IntRange(1, 6).Draw(rt, "answers") {
			l := rapid.SampledFrom(s.Lines.Lines).Draw(rt, "line")
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
			require.Equal(t, all, s.Counted.Rows+s.Counted.Unreadable+s.Counted.LeftOut)
		}
		for _, l := range s.Lines.Lines {
			if l.Now == nil {
				continue
			}
			for _, a := range l.Now.Answers {
				_, err := s.answer(t, said(l.Line, false, doubt.Answer{Problem: a.Problem, Choice: doubt.Withdraw}))
				require.NoError(t, err)
			}
		}
		require.Equal(t, before, s.Counted)
	})
}

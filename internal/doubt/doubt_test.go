package doubt_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
)

func day() civil.Date { return civil.Date{Year: 2026, Month: 11, Day: 20} }

func words(tb testing.TB) *roster.Vocabulary {
	tb.Helper()
	v, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	return v
}

func list(tb testing.TB, text string) roster.List {
	tb.Helper()
	l, err := words(tb).Read(tb.Context(), strings.NewReader(text), "list.csv", roster.Options{AsOf: day()})
	require.NoError(tb, err)
	return l
}

// "A doubt stays a doubt": two digits of a year that may be Buddhist keep both readings, and a person says which one is meant.
const twoCalendars = "No,Name,Nationality,DOB,Passport\n1,Khamla Bounmy,LAO,52,P1234567\n2,Noy Phimpha,Karen,12/03/2009,\n3,Mala Dee,Karen,05/04/2009,zz\n4,Seng,karen,06/04/2009,y\n"

func TestAReadingIsChosen(t *testing.T) {
	t.Parallel()
	row := list(t, twoCalendars).Rows[1]
	ds := doubt.Of(row)
	require.Equal(t, []flaw.Code{flaw.PeopleNotState, flaw.BirthDateAmbiguous}, []flaw.Code{ds[0].Problem, ds[1].Problem})
	require.Equal(t, []doubt.Choice{doubt.Reading, doubt.Value, doubt.LeaveOut}, ds[1].Choices)
	require.Equal(t, "2009-03-12", ds[1].Readings[0].Born.From.String())
	require.Equal(t, "2009-12-03", ds[1].Readings[1].Born.From.String())

	now, err := doubt.Apply(words(t), row, []doubt.Answer{
		{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading, Reading: 2},
		{Problem: flaw.PeopleNotState, Choice: doubt.Value, Value: "MMR"},
	}, day())
	require.NoError(t, err)
	require.Empty(t, doubt.Of(now.Row))
	require.Equal(t, "2009-12-03", now.Row.BirthDate.Readings[0].From.String())
	require.Equal(t, "12/03/2009", now.Row.BirthDate.AsWritten, "what was written stays")
	require.Equal(t, "MMR", now.Row.Nationality.Code)
	require.Len(t, row.BirthDate.Readings, 2, "the row as it was read is not changed")
	require.Contains(t, row.Problems, flaw.PeopleNotState)
}

func TestAnAnswerFitsItsDoubt(t *testing.T) {
	t.Parallel()
	row := list(t, twoCalendars).Rows[1]
	for name, a := range map[string]doubt.Answer{
		"no such reading":       {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading, Reading: 3},
		"reading zero":          {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading},
		"no such column":        {Problem: flaw.PeopleNotState, Choice: doubt.Column, Column: 1},
		"a word for a state":    {Problem: flaw.PeopleNotState, Choice: doubt.Value, Value: "Burmese"},
		"a day that is none":    {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "2009-02-30"},
		"after the list":        {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "2026-11-21"},
		"a Buddhist year":       {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "2552-03-12"},
		"older than anybody":    {Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "1899-01-01"},
		"twice without a why":   {Problem: flaw.MaybeTwice, Choice: doubt.AsRead},
		"a sex of no word":      {Problem: flaw.SexNotRecognised, Choice: doubt.Value, Value: "w"},
		"a document of letters": {Problem: flaw.DocumentNotRecognised, Choice: doubt.Value, Value: "none"},
		"no name":               {Problem: flaw.NameMissing, Choice: doubt.Value, Value: " "},
		"too long":              {Problem: flaw.NameMissing, Choice: doubt.Value, Value: strings.Repeat("x", doubt.MaxValue+1)},
		"a value for a row":     {Problem: flaw.HiddenRow, Choice: doubt.Value, Value: "x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := doubt.Apply(words(t), row, []doubt.Answer{a}, day())
			require.Equal(t, fault.Invalid, fault.CodeOf(err))
			require.NotContains(t, err.Error(), "Noy")
		})
	}
}

// An answer of another column takes its cell, as in "nationality wins over country": the disagreement is a question.
func TestTheCellOfAnotherColumnIsTaken(t *testing.T) {
	t.Parallel()
	row := list(t, "Name,Nationality,Country,Passport\nMary Auma,,Kenya,AK0101010\n").Rows[0]
	require.Contains(t, row.Problems, flaw.OtherColumnOnly)
	now, err := doubt.Apply(words(t), row, []doubt.Answer{{Problem: flaw.OtherColumnOnly, Choice: doubt.Column, Column: 1}}, day())
	require.NoError(t, err)
	require.Equal(t, "KEN", now.Row.Nationality.Code)
	require.Empty(t, now.Row.Nationality.Candidates)
	require.Empty(t, now.Row.Problems)
}

// "For one row or for all alike": the same word, or the same kinds of readings.
func TestRowsThatAreAlike(t *testing.T) {
	t.Parallel()
	rows := list(t, twoCalendars).Rows
	for name, tt := range map[string]struct {
		a     doubt.Answer
		alike []bool // of the rows, for row 1
	}{
		"a word, letter case aside":  {doubt.Answer{Problem: flaw.PeopleNotState, Choice: doubt.Value, Value: "MMR"}, []bool{false, true, true, true}},
		"the order of day and month": {doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading, Reading: 1}, []bool{false, true, true, true}},
		"a day that a person knows":  {doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "2009-01-01"}, []bool{false, false, false, false}},
		"a problem of no such row":   {doubt.Answer{Problem: flaw.HiddenRow, Choice: doubt.LeaveOut}, []bool{false, false, false, false}},
		"all unknown documents":      {doubt.Answer{Problem: flaw.DocumentNotRecognised, Choice: doubt.AsRead}, []bool{false, false, true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []bool
			for i := range rows {
				_, ok := tt.a.For(rows[1], rows[i])
				got = append(got, ok)
			}
			require.Equal(t, tt.alike, got)
		})
	}
}

// An answer replaces the one before it, and a withdrawal leaves the doubt open.
func TestAnAnswerIsReplacedAndWithdrawn(t *testing.T) {
	t.Parallel()
	first := doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Reading, Reading: 1}
	second := doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.LeaveOut}
	answers := doubt.With(doubt.With(nil, first), second)
	require.Equal(t, []doubt.Answer{second}, answers)
	require.Empty(t, doubt.With(answers, doubt.Answer{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Withdraw}))
	now, err := doubt.Apply(words(t), list(t, twoCalendars).Rows[1], answers, day())
	require.NoError(t, err)
	require.True(t, now.LeftOut)
}

// Only the year is known: the whole year is the reading.
func TestAYearIsAnAnswer(t *testing.T) {
	t.Parallel()
	now, err := doubt.Apply(words(t), list(t, twoCalendars).Rows[1], []doubt.Answer{{Problem: flaw.BirthDateAmbiguous, Choice: doubt.Value, Value: "2009"}}, day())
	require.NoError(t, err)
	require.Equal(t, birth.PrecisionYear, now.Row.BirthDate.Precision)
	require.Equal(t, "2009-12-31", now.Row.BirthDate.Readings[0].To.String())
	require.Equal(t, birth.MinorYes, now.Row.BirthDate.Minor(day()))
}

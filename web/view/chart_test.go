package view_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/view"
)

func half() *float64 { v := 0.5; return &v }
func most() *float64 { v := 0.875; return &v }

// A line joins neighbours of one form: a missed visit ends it, and so does another questionnaire.
func TestOnlyMarksThatCanBeComparedAreJoined(t *testing.T) {
	t.Parallel()
	label := view.Say("visits.score")
	c := view.Plot("whole", "circle", label, []view.Mark{
		{Label: label, Value: half(), Form: "a:1"},
		{Label: label, Value: most(), Form: "a:1"},
		{Label: label},
		{Label: label, Value: half(), Form: "a:1"},
		{Label: label, Value: half(), Form: "a:2"},
	}, false)
	require.Len(t, c.Columns, 5)
	require.Len(t, c.Lines, 1)
	require.Equal(t, view.ChartLine{X1: c.Columns[0].X, Y1: c.Columns[0].Y, X2: c.Columns[1].X, Y2: c.Columns[1].Y}, c.Lines[0])
	require.Equal(t, "50", c.Columns[0].Number)
	require.Equal(t, "88", c.Columns[1].Number)
	require.Less(t, c.Columns[1].Y, c.Columns[0].Y, "better is higher")
	require.True(t, c.Columns[2].Gap)
	require.Empty(t, c.Columns[2].Number)
}

func TestAChartIsReadInTheDirectionOfTheLanguage(t *testing.T) {
	t.Parallel()
	label := view.Say("visits.score")
	marks := []view.Mark{{Label: label, Value: half(), Form: "a"}, {Label: label, Value: most(), Form: "a"}}
	left, right := view.Plot("a", "square", label, marks, false), view.Plot("a", "square", label, marks, true)
	require.Less(t, left.Columns[0].X, left.Columns[1].X)
	require.Greater(t, right.Columns[0].X, right.Columns[1].X)
	for _, c := range append(left.Columns, right.Columns...) {
		require.Positive(t, c.X)
		require.Less(t, c.X, left.Width)
		require.Positive(t, c.LabelY)
	}
}

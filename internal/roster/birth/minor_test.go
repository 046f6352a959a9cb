package birth_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
)

func TestMinor(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for name, tt := range map[string]struct {
		text string
		want birth.Minor
	}{
		"turns eighteen today":         {"23/02/2007", birth.MinorNo},
		"turns eighteen tomorrow":      {"24/02/2007", birth.MinorYes},
		"a grown person":               {"1990-06-15", birth.MinorNo},
		"a child":                      {"2011-06-15", birth.MinorYes},
		"either order is an adult":     {"2000-05-01", birth.MinorNo},
		"one order is a child's":       {"2007-01-05", birth.MinorPossible},
		"the year leaves it open":      {"2007", birth.MinorPossible},
		"the year before does not":     {"2006", birth.MinorNo},
		"the year after does not":      {"2008", birth.MinorYes},
		"the month leaves it open":     {"02/2007", birth.MinorPossible},
		"an age under eighteen":        {"age 17", birth.MinorYes},
		"an age of eighteen":           {"age 18", birth.MinorNo},
		"a Buddhist year":              {"10/06/2551", birth.MinorYes},
		"no date: the child's benefit": {"", birth.MinorPossible},
		"an unread date":               {"31/02/1980", birth.MinorPossible},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, _ := v.Date(tt.text, asOf())
			require.Equal(t, tt.want, b.Minor(asOf()))
		})
	}
}

// A person born on 29 February comes of age on 1 March. An age that is certain on one day may be open
// on a later one.
func TestMinorAtItsEdges(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	leapling, _ := v.Date("29 Feb 2008", asOf())
	require.Equal(t, birth.MinorYes, leapling.Minor(civil.Date{Year: 2026, Month: time.February, Day: 28}))
	require.Equal(t, birth.MinorNo, leapling.Minor(civil.Date{Year: 2026, Month: time.March, Day: 1}))

	seventeen, _ := v.Age("17", asOf())
	require.Equal(t, birth.MinorYes, seventeen.Minor(asOf()))
	require.Equal(t, birth.MinorPossible, seventeen.Minor(civil.Date{Year: 2025, Month: time.August, Day: 1}))
	require.Equal(t, birth.MinorNo, seventeen.Minor(civil.Date{Year: 2026, Month: time.February, Day: 23}))
}

func TestDateInJSON(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	want, _ := v.Date("04/12/2535", asOf())
	b, err := json.Marshal(want)
	require.NoError(t, err)
	require.JSONEq(t, `{"as_written":"04/12/2535","precision":"day","readings":[
		{"from":"1992-12-04","to":"1992-12-04","calendar":"buddhist"},
		{"from":"1992-04-12","to":"1992-04-12","calendar":"buddhist","swapped":true}]}`, string(b))
	var got birth.Date
	require.NoError(t, json.Unmarshal(b, &got))
	require.Equal(t, want, got)

	var d civil.Date
	require.NoError(t, d.UnmarshalText(nil))
	require.True(t, d.IsZero())
	require.Empty(t, d.String())
	err = d.UnmarshalText([]byte("MARKED-NAME"))
	require.Error(t, err)
	require.NotContains(t, err.Error(), "MARKED")
	require.False(t, civil.Date{Year: 2025, Month: 2, Day: 29}.Valid())
}

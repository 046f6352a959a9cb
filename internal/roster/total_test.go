package roster_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClaims(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		above, below string
		want         int // -1: none
	}{
		"a title":                      {above: "List of persons: total 7,141", want: 7141},
		"a title with people":          {above: "7.141 persons handed over", want: 7141},
		"a title in Thai":              {above: "รวมทั้งหมด ๑๐๒ คน", want: 102},
		"a title in Chinese":           {above: "共102人", want: 102},
		"a title with a date":          {above: "KK Park 23 Feb 2025 (total: 84)", want: 84},
		"a title that claims nothing":  {above: "List of 23 February 2025", want: -1},
		"a closing row":                {below: "TOTAL,102,,", want: 102},
		"a closing row in one cell":    {below: "Total: 102 persons,,,", want: 102},
		"a closing row with thousands": {below: ",Grand Total,\"7,141\",", want: 7141},
		"a closing row by sexes":       {below: "TOTAL,425,6716,7141", want: 7141},
		"a closing row that is unsure": {below: "TOTAL,400,6716,7141", want: -1},
		"a closing row without number": {below: ",TOTAL,,", want: -1},
		"the title comes first":        {above: "total 104", below: "TOTAL,102,,", want: 104},
		"the last closing row":         {below: "Sub total,40,,\nTotal,62,,", want: 62},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := "No,Name,Nationality,Place\n1,A,VN,x\n2,B,CN,y\n"
			if tt.above != "" {
				text = tt.above + "\n" + text
			}
			l := mustRead(t, text+tt.below+"\n")
			accounted(t, l)
			require.Len(t, l.Rows, 2)
			if tt.want < 0 {
				require.Nil(t, l.ClaimedTotal)
				require.Nil(t, l.Reconciliation.Difference)
				return
			}
			require.NotNil(t, l.ClaimedTotal)
			require.Equal(t, tt.want, *l.ClaimedTotal)
			require.Equal(t, 2-tt.want, *l.Reconciliation.Difference)
		})
	}
}

func TestNoPersonIsTakenForATotal(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]string{
		"a name and an age":       "7,Tong,25,",
		"a name like a total":     "7,Total Recall,25,VN",
		"a number in place of it": "8,102,,VN",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := mustRead(t, "No,Name,Age,Nationality\n"+row+"\n")
			require.Len(t, l.Rows, 1, strings.ReplaceAll(name, "_", " "))
			require.Nil(t, l.ClaimedTotal)
		})
	}
}

package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func TestWhoIsToldSmallCounts(t *testing.T) {
	t.Parallel()
	withheld := map[casework.Role]bool{
		casework.RoleAuditor: true, casework.RoleBudgetHolder: true, casework.RoleSurvivor: true, casework.RoleSystem: true, "stranger": true,
	}
	for _, role := range allRoles() {
		require.Equal(t, withheld[role], policy.CountsWithheld(at(role)), "%s", role)
	}
}

func TestCellsOfATable(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		counts []int
		told   []bool
	}{
		"nothing":                           {nil, []bool{}},
		"all large":                         {[]int{11, 40, 12}, []bool{true, true, true}},
		"one small takes the next with it":  {[]int{40, 3, 12}, []bool{true, false, false}},
		"two small that are many together":  {[]int{40, 6, 5}, []bool{true, false, false}},
		"two small that are few together":   {[]int{40, 3, 2, 15}, []bool{true, false, false, false}},
		"none is a count too":               {[]int{40, 0, 15}, []bool{true, false, false}},
		"one row that is small":             {[]int{3}, []bool{false}},
		"all small":                         {[]int{3, 9, 1}, []bool{false, false, false}},
		"of two, both":                      {[]int{3, 900}, []bool{false, false}},
		"many nones are nobody: one more":   {[]int{0, 0, 0, 30, 50}, []bool{false, false, false, false, true}},
		"the smaller of two that are alike": {[]int{12, 12, 4}, []bool{false, true, false}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.told, policy.DisclosableCells(tt.counts))
		})
	}
}

// The visible cells and the total do not reveal a small cell: either nothing is withheld, or at least
// two cells that count eleven people or more.
func TestCellsRevealNoSmallCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 60), 1, 12).Draw(t, "counts")
		told := policy.DisclosableCells(counts)
		hidden, people, shown := 0, 0, 0
		for i, n := range counts {
			if told[i] {
				require.GreaterOrEqual(t, n, policy.SmallestCount)
				shown++
				continue
			}
			hidden, people = hidden+1, people+n
		}
		if hidden > 0 && shown > 0 {
			require.GreaterOrEqual(t, hidden, 2)
			require.GreaterOrEqual(t, people, policy.SmallestCount)
		}
	})
}

func TestShareOfAWhole(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		part, whole int
		want        bool
	}{
		"none of many":             {0, 40, true},
		"all of many":              {40, 40, true},
		"a large part":             {20, 40, true},
		"a small part":             {10, 40, false},
		"all but a few":            {30, 40, false},
		"of a whole that is small": {0, 10, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, policy.DisclosableShare(tt.part, tt.whole))
		})
	}
}

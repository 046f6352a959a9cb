package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/flaw"
)

// A list in the old font is read as the same list in Unicode, with its headings, and every cell is kept as written.
func TestAListInTheOldFont(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "စဥ္,အမည္,ႏိုင္ငံသား,က်ား/မ\n၁,ေမာင္ျမင့္သူ,ျမန္မာ,က်ား\n၂,မလွလွ,ျမန္မာ,မ\n၃,သဲသဲ,ျမန္မာ,မ\n")
	require.Equal(t, []string{"မောင်မြင့်သူ", "မလှလှ", "သဲသဲ"}, names(l))
	require.Equal(t, "ေမာင္ျမင့္သူ", l.Rows[0].Name.AsWritten)
	require.Equal(t, []string{"၂", "မလွလွ", "ျမန္မာ", "မ"}, l.Rows[1].Raw)
	for _, r := range l.Rows {
		require.Equal(t, "MMR", r.Nationality.Code)
		require.Empty(t, r.Problems)
	}
}

// Short names are never converted for how they look: alone, or beside Unicode. Beside both encodings an open one is in doubt.
func TestShortNamesAreNotConverted(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,Nationality\nသဲသဲ,Myanmar\nမမ,Myanmar\nမြမြ,Myanmar\nခင်မေ,Myanmar\n")
	require.Equal(t, []string{"သဲသဲ", "မမ", "မြမြ", "ခင်မေ"}, names(l))
	for _, r := range l.Rows {
		require.Empty(t, r.Problems)
	}
	l = mustRead(t, "Name,Nationality\nသဲသဲ,Myanmar\nလွလွ,Myanmar\nေမာင္ေမာင္,Myanmar\nခင်မေ,Myanmar\n")
	require.Equal(t, []string{"သဲသဲ", "လွလွ", "မောင်မောင်", "ခင်မေ"}, names(l))
	require.Empty(t, l.Rows[0].Problems)
	require.Equal(t, []flaw.Code{flaw.OldFontEncoding}, l.Rows[1].Problems)
	require.Empty(t, l.Rows[2].Problems)
}

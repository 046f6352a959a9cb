package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

func TestTheEntryOfACommandIsFoundAmongItsConsequences(t *testing.T) {
	t.Parallel()
	entries := func(codes ...casework.EntryCode) []casework.Entry {
		out := make([]casework.Entry, len(codes))
		for i, code := range codes {
			out[i].Code = code
		}
		return out
	}
	for name, tc := range map[string]struct {
		kind    casework.Kind
		entries []casework.Entry
		want    int
	}{
		"no entries":                {casework.KindDecide, nil, -1},
		"first":                     {casework.KindDecide, entries(casework.EntryDecided, casework.EntryTaskOpened), 0},
		"after a consequence":       {casework.KindDecide, entries(casework.EntryTaskOpened, casework.EntryVoted), 1},
		"a contact that was missed": {casework.KindDecide, entries(casework.EntryTaskOpened, casework.EntryContactMissed), 1},
		"the first of two":          {casework.KindState, entries(casework.EntryTaskRecalled, casework.EntryFact, casework.EntryFact), 1},
		"an act that waits":         {casework.KindReport, entries(casework.EntryTaskOpened, casework.EntryProposed), 1},
		"none records the command":  {casework.KindTick, entries(casework.EntryTaskOpened, casework.EntryDecided), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, casework.IndexOfCommand(tc.kind, tc.entries))
		})
	}
}

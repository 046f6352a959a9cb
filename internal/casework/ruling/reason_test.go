package ruling_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// A refusing answer can say why by a code that fits it. An answer without a code is as valid as before.
func TestACodedReason(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		step    casework.Step
		outcome casework.Outcome
		reason  casework.Reason
		want    fault.Code // "" if it is accepted
	}{
		"no record":                  {casework.StepVerifyNationality, casework.NotNational, casework.ReasonNoRecord, ""},
		"two states":                 {casework.StepVerifyNationality, casework.Disputed, casework.ReasonOtherState, ""},
		"another reason":             {casework.StepTravelDocument, casework.Refused, casework.ReasonOther, ""},
		"no place":                   {casework.StepReception, casework.Declined, casework.ReasonNoCapacity, ""},
		"without a code":             {casework.StepReception, casework.Declined, "", ""},
		"of an answer that says yes": {casework.StepVerifyNationality, casework.Confirmed, casework.ReasonNoRecord, fault.Invalid},
		"of another step":            {casework.StepReception, casework.Declined, casework.ReasonNoRecord, fault.Invalid},
		"of a step without codes":    {casework.StepTriage, casework.Red, casework.ReasonOther, fault.Invalid},
		"unknown":                    {casework.StepReception, casework.Declined, "lazy", fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, tt.step)
			cmd := l.deciding(tt.step, tt.outcome)
			cmd.Reason = tt.reason
			if tt.want != "" {
				l.refused(tt.want, cmd)
				return
			}
			l.do(cmd)
			require.Equal(t, tt.reason, l.change.Decisions[0].Reason)
			if settled, ok := l.c.Settlement(tt.step); ok {
				require.Equal(t, tt.reason, settled.Reason)
			}
			i := slices.IndexFunc(l.change.Entries, func(e casework.Entry) bool { return e.Code == casework.EntryDecided })
			require.Equal(t, string(tt.reason), l.change.Entries[i].Detail)
		})
	}
}

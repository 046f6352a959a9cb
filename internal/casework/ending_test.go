package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
)

func TestEndingsAreThoseThatHoldNow(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	casetest.Unsettle(&c, casework.StepDeparture)
	casetest.Unsettle(&c, casework.StepArrival)
	before := len(c.Endings(now))
	soon, past := now.Add(10*casetest.Day), now.Add(-casetest.Day)
	c.Settlements = append(c.Settlements, casework.Settlement{Step: casework.StepStatelessness, At: casetest.At(), Until: &soon}, casework.Settlement{Step: casework.StepBorderSlot, At: casetest.At(), Until: &past})
	c.Access = []casework.Grant{{ID: 1, Consent: casework.ConsentReturn, Until: now.Add(5 * casetest.Day)}}
	all := c.Endings(now)
	require.Len(t, all, before+2)
	require.Equal(t, 1, all[0].Grant)
	require.Equal(t, now.Add(5*casetest.Day), c.NextEnding(now))
	require.Equal(t, 90*casetest.Day, casework.Ending{Step: casework.StepTravelDocument}.LeadTime())
	require.LessOrEqual(t, casework.Ending{Consent: casework.ConsentReturn}.LeadTime(), casework.LongestLead)

	casetest.Settle(&c, casework.StepDeparture, casework.Departed, time.Hour)
	for _, e := range c.Endings(now) {
		require.Empty(t, e.Step, "nothing that leads to the departure ends after it")
	}
	c.Orders = []casework.Order{{ID: 1, Desk: "mission", Until: now.Add(3 * casetest.Day)}, {ID: 2, Until: now.Add(casetest.Day), EndedAt: now}}
	require.Equal(t, casework.Ending{Order: 1, Desk: casetest.Desk(casework.DeskSupervisor), At: now.Add(3 * casetest.Day)}, c.Endings(now)[0], "an order in force")
	c.Ended = &casework.End{At: now, Closed: true}
	require.Empty(t, c.Endings(now))
	require.Zero(t, c.NextEnding(now))
}

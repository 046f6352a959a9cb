package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

func TestEndingsAreThoseThatHoldNow(t *testing.T) {
	t.Parallel()
	c, now := ready()
	unsettle(&c, casework.StepDeparture)
	unsettle(&c, casework.StepArrival)
	before := len(c.Endings(now))
	soon, past := now.Add(10*day), now.Add(-day)
	c.Settlements = append(c.Settlements, casework.Settlement{Step: casework.StepStatelessness, At: at(), Until: &soon}, casework.Settlement{Step: casework.StepBorderSlot, At: at(), Until: &past})
	c.Access = []casework.Grant{{ID: 1, Consent: casework.ConsentReturn, Until: now.Add(5 * day)}}
	all := c.Endings(now)
	require.Len(t, all, before+2)
	require.Equal(t, 1, all[0].Grant)
	require.Equal(t, now.Add(5*day), c.NextEnding(now))
	require.Equal(t, 90*day, casework.Ending{Step: casework.StepTravelDocument}.LeadTime())
	require.LessOrEqual(t, casework.Ending{Consent: casework.ConsentReturn}.LeadTime(), casework.LongestLead)

	settle(&c, casework.StepDeparture, casework.Departed, time.Hour)
	for _, e := range c.Endings(now) {
		require.Empty(t, e.Step, "nothing that leads to the departure ends after it")
	}
	c.Ended = &casework.End{At: now, Closed: true}
	require.Empty(t, c.Endings(now))
	require.Zero(t, c.NextEnding(now))
}

func TestOpenWaiversAreThoseThatAreAccepted(t *testing.T) {
	t.Parallel()
	for _, g := range casework.Gates() {
		for _, id := range g.Conditions {
			for _, role := range casework.Roles() {
				l := shut(t, id)
				cmd := waiving(g.ID, role)
				offered := map[casework.GateID]bool{}
				for _, open := range l.c.OpenWaivers(cmd.By, l.now) {
					offered[open.Gate] = true
				}
				require.Equal(t, l.try(cmd) == nil, offered[g.ID], "%s, %s by the %s", g.ID, id, role)
			}
		}
	}
}

func TestAWaiverOfTwoIsOpenToTheOtherRole(t *testing.T) {
	t.Parallel()
	l := shut(t, casework.CondConsulateConsent)
	legal, supervisor := waiving("G03", casework.RoleLegal), waiving("G03", casework.RoleSupervisor)
	of := func(by casework.Actor) (out casework.WaiverOpen) {
		for _, open := range l.c.OpenWaivers(by, l.now) {
			if open.Gate == "G03" {
				out = open
			}
		}
		return out
	}
	require.Equal(t, []casework.Role{casework.RoleSupervisor}, of(legal.By).Needs)
	l.do(legal)
	require.Empty(t, of(legal.By).Gate, "no officer gives both")
	second := of(supervisor.By)
	require.Equal(t, []casework.Role{casework.RoleLegal}, second.GivenBy)
	require.Empty(t, second.Needs)
	l.do(supervisor)
	require.Empty(t, of(supervisor.By).Gate)
}

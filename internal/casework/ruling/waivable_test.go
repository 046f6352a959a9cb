package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

func TestOpenWaiversAreThoseThatAreAccepted(t *testing.T) {
	t.Parallel()
	for _, g := range gate.All() {
		for _, id := range g.Conditions {
			for _, role := range casework.Roles() {
				l := shut(t, id)
				cmd := waiving(g.ID, role)
				offered := map[casework.GateID]bool{}
				for _, open := range gate.OpenWaivers(&l.c, cmd.By, l.now) {
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
	of := func(by casework.Actor) (out gate.WaiverOpen) {
		for _, open := range gate.OpenWaivers(&l.c, by, l.now) {
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

package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

func states(by casework.Actor, name casework.FactName, value string) casework.Command {
	return casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(name, value)}, By: by}
}

// A desk does not close a complaint that may be about it, and no officer closes their own.
func TestWhoClosesAComplaint(t *testing.T) {
	t.Parallel()
	supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
	for _, closer := range []casework.Actor{supervisor, casetest.Officer(casework.DeskReview, casework.RoleReviewer)} {
		l := begin(t, casework.StepTriage)
		l.do(states(caseworker(), casework.FactComplaint, "open"))
		for _, other := range []casework.Actor{
			caseworker(), casetest.Officer(casework.DeskReintegration, casework.RoleReintegration), casetest.Officer(casework.DeskReceiving, casework.RoleReceiver),
			casetest.Officer(casework.DeskConsulate, casework.RoleConsul), casetest.Officer(casework.DeskShelter, casework.RoleShelter),
		} {
			l.refused(fault.Denied, states(other, casework.FactComplaint, "closed"))
		}
		same := closer
		same.Account = caseworker().Account
		l.refused(fault.Denied, states(same, casework.FactComplaint, "closed"))
		l.do(states(closer, casework.FactComplaint, "closed"))
		require.Empty(t, l.c.Raised)
	}
	l := begin(t, casework.StepPlan) // with an answer of a desk outside the host's care
	l.do(states(caseworker(), casework.FactComplaint, "open"))
	l.refused(fault.Denied, l.deciding(casework.StepPlan, casework.Agreed, fact(casework.FactComplaint, "closed")))
	l.do(states(casetest.Officer(casework.DeskReintegration, casework.RoleReintegration), casework.FactComplaint, "open"))
	own := supervisor
	own.Account = caseworker().Account
	l.refused(fault.Denied, states(own, casework.FactComplaint, "closed")) // the first who raised it is not forgotten
}

// An alarm is closed by the desk that raised it or by the supervisor's.
func TestWhoClosesAnAlarm(t *testing.T) {
	t.Parallel()
	receiving, ngo := casetest.Officer(casework.DeskReceiving, casework.RoleReceiver), casetest.Officer(casework.DeskReintegration, casework.RoleReintegration)
	supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
	shelter := casetest.Officer(casework.DeskShelter, casework.RoleShelter)
	for name, tt := range map[string]struct {
		opens   []casework.Actor
		closes  casework.Actor
		refused bool
	}{
		"the desk that raised it":                {opens: []casework.Actor{caseworker()}, closes: caseworker()},
		"the supervisor":                         {opens: []casework.Actor{caseworker()}, closes: supervisor},
		"a desk abroad":                          {opens: []casework.Actor{caseworker()}, closes: receiving, refused: true},
		"another desk of the host":               {opens: []casework.Actor{shelter}, closes: caseworker(), refused: true},
		"a desk abroad that raised it too":       {opens: []casework.Actor{caseworker(), receiving}, closes: receiving, refused: true},
		"the desk abroad that raised it":         {opens: []casework.Actor{receiving}, closes: receiving},
		"her caseworker, of one abroad":          {opens: []casework.Actor{receiving}, closes: caseworker()},
		"another desk abroad, of one abroad":     {opens: []casework.Actor{receiving}, closes: ngo, refused: true},
		"the supervisor, of one that two raised": {opens: []casework.Actor{caseworker(), receiving}, closes: supervisor},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := begin(t, casework.StepTriage)
			for _, by := range tt.opens {
				l.do(states(by, casework.FactSafetyAlert, "open"))
			}
			if tt.refused {
				l.refused(fault.Denied, states(tt.closes, casework.FactSafetyAlert, "closed"))
				return
			}
			l.do(states(tt.closes, casework.FactSafetyAlert, "closed"))
			l.do(states(tt.closes, casework.FactSafetyAlert, "open"))
			l.do(states(tt.closes, casework.FactSafetyAlert, "closed"))
		})
	}
}

func TestWhoSaysThatAnEmergencyIsOver(t *testing.T) {
	t.Parallel()
	over := func(by casework.Actor) casework.Command {
		return casework.Command{Kind: casework.KindReport, Event: casework.EventEmergencyOver, By: by}
	}
	l := begin(t, casework.StepTriage)
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventEmergency, By: casetest.Officer(casework.DeskMedical, casework.RoleMedical)})
	l.refused(fault.Denied, over(caseworker()))
	l.do(over(casetest.Officer(casework.DeskMedical, casework.RoleMedical)))
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventEmergency, By: caseworker()})
	l.do(over(casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)))
}

// A case that an earlier release has carried on knows who stated the alarm last.
func TestAnAlarmOfAnEarlierRelease(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c.Facts = append(l.c.Facts, casework.Fact{Name: casework.FactSafetyAlert, Value: "open", At: casetest.At(), By: caseworker()})
	l.refused(fault.Denied, states(casetest.Officer(casework.DeskReceiving, casework.RoleReceiver), casework.FactSafetyAlert, "closed"))
	l.do(states(caseworker(), casework.FactSafetyAlert, "closed"))
}

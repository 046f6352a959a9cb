package upgrade_test

import (
	"net/http"
	"slices"
	"time"

	"github.com/stretchr/testify/require"
)

// aLockedFlightFlies: a mother and her child were on a locked manifest. The planned departure may be
// long past: the flight is given a new one and takes both home.
func aLockedFlightFlies(u *test) {
	mother, girl := u.her("mother"), u.her("girl")
	flight := u.trip(u.Movements["locked"])
	flight.hurries()
	flight.flies(mother, girl)
	for _, her := range []*survivor{mother, girl} {
		her.decides("safety_call", "safe")
		require.Equal(u.t, "met", her.outcome("arrival"))
	}
}

// anOpenFlightFills: one ticket was issued and one seat given back before; the seat is held again,
// and the manifest locked.
func anOpenFlightFills(u *test) {
	ticketed, held := u.her("ticketed"), u.her("held")
	flight := u.trip(u.Movements["open"])
	flight.slips(3 * time.Hour)
	state, _ := flight.state(ticketed)
	require.Equal(u.t, "ticketed", state)
	flight.holds(held)
	flight.tickets(held)
	flight.locks(ticketed, held)
	flight.isCancelledByTwo("border_closed")
	await(u.t, "both have given their seats back", func() bool { return ticketed.isAsked("seat") && held.isAsked("seat") })
}

// listsAreOpened: the list that was being opened when the worker was killed is opened to its end,
// once; the one that waited for a second person is approved by the fingerprint that was seen then.
func listsAreOpened(u *test) {
	require.Equal(u.t, u.Previews["proposed"], u.preview(seconds(), u.Lists["proposed"]).Preview, "the same list has the same fingerprint")
	u.approves(u.caller, "proposed")
	for name, rows := range map[string]int{"half": halfRows, "proposed": proposedRows} {
		await(u.t, "the list "+name+" is opened", func() bool {
			list := u.list(u.caller, name)
			return list.State == "opened" && list.Opened == rows
		})
	}
	await(u.t, "every case is on record", func() bool { return u.opened(u.caller) == halfRows+proposedRows })
}

// anErasureIsApproved: the second person, of another agency, approves what the first asked before the upgrade.
func anErasureIsApproved(u *test) {
	her := u.her("asked")
	ref := u.Erasures["asked"]
	colleague := requester()
	colleague.Account = "protects-3"
	for _, by := range []officer{requester(), colleague} {
		require.Equal(u.t, "denied", u.refused(newRequest(u.t, by, "/erasures/"+ref+"/approve", nil)), "not by the agency that asked")
	}
	u.post(approver(), "/erasures/"+ref+"/approve", nil)
	await(u.t, "she is erased", func() bool { return u.erasureOf(ref) == "erased" })
	require.Equal(u.t, http.StatusNotFound, u.status(her.caseworker, her.path("")))
	require.Empty(u.t, her.seen(approver()).Person.Name)
}

// receiversAnswer: desks that received data of an erased person answer their requests.
func receiversAnswer(u *test) {
	ref := u.Erasures["erased"]
	type deletion struct {
		Desk, State string
		Mine        bool
	}
	asked := func() []deletion {
		var page struct{ Items []deletion }
		u.get(approver(), "/deletions?erasure="+ref, &page)
		return page.Items
	}
	all := asked()
	require.Greater(u.t, len(all), 1)
	medic := u.as("tha-medical-bangkok")
	require.True(u.t, slices.Contains(all, deletion{Desk: medic.Desk, State: "waiting"}))
	u.post(medic, "/erasures/"+ref+"/deletions/"+medic.Desk, body{"answer": "cannot", "reason": "own_law"})
	u.post(medic, "/erasures/"+ref+"/deletions/"+medic.Desk, body{"answer": "deleted"})
	for _, one := range asked() {
		answer := body{"answer": "cannot", "reason": "unreachable"}
		if one.Mine { // an agency answers for its desks
			answer = body{"answer": "not_held"}
		}
		if one.State == "waiting" {
			u.post(approver(), "/erasures/"+ref+"/deletions/"+one.Desk, answer)
		}
	}
	for _, one := range asked() {
		require.NotEqual(u.t, "waiting", one.State, one.Desk)
	}
}

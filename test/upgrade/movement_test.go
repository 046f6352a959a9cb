package upgrade_test

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"
)

// trip is a movement with the officers who act on it.
type trip struct {
	*caller

	ref                                 string
	booking, approver, escort, receiver officer
}

// trip finds the movement of a reference, from Bangkok to Yangon.
func (c *caller) trip(ref string) *trip {
	c.tb.Helper()
	return &trip{
		caller: c, ref: ref, booking: c.as("tha-transport-bangkok"), approver: c.as("tha-movement"), escort: c.as("tha-escort-bangkok"), receiver: c.as("mmr-receiving"),
	}
}

// plans plans a flight.
func (c *caller) plans(seats int, after time.Duration) *trip {
	c.tb.Helper()
	m := c.trip("")
	departs := in(after)
	m.ref = c.post(m.booking, "/movements", body{
		"legs":  []body{{"mode": "air", "from": "THDMK", "to": "MMRGN", "departs_at": departs, "arrives_at": departs.Add(3 * time.Hour)}},
		"seats": seats, "receiving": m.receiver.Desk, "escorts": []string{m.escort.Desk},
	}).Target.Ref
	return m
}

// in is an instant from now, in whole seconds.
func in(d time.Duration) time.Time { return time.Now().Add(d).UTC().Truncate(time.Second) }

// does sends a command about the movement.
func (m *trip) does(by officer, verb string, content body) movementAnswer {
	m.tb.Helper()
	return m.post(by, "/movements/"+m.ref+"/"+verb, content).Movement
}

// blocks are people who travel as one.
func blocks(all ...*survivor) body {
	var members []body
	for _, one := range all {
		members = append(members, body{"case": one.ref})
	}
	return body{"blocks": []body{{"members": members}}}
}

func (m *trip) holds(all ...*survivor) {
	m.tb.Helper()
	m.becomes(m.does(m.booking, "hold", blocks(all...)), "held", all...)
}

func (m *trip) tickets(all ...*survivor) {
	m.tb.Helper()
	m.becomes(m.does(m.booking, "ticket", body{}), "ticketed", all...)
}

func (m *trip) locks(all ...*survivor) {
	m.tb.Helper()
	m.becomes(m.does(m.approver, "lock", body{}), "locked", all...)
}

// slips sets a new departure.
func (m *trip) slips(after time.Duration) {
	m.tb.Helper()
	m.does(m.booking, "slip", body{"departs_at": in(after), "cause": "border_closed"})
}

// isCancelledByTwo: the booking desk proposes that the movement is cancelled, and the approver agrees to what
// the preview lists.
func (m *trip) isCancelledByTwo(cause string) {
	m.tb.Helper()
	m.does(m.booking, "cancel", body{"cause": cause})
	var preview struct{ Digest string }
	m.get(m.approver, "/movements/"+m.ref+"/cancel/preview", &preview)
	m.does(m.approver, "cancel/agree", body{"digest": preview.Digest})
}

// hurries sets a departure within the hour and a flight of an instant, so that no test waits for the arrival.
func (m *trip) hurries() {
	m.tb.Helper()
	departs := in(time.Hour)
	m.does(m.booking, "slip", body{"departs_at": departs, "arrives_at": departs.Add(10 * time.Millisecond), "cause": "border_closed"})
}

// flies: the last medical check, boarding, departure, arrival.
func (m *trip) flies(all ...*survivor) {
	m.tb.Helper()
	var aboard, met []body
	for _, one := range all {
		one.decides("pre_embarkation", "fit")
		aboard = append(aboard, body{"case": one.ref, "outcome": "boarded", "identity_match": "yes", "consent_asked_again": "yes"})
		met = append(met, body{"case": one.ref, "outcome": "met"})
	}
	m.becomes(m.does(m.escort, "board", body{"passengers": aboard}), "boarded", all...)
	m.becomes(m.does(m.escort, "depart", body{}), "departed", all...)
	m.becomes(m.does(m.receiver, "arrive", body{"passengers": met}), "arrived", all...)
}

// becomes wants an answer to say that passengers came into a state.
func (m *trip) becomes(answer movementAnswer, state string, all ...*survivor) {
	m.tb.Helper()
	for _, one := range all {
		i := slices.IndexFunc(answer.Passengers, func(p passenger) bool { return p.Case == one.ref })
		require.GreaterOrEqual(m.tb, i, 0, "the answer does not name the passenger")
		require.Equal(m.tb, state, answer.Passengers[i].State, "%+v", answer.Passengers[i])
	}
}

// state is the state of one passenger, as the transport desk sees it.
func (m *trip) state(her *survivor) (state, why string) {
	m.tb.Helper()
	var now movementAnswer
	m.get(m.booking, "/movements/"+m.ref, &now)
	for _, p := range now.Passengers {
		if p.Case == her.ref {
			return p.State, p.Why
		}
	}
	return "", ""
}

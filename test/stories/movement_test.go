package stories_test

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

// trip is a movement with those who act on it.
type trip struct {
	*story

	ref       casework.Ref
	departs   time.Time
	booking   officer // the transport desk
	approving officer
	escort    officer
	receiving officer
}

// underway is when a flight departs of which the arrival can be confirmed at once: half of its three hours
// have passed.
const underway = -100 * time.Minute

// plans plans a flight from Bangkok that departs after a while.
func (s *story) plans(place, receiving, destination string, seats int, after time.Duration) *trip {
	s.t.Helper()
	m := &trip{
		story: s, departs: time.Now().Add(after).UTC().Truncate(time.Second),
		booking: s.at(casework.DeskID("tha-transport-" + place)), approving: s.at("tha-movement"),
		escort: s.at(casework.DeskID("tha-escort-" + place)), receiving: s.at(casework.DeskID(receiving)),
	}
	receipt, err := s.as(m.booking).PlanMovement(s.t.Context(), once(), wire.MovementPlan{
		Legs:  []wire.Leg{{Mode: movement.ByAir, From: "THDMK", To: movement.Location(destination), DepartsAt: m.departs, ArrivesAt: m.departs.Add(3 * time.Hour)}},
		Seats: seats, Receiving: m.receiving.desk, Escorts: []wire.DeskId{m.escort.desk},
	})
	m.ref = s.settled(m.booking, receipt, err).Target.Ref
	return m
}

// holds holds seats for people who travel as one.
func (m *trip) holds(block ...*survivor) wire.MovementAnswer {
	m.t.Helper()
	var members []wire.BlockMember
	for _, one := range block {
		members = append(members, wire.BlockMember{Case: one.ref})
	}
	receipt, err := m.as(m.booking).HoldSeats(m.t.Context(), once(), m.ref, wire.SeatHold{Blocks: wire.Blocks{{Members: members}}})
	return m.settled(m.booking, receipt, err).Movement
}

// tickets issues tickets to everybody who has a seat and none.
func (m *trip) tickets() wire.MovementAnswer {
	m.t.Helper()
	receipt, err := m.as(m.booking).IssueTickets(m.t.Context(), once(), m.ref, wire.Ticketing{})
	return m.settled(m.booking, receipt, err).Movement
}

// locks locks the manifest with everybody who has a ticket.
func (m *trip) locks() wire.MovementAnswer {
	m.t.Helper()
	receipt, err := m.as(m.approving).LockManifest(m.t.Context(), once(), m.ref, wire.ManifestLock{})
	return m.settled(m.approving, receipt, err).Movement
}

// boards calls the roll: everybody named comes aboard, having been asked once more.
func (m *trip) boards(all ...*survivor) wire.MovementAnswer {
	m.t.Helper()
	var roll []wire.BoardedPassenger
	for _, one := range all {
		roll = append(roll, wire.BoardedPassenger{Case: one.ref, Outcome: casework.Boarded, IdentityMatch: yes, ConsentAskedAgain: yes})
	}
	return m.calls(roll...)
}

// calls is a roll call with any findings.
func (m *trip) calls(roll ...wire.BoardedPassenger) wire.MovementAnswer {
	m.t.Helper()
	receipt, err := m.as(m.escort).BoardPassengers(m.t.Context(), once(), m.ref, wire.BoardingRoll{Passengers: roll})
	return m.settled(m.escort, receipt, err).Movement
}

// leaves reports the departure.
func (m *trip) leaves() wire.MovementAnswer {
	m.t.Helper()
	receipt, err := m.as(m.escort).DepartMovement(m.t.Context(), once(), m.ref, wire.Departure{})
	return m.settled(m.escort, receipt, err).Movement
}

// meets is the receiver's confirmation that all named persons were met.
func (m *trip) meets(all ...*survivor) wire.MovementAnswer {
	m.t.Helper()
	var roll []wire.ArrivedPassenger
	for _, one := range all {
		roll = append(roll, wire.ArrivedPassenger{Case: one.ref, Outcome: casework.Met})
	}
	receipt, err := m.as(m.receiving).ConfirmArrivals(m.t.Context(), once(), m.ref, wire.ArrivalRoll{Passengers: roll})
	return m.settled(m.receiving, receipt, err).Movement
}

// slips gives another departure.
func (m *trip) slips(to time.Time) wire.MovementAnswer {
	m.t.Helper()
	m.departs = to.UTC().Truncate(time.Second)
	receipt, err := m.as(m.booking).SlipMovement(m.t.Context(), once(), m.ref, wire.Slip{DepartsAt: m.departs, Cause: casework.CauseBorderClosed})
	return m.settled(m.booking, receipt, err).Movement
}

// hurries sets a departure within the hour and a flight of an instant, so that no story waits for the arrival.
func (m *trip) hurries() {
	m.t.Helper()
	m.departs = time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	receipt, err := m.as(m.booking).SlipMovement(m.t.Context(), once(), m.ref, wire.Slip{
		DepartsAt: m.departs, ArrivesAt: m.departs.Add(10 * time.Millisecond), Cause: casework.CauseBorderClosed,
	})
	m.settled(m.booking, receipt, err)
}

// now is the movement as its transport desk sees it.
func (m *trip) now() wire.Movement {
	m.t.Helper()
	found, err := m.as(m.booking).ShowMovement(m.t.Context(), m.ref)
	m.fine(err)
	return found
}

// place is the state of a passenger.
func (m *trip) place(one *survivor) wire.Passenger {
	m.t.Helper()
	all := m.now().Passengers
	i := slices.IndexFunc(all, func(p wire.Passenger) bool { return p.Case == one.ref })
	require.GreaterOrEqual(m.t, i, 0, "she is not known on this movement")
	return all[i]
}

// becomes wants that passengers came into a state, all of them.
func (m *trip) becomes(answer wire.MovementAnswer, state movement.State, all ...*survivor) {
	m.t.Helper()
	for _, one := range all {
		i := slices.IndexFunc(answer.Passengers, func(p wire.PassengerAnswer) bool { return p.Case == one.ref })
		require.GreaterOrEqual(m.t, i, 0, "the answer does not speak of her")
		p := answer.Passengers[i]
		require.Equal(m.t, state, p.State, "why %s, refused %s, gates %v", p.Why, p.Refused, p.Gates)
	}
}

package api_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// trip adds a movement with her and a companion in one block, which has her reference, and with a
// separation of the two from another passenger. The movement is found by her case, as in the real record.
func (h *testAPI) trip(companion casework.Ref) {
	h.tb.Helper()
	h.movement.Passengers = append(h.movement.Passengers, movement.Passenger{Case: companion, Block: caseRef, State: movement.Held, Since: noon, Seat: 2})
	h.movement.Separations = append(h.movement.Separations, movement.Separation{A: caseRef, B: companion})
	state := h.fake.caseState
	h.fake.caseState = func(ref casework.Ref) (casework.Case, error) {
		c, err := state(caseRef)
		if ref == companion {
			c.Ref, c.Excluded = companion, nil
		} else if ref != caseRef {
			return casework.Case{}, missing()
		}
		return c, err
	}
	whole := h.fake.theCase
	h.fake.theCase = func(ref casework.Ref) (record.CaseDetail, error) {
		d, err := whole(caseRef)
		if ref == companion {
			d.Ref, d.State.Ref, d.State.Excluded = companion, companion, nil
		}
		return d, err
	}
}

// An officer whom she has excluded must not learn where she will be, and when: there is no movement for
// them that carries her, in any role. A line without a name would tell as much.
func TestNoMovementLeadsAnExcludedOfficerToHer(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-9", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	h.trip("c0companion")
	for _, who := range []string{transporter, approver, escort, coordinator, lead} {
		kept, colleague := who+" dev-9", who+" dev-3"
		require.Empty(t, h.ok(http.StatusOK, get("/movements?case="+string(caseRef)).as(kept)).at("items"), "%s", kept)
		require.NotEmpty(t, h.ok(http.StatusOK, get("/movements?case="+string(caseRef)).as(colleague)).at("items"), "%s", colleague)
		for _, query := range []string{"?case=c0companion", ""} {
			require.Empty(t, h.ok(http.StatusOK, get("/movements"+query).as(kept)).at("items"), "%s", kept)
			require.NotEmpty(t, h.ok(http.StatusOK, get("/movements"+query).as(colleague)).at("items"), "%s", colleague)
		}
		h.refused(http.StatusNotFound, "not_found", get("/movements/"+string(moveRef)).as(kept))
		require.Contains(t, string(h.ok(http.StatusOK, get("/movements/"+string(moveRef)).as(colleague)).raw), string(caseRef), "%s", colleague)
	}
	for _, who := range []string{transporter, approver, escort} {
		h.refused(http.StatusNotFound, "not_found", get("/movements/"+string(moveRef)+"/manifest").as(who+" dev-9"))
		require.Contains(t, string(h.ok(http.StatusOK, get("/movements/"+string(moveRef)+"/manifest").as(who+" dev-3")).raw), string(caseRef))
	}
}

// The answers to what they wrote before they were excluded do not show her either.
func TestNoAnswerLeadsAnExcludedOfficerToHer(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-9", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	h.trip("c0companion")
	answer := json.RawMessage(`{"seq":4,"status":"locked","manifest":1,"proposed":["` + string(caseRef) + `","c0companion"],"passengers":[
		{"case":"` + string(caseRef) + `","state":"ticketed","refused":"not_found"},{"case":"c0companion","state":"locked"}]}`)
	h.commands.do = func(r command.Request) (command.Result, error) {
		done := settled(r)
		done.Answer = answer
		return done, nil
	}
	h.fake.command = func(casework.Key) (record.CommandRow, error) {
		return record.CommandRow{
			Actor: casework.Actor{Account: "dev-9"}, Target: record.Target{Kind: record.TargetMovement, Ref: moveRef}, Name: "lock",
			State: record.CommandSettled, CreatedAt: noon, EndedAt: &noon, Answer: answer,
		}, nil
	}
	locked := h.ok(http.StatusOK, post("/movements/"+string(moveRef)+"/lock", m{}).as(approver+" dev-3"))
	require.Contains(t, string(locked.raw), string(caseRef))
	require.Contains(t, string(locked.raw), "c0companion")
	later := h.ok(http.StatusOK, get("/commands/"+key).as(approver+" dev-9"))
	require.NotContains(t, string(later.raw), string(caseRef))
	require.Equal(t, []any{"c0companion"}, later.at("movement", "proposed"))
}

// A caller who pays for a movement, or has another part in it, learns of no case that they may not see:
// they get only numbers of passengers.
func TestAMovementNamesNoCaseThatIsNotTheirs(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trip("c0companion")
	for _, who := range []string{"tha-transport-maesot budget_holder", receiver} {
		h.refused(http.StatusNotFound, "not_found", get("/cases/"+string(caseRef)).as(who))
		require.Empty(t, h.ok(http.StatusOK, get("/movements?case="+string(caseRef)).as(who)).at("items"), "%s", who)
		trip := h.ok(http.StatusOK, get("/movements/"+string(moveRef)).as(who))
		require.Empty(t, trip.at("passengers"), "%s", who)
		require.NotContains(t, string(trip.raw), string(caseRef), "%s", who)
		require.NotContains(t, string(trip.raw), "c0companion", "%s", who)
	}
	require.Empty(t, h.ok(http.StatusOK, get("/movements?case=c0never").as(transporter)).at("items"))
}

// A movement shows more of some passengers than that they are on it. That is logged as a read of their
// cases, and of no others.
func TestReadingPassengerDetailsIsLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trip("c0companion")
	sample := h.fake.movement
	h.fake.movement = func(ref casework.Ref) (record.MovementDetail, error) {
		m, err := sample(ref)
		m.State.Separations = nil
		m.State.Passengers = []movement.Passenger{
			{Case: caseRef, Block: caseRef, State: movement.Held, Since: noon, Seat: 1, Need: movement.Need{Child: true}},
			{Case: "c0companion", Block: "c0companion", State: movement.Held, Since: noon, Seat: 2},
		}
		return m, err
	}
	plain := h.fake.movement
	classes := func(who string) map[string][]policy.Class {
		h.trail.take()
		h.ok(http.StatusOK, get("/movements/"+string(moveRef)).as(who))
		out := map[string][]policy.Class{}
		for _, e := range h.trail.take() {
			require.Equal(t, audit.Allowed, e.Outcome)
			require.Equal(t, audit.OfCase, e.Subject.Kind)
			out[e.Subject.Ref] = append(out[e.Subject.Ref], e.Classes...)
		}
		return out
	}
	require.Empty(t, classes(transporter), "that she travels, and is a child, is operational")
	for name, tt := range map[string]struct {
		change func(*movement.Movement)
		want   []policy.Class
		both   bool
	}{
		"she needs a doctor":       {func(m *movement.Movement) { m.Passengers[0].Need.Medical = true }, nil, false},
		"she is at risk":           {func(m *movement.Movement) { m.Passengers[0].Need.AtRisk = true }, nil, false},
		"she was in hospital":      {func(m *movement.Movement) { m.Passengers[0].Outcome = casework.Hospital }, []policy.Class{policy.Medical}, false},
		"she was detained":         {func(m *movement.Movement) { m.Passengers[0].Outcome = casework.Detained }, []policy.Class{policy.Legal}, false},
		"she changed her mind":     {func(m *movement.Movement) { m.Passengers[0].Why = movement.WhyChanged }, []policy.Class{policy.Fear}, false},
		"she waits because of him": {func(m *movement.Movement) { m.Passengers[0].Why = movement.WhySeparated }, []policy.Class{policy.Fear}, false},
		"she must not sit by him": {func(m *movement.Movement) {
			m.Separations = []movement.Separation{{A: caseRef, B: "c0companion"}}
		}, []policy.Class{policy.Fear}, true},
	} {
		h.fake.movement = func(ref casework.Ref) (record.MovementDetail, error) {
			m, err := plain(ref)
			tt.change(&m.State)
			return m, err
		}
		got := classes(transporter)
		require.Equal(t, tt.want, got[string(caseRef)], name)
		require.Equal(t, tt.both, got["c0companion"] != nil, name)
		require.Empty(t, classes("tha-transport-maesot budget_holder"), "%s: who is told of nobody looks at nobody", name)
	}
	h.fake.movement = func(ref casework.Ref) (record.MovementDetail, error) {
		m, err := plain(ref)
		m.State.Passengers[0].Why = movement.WhySeparated
		return m, err
	}
	h.trail.fail(errors.New("the log is full"))
	h.refused(http.StatusServiceUnavailable, "unavailable", get("/movements/"+string(moveRef)).as(transporter))
}

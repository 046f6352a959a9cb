package movement_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestAPlanIsRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*movement.Plan){
		"without a leg":                  func(p *movement.Plan) { p.Legs = nil },
		"with an unknown mode":           func(p *movement.Plan) { p.Legs[0].Mode = "camel" },
		"with a place that has a name":   func(p *movement.Plan) { p.Legs[0].From = "Mae Sot" },
		"with a place in small letters":  func(p *movement.Plan) { p.Legs[0].From = "thmsq" },
		"when it arrives before it goes": func(p *movement.Plan) { p.Legs[1].ArrivesAt = p.Legs[1].DepartsAt },
		"without times":                  func(p *movement.Plan) { p.Legs[0].DepartsAt = time.Time{} },
		"when legs do not join":          func(p *movement.Plan) { p.Legs[1].From = "THBKK" },
		"when legs overlap":              func(p *movement.Plan) { p.Legs[1].DepartsAt = p.Legs[0].ArrivesAt.Add(-time.Hour) },
		"without seats":                  func(p *movement.Plan) { p.Seats = 0 },
		"with more blocked than there are": func(p *movement.Plan) {
			p.Blocked = p.Seats + 1
		},
		"without a receiver":        func(p *movement.Plan) { p.Receiving = "" },
		"without an escort":         func(p *movement.Plan) { p.Escorts = nil },
		"when sender is receiver":   func(p *movement.Plan) { p.Escorts = []casework.DeskID{p.Receiving} },
		"of an operation with name": func(p *movement.Plan) { p.Operation = "raid on a street" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plan(50, 2)
			require.NoError(t, movement.CheckPlan("m-1", p))
			spoil(&p)
			require.Equal(t, fault.Invalid, fault.CodeOf(movement.CheckPlan("m-1", p)))
			_, _, err := movement.Accept(movement.Unplanned("m-1"), movement.Command{Key: "k", Kind: movement.KindPlan, Plan: &p, At: start()})
			require.Equal(t, fault.Invalid, fault.CodeOf(err))
		})
	}
}

func TestAPlanIsTheFirstChange(t *testing.T) {
	t.Parallel()
	tr := planned(t, 50, 2)
	require.Equal(t, movement.Planned, tr.m.Status)
	require.EqualValues(t, 1, tr.last.Seq)
	require.Equal(t, legs(), tr.last.Legs)
	require.Equal(t, desk, tr.m.Desk)
	require.Equal(t, 48, tr.m.Free())
	require.Equal(t, leaving(), tr.m.DepartsAt())
	require.Equal(t, leaving().Add(16*time.Hour), tr.m.ArrivesAt())
	require.Equal(t, tr.m.Snapshot(), tr.last.Next)
	p := plan(50, 2)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindPlan, Plan: &p})
}

func TestNothingComesBeforeThePlan(t *testing.T) {
	t.Parallel()
	for _, kind := range movement.UpdateKinds() {
		_, _, err := movement.Accept(movement.Unplanned("m-1"), movement.Command{Key: "k", Kind: kind, At: start(), Case: "c-1", What: movement.TakeSeat})
		require.Equal(t, fault.Conflict, fault.CodeOf(err), kind)
	}
}

func TestEveryCommandHasAKey(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	for _, kind := range movement.UpdateKinds() {
		_, _, err := movement.Accept(tr.m, movement.Command{Kind: kind, At: tr.now})
		require.Equal(t, fault.Invalid, fault.CodeOf(err), kind)
	}
	_, _, err := movement.Accept(tr.m, movement.Command{Key: "k", Kind: "fly", At: tr.now})
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
}

func TestAKeyBelongsToOneKind(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	_, _, err := tr.m.Known("key-1", movement.KindHold)
	require.Equal(t, fault.KeyReused, fault.CodeOf(err))
	_, known, err := tr.m.Known("key-9", movement.KindHold)
	require.NoError(t, err)
	require.False(t, known)
}

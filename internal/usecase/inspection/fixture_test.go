package inspection_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/inspection"
	"example.org/homeward/workflows"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

const (
	ref     = casework.Ref("c7m2k9x4pq")
	mission = casework.DeskID("ken-mission-bangkok")
)

type desks struct{ corridor.Directory }

func (d desks) Place(desk casework.DeskID) policy.Place {
	found, _ := d.Desk(desk)
	return policy.Place{Desk: found.ID, Kind: found.Kind, Country: found.Country}
}

func shipped(tb testing.TB) *corridor.Set {
	tb.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	return book
}

func inspector(tb testing.TB, store inspection.Store) inspection.Inspector {
	tb.Helper()
	book := shipped(tb)
	return inspection.Inspector{Store: store, Directory: desks{book.Directory()}, Missions: book, Procedure: workflows.Procedure, Now: func() time.Time { return noon }}
}

// life is a case that is led by the rules of one edition.
type life struct {
	tb      testing.TB
	edition int
	last    casework.Change
	clocks  []casework.ClockSet
	n       int
	write   func(casework.Change, []casework.ClockSet)
}

// opened is the case of a Kenyan in Thailand, opened ten days ago.
func opened(tb testing.TB, edition int) *life {
	tb.Helper()
	found, err := shipped(tb).Get("tha-ken", 1)
	require.NoError(tb, err)
	pinned := found.Rules()
	l := &life{tb: tb, edition: edition, write: func(casework.Change, []casework.ClockSet) {}}
	l.last, _, err = ruling.Open(ref, casework.Command{
		Key: "open-1", Kind: casework.KindOpen, Edition: edition, At: noon.Add(-240 * time.Hour), Pinned: &pinned, By: by("tha-registrar-maesot", casework.RoleRegistrar),
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(tb, err)
	l.last.Next = l.last.Next.Arm(l.ladders())
	return l
}

// ladders sets the clock of every request that gets one to ten days.
func (l *life) ladders() casework.Recorded {
	l.clocks = nil
	for _, order := range l.last.Clocks {
		l.clocks = append(l.clocks, casework.ClockSet{Task: order.Task, Escalations: []casework.EscalationAt{{Level: casework.EscalationThresholds()[0].Level, At: order.Start.Add(240 * time.Hour)}}})
	}
	return casework.Recorded{Clocks: l.clocks}
}

func by(desk casework.DeskID, role casework.Role) casework.Actor {
	return casework.Actor{Account: casework.AccountID("acc-" + string(desk)), Desk: desk, Role: role}
}

// do carries a command out, an hour after the one before.
func (l *life) do(cmd casework.Command) {
	l.tb.Helper()
	l.n++
	cmd.Key, cmd.At = casework.Key("made-"+strconv.Itoa(l.n)), l.last.At.Add(time.Hour)
	change, _, err := ruling.Accept(l.last.Next, cmd, workflows.Procedure)
	require.NoError(l.tb, err)
	l.last = change
	l.last.Next = l.last.Next.Arm(l.ladders())
	l.write(l.last, l.clocks)
}

// recallAll takes back every request, as a supervisor can.
func (l *life) recallAll() {
	l.tb.Helper()
	for len(l.last.Next.Tasks) > 0 && !l.last.Next.Tasks[0].Step.KeepsOwner() {
		l.do(casework.Command{Kind: casework.KindRecall, Task: l.last.Next.Tasks[0].ID, Reasoned: true, By: by("tha-supervisor-maesot", casework.RoleSupervisor)})
	}
}

// seen is the case as the record has it now.
func (l *life) seen(change ...func(*record.InspectedCase)) record.InspectedCase {
	row := record.InspectedCase{State: l.last.Next}
	for _, p := range policy.Participants(&row.State, noon) {
		row.Parts = append(row.Parts, record.Part{Desk: p.Desk, How: string(p.How)})
	}
	for _, one := range change {
		one(&row)
	}
	return row
}

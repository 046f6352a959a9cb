package workflows_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

// ledger is a record of one operation in memory, with all that a test wants to know of it. It
// can be told to break down at a certain call.
type ledger struct {
	mu    sync.Mutex
	rows  map[casework.Ref]int // lists with how many rows they have
	turns int                  // how often the rows were changed
	alone int                  // for how many people one officer acts alone
	lost  string               // from which activity on no corridor is found

	previewed bool
	changes   []operation.Change
	marked    map[casework.Ref]bool // cases whose row is marked
	started   map[casework.Ref]casework.Command
	starts    int
	heard     map[casework.Ref][]casework.Event
	refuse    map[casework.Ref]error // what a case answers when it is told something
	broken    map[string]int         // how often a method still breaks down
}

func newLedger(rows int) *ledger {
	return &ledger{
		rows: map[casework.Ref]int{"list": rows}, alone: 1000, marked: map[casework.Ref]bool{}, started: map[casework.Ref]casework.Command{},
		heard: map[casework.Ref][]casework.Event{}, refuse: map[casework.Ref]error{}, broken: map[string]int{},
	}
}

// breaks says whether a method breaks down this time.
func (l *ledger) breaks(method string) error {
	if l.broken[method] > 0 {
		l.broken[method]--
		return fault.New(fault.Unavailable, "the database is away")
	}
	return nil
}

func (l *ledger) WriteOperation(_ context.Context, change operation.Change) (operation.Recorded, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.breaks("before WriteOperation"); err != nil {
		return operation.Recorded{}, err
	}
	if !slices.ContainsFunc(l.changes, func(c operation.Change) bool { return c.Seq == change.Seq }) {
		l.changes = append(l.changes, change)
	}
	if err := l.breaks("after WriteOperation"); err != nil {
		return operation.Recorded{}, err
	}
	if change.Kind == operation.KindProposeList || change.Kind == operation.KindRefuseList {
		return operation.Recorded{}, nil
	}
	return operation.Recorded{Rows: l.rows[change.List]}, nil
}

func (l *ledger) ListContents(_ context.Context, list casework.Ref) (operation.Contents, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.rows[list]
	if n == 0 {
		return operation.Contents{}, fault.New(fault.NotFound, "there is no such list")
	}
	if err := l.breaks("ListContents"); err != nil {
		return operation.Contents{}, err
	}
	return operation.Contents{
		List: list, Operation: "op", Opens: n, Rows: fmt.Sprintf("turn %d", l.turns), Origins: map[casework.Country]int{"KEN": n},
	}, nil
}

// print is the fingerprint of what would happen to the list now.
func (l *ledger) print(tb testing.TB) string {
	tb.Helper()
	seen, err := (&activities.Intake{Operations: l, Corridors: anywhere{l}, Now: at}).PreviewList(tb.Context(), activities.PreviewListInput{
		Operation: "op", List: "list", Host: "THA", Custodian: "bgf",
	})
	require.NoError(tb, err)
	return seen.Print
}

func caseOf(list casework.Ref, n int) casework.Ref {
	return casework.Ref(fmt.Sprintf("%s-%04d", list, n))
}

func (l *ledger) WaitingRows(_ context.Context, list casework.Ref, from, to int) ([]operation.Row, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var rows []operation.Row
	for n := from; n < to; n++ {
		if ref := caseOf(list, n); !l.marked[ref] {
			nationality := casework.Country("KEN")
			if n%3 == 0 {
				nationality = ""
			}
			rows = append(rows, operation.Row{Number: n, Case: ref, Nationality: nationality})
		}
	}
	return rows, nil
}

func (l *ledger) MarkOpened(_ context.Context, _ casework.Ref, cases []casework.Ref) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.breaks("MarkOpened"); err != nil {
		return err
	}
	for _, ref := range cases {
		l.marked[ref] = true
	}
	return nil
}

func (l *ledger) CasesAfter(_ context.Context, _, after casework.Ref, limit int) ([]casework.Ref, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var refs []casework.Ref
	for ref := range l.marked {
		if ref > after {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	return refs[:min(limit, len(refs))], nil
}

func (l *ledger) OpenCase(_ context.Context, ref casework.Ref, open casework.Command) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.breaks("OpenCase"); err != nil {
		return err
	}
	l.starts++
	l.started[ref] = open
	return nil
}

func (l *ledger) TellCase(_ context.Context, ref casework.Ref, cmd casework.Command) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.breaks("TellCase"); err != nil {
		return err
	}
	if err := l.refuse[ref]; err != nil {
		return err
	}
	if !slices.Contains(l.heard[ref], cmd.Event) { // as under a key
		l.heard[ref] = append(l.heard[ref], cmd.Event)
	}
	return nil
}

func (l *ledger) kinds() []operation.Kind {
	l.mu.Lock()
	defer l.mu.Unlock()
	var kinds []operation.Kind
	for _, c := range l.changes {
		kinds = append(kinds, c.Kind)
	}
	return kinds
}

// anywhere has a corridor for everybody, named after the nationality, until the ledger loses it.
type anywhere struct{ *ledger }

func (a anywhere) Find(host, origin casework.Country, _ string, _ time.Time) (corridor.Corridor, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost == "PreviewList" || a.lost != "" && a.previewed {
		return corridor.Corridor{}, corridor.ErrNoCorridor
	}
	a.previewed = true
	return corridor.Corridor{ID: "from-" + string(host) + "-" + string(origin), Host: host, Origin: origin, MassAction: a.alone}, nil
}

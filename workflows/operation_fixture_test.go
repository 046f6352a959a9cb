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
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/roster"
)

// ledger is a record in memory with one operation and its lists, and the cases that are opened. It
// can break down at a certain call.
type ledger struct {
	*recordtest.Memory

	mu     sync.Mutex
	minted int    // references that rows were given
	alone  int    // the largest number of people for whom one officer may act alone
	lost   string // from which activity on no corridor is found

	confirmed bool // a list
	started   map[casework.Ref]casework.Command
	starts    int
	heard     map[casework.Ref][]casework.Event
	refuse    map[casework.Ref]error // what a case replies to a report
	broken    map[string]int         // how often a method still breaks down
}

func newLedger(rows int) *ledger {
	l := &ledger{
		Memory: recordtest.New(at), alone: 1000, started: map[casework.Ref]casework.Command{},
		heard: map[casework.Ref][]casework.Event{}, refuse: map[casework.Ref]error{}, broken: map[string]int{},
	}
	l.NewRef = func() casework.Ref { l.minted++; return caseOf("list", l.minted-1) }
	l.add("list", rows)
	return l
}

// add adds a list of so many rows. Every third has no nationality.
func (l *ledger) add(ref casework.Ref, rows int) {
	content := roster.List{Reconciliation: roster.Reconciliation{Nationalities: map[string]int{}}}
	for n := range rows {
		row, counted := roster.Row{Line: n + 1}, roster.UnknownNationality
		if n%3 != 0 {
			row.Nationality.Code, counted = "KEN", "KEN"
		}
		content.Rows = append(content.Rows, row)
		content.Reconciliation.Nationalities[counted]++
	}
	l.SeedList(record.List{Ref: ref, Operation: "op", Key: casework.Key("list-" + ref), Hash: string(ref)}, content)
}

// breaks returns an error if a method is to break down this time.
func (l *ledger) breaks(method string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken[method] > 0 {
		l.broken[method]--
		return fault.New(fault.Unavailable, "the database is away")
	}
	return nil
}

func (l *ledger) WriteOperation(ctx context.Context, change operation.Change) (operation.Recorded, error) {
	if err := l.breaks("before WriteOperation"); err != nil {
		return operation.Recorded{}, err
	}
	recorded, err := l.Memory.WriteOperation(ctx, change)
	if err != nil {
		return operation.Recorded{}, err
	}
	l.mu.Lock()
	l.confirmed = l.confirmed || change.Kind == operation.KindConfirmList
	l.mu.Unlock()
	if err := l.breaks("after WriteOperation"); err != nil {
		return operation.Recorded{}, err
	}
	return recorded, nil
}

func (l *ledger) ListContents(ctx context.Context, list casework.Ref) (operation.Contents, error) {
	if err := l.breaks("ListContents"); err != nil {
		return operation.Contents{}, err
	}
	return l.Memory.ListContents(ctx, list)
}

// fingerprint is that of what would happen to the list now.
func (l *ledger) fingerprint(tb testing.TB) string {
	tb.Helper()
	seen, err := (&activities.Intake{Operations: l, Corridors: corridorsOf{l}, Now: at}).PreviewList(tb.Context(), activities.PreviewListInput{
		Operation: "op", List: "list", Host: "THA", Custodian: "bgf",
	})
	require.NoError(tb, err)
	return seen.Fingerprint
}

func caseOf(list casework.Ref, n int) casework.Ref {
	return casework.Ref(fmt.Sprintf("%s-%04d", list, n))
}

func (l *ledger) MarkOpened(ctx context.Context, list casework.Ref, cases []casework.Ref) error {
	if err := l.breaks("MarkOpened"); err != nil {
		return err
	}
	return l.Memory.MarkOpened(ctx, list, cases)
}

// marked returns the number of rows of the list that are marked as opened.
func (l *ledger) marked(tb testing.TB) int {
	tb.Helper()
	list, err := l.List(tb.Context(), "list")
	require.NoError(tb, err)
	return list.Opened
}

// OpenCase starts a case, whose first change is then on record.
func (l *ledger) OpenCase(ctx context.Context, ref casework.Ref, open casework.Command) error {
	if err := l.breaks("OpenCase"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.starts++
	l.started[ref] = open
	_, err := l.WriteChange(ctx, casework.Change{
		Ref: ref, Seq: 1, Key: open.Key, Kind: casework.KindOpen, Next: casework.Case{Ref: ref, Seq: 1, OpenedAt: at()},
	}, nil)
	return err
}

func (l *ledger) TellCase(_ context.Context, ref casework.Ref, cmd casework.Command) error {
	if err := l.breaks("TellCase"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refuse[ref]; err != nil {
		return err
	}
	if !slices.Contains(l.heard[ref], cmd.Event) { // as under a key
		l.heard[ref] = append(l.heard[ref], cmd.Event)
	}
	return nil
}

func (l *ledger) kinds() []operation.Kind {
	var kinds []operation.Kind
	for _, c := range l.OperationChanges("op") {
		kinds = append(kinds, c.Kind)
	}
	return kinds
}

// corridorsOf has a corridor for every person, named after the nationality, until the ledger loses it.
type corridorsOf struct{ *ledger }

func (a corridorsOf) Find(host, origin casework.Country, _ string, _ time.Time) (corridor.Corridor, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost == "PreviewList" || a.lost != "" && a.confirmed {
		return corridor.Corridor{}, corridor.ErrNoCorridor
	}
	return corridor.Corridor{ID: "from-" + string(host) + "-" + string(origin), Host: host, Origin: origin, MassAction: a.alone}, nil
}

// Get is a corridor of any name in which as many people need a second person.
func (a corridorsOf) Get(id string, version int) (corridor.Corridor, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return corridor.Corridor{ID: id, Version: version, MassAction: a.alone}, nil
}

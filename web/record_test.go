package web_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/workflows"
)

const day = 24 * time.Hour

// desk is a site with real use-cases on a record in memory.
type desk struct {
	*site

	record   *recordtest.Memory
	store    *failingStore
	commands *keptCommands
}

// memory has every read that the record in memory has. The others panic.
type memory struct {
	noStore
	*recordtest.Memory
}

type noStore struct{ usecase.Store }

// failingStore fails where a test says so.
type failingStore struct {
	memory
	usecasetest.KeptDrafts

	tasks  func(record.TaskFilter) error
	people func(record.PersonQuery) ([]record.PersonHit, error)
}

func (s *failingStore) Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error) {
	if s.tasks != nil {
		if err := s.tasks(f); err != nil {
			return record.Tasks{}, err
		}
	}
	return s.Memory.Tasks(ctx, f)
}

func (s *failingStore) FindPeople(_ context.Context, q record.PersonQuery) ([]record.PersonHit, error) {
	return s.people(q)
}

func (*failingStore) Command(context.Context, casework.Key) (record.CommandRow, error) {
	return record.CommandRow{}, fault.New(fault.NotFound, "there is no such command")
}

type anyLog struct{}

func (anyLog) Record(context.Context, ...audit.Event) error { return nil }

func newDesk(tb testing.TB) *desk {
	tb.Helper()
	book, err := loadBook()
	require.NoError(tb, err)
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(tb, err)
	notary, err := audit.NewNotary(secret)
	require.NoError(tb, err)
	clock := func() time.Time { return noon }
	d := &desk{record: recordtest.New(clock), commands: &keptCommands{sent: map[string]command.Request{}}}
	d.store = &failingStore{memory: memory{Memory: d.record}}
	service, err := usecase.New(usecase.Config{
		Audit: anyLog{}, Commands: d.commands, Directory: book.Directory(), Corridors: book, Store: d.store, Retention: &retention.Schedule{}, AuditKey: notary.Key(),
		Procedure: workflows.Procedure, Rosters: struct{ rescues.Rosters }{}, Panicked: func(context.Context, any) error { return errors.New("panicked") },
		NewRef: func() casework.Ref { return "r0000000000000ab" }, Now: clock,
	})
	require.NoError(tb, err)
	d.site = newSite(tb, func(s *setup) { s.pages.Usecases = service })
	return d
}

// given puts a case of Kenya at Mae Sot into the record, with tasks.
func (d *desk) given(ref casework.Ref, tasks ...casework.Task) casework.Case {
	d.tb.Helper()
	return d.givenBy("tha-ken", ref, tasks...)
}

// givenBy puts a case by the rules of a corridor into the record, with tasks.
func (d *desk) givenBy(corridor string, ref casework.Ref, tasks ...casework.Task) casework.Case {
	d.tb.Helper()
	book, err := loadBook()
	require.NoError(d.tb, err)
	found, err := book.Get(corridor, 1)
	require.NoError(d.tb, err)
	rules := found.Rules()
	opened, _, err := ruling.Open(ref, casework.Command{
		Key: "open", Kind: casework.KindOpen, At: noon.Add(-20 * day), Pinned: &rules, Edition: casework.CurrentEdition,
		By:    casework.Actor{Account: "dev-9", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar},
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(d.tb, err)
	state := opened.Next
	state.Tasks = tasks
	d.record.SeedCase(state)
	return state
}

// asked is a task that was asked before now, and is due before or after now. If due is 0, it has no clock.
func asked(step casework.Step, at casework.DeskID, kind casework.DeskKind, before, due time.Duration) casework.Task {
	t := casework.Task{ID: casework.TaskID(step + "#1"), Step: step, Attempt: 1, Desk: at, Kind: kind, OpenedAt: noon.Add(-before), StartedAt: noon.Add(-before), Version: 1}
	if due != 0 {
		for _, l := range casework.EscalationThresholds() {
			t.Escalations = append(t.Escalations, casework.EscalationAt{Level: l.Level, At: t.StartedAt.Add((before + due) * time.Duration(l.Percent) / 100)})
		}
		for t.Fired < len(t.Escalations) && t.Escalations[t.Fired].At.Before(noon) {
			t.Fired++
		}
	}
	return t
}

// ofMaeSot is a task of the caseworkers in Mae Sot, ofKenya one of the Kenyan mission.
func ofMaeSot(step casework.Step, before, due time.Duration) casework.Task {
	return asked(step, "tha-caseworker-maesot", casework.DeskCaseworker, before, due)
}

func ofKenya(step casework.Step, before, due time.Duration) casework.Task {
	return asked(step, "ken-mission-bangkok", casework.DeskConsulate, before, due)
}

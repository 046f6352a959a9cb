package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/workflows"
)

const (
	caseRef = casework.Ref("c7m2k9x4pq")
	// likeCase begins the references of cases that are as that one: a batch answers one task of each.
	likeCase = "c7like"
	opRef    = casework.Ref("o5t8r2w6yz")
	listRef  = casework.Ref("l3k9p4s7dq")
	moveRef  = casework.Ref("m6v1b8n2xc")
)

// mark is in every personal value of the sample. No log may contain it, and no answer to a role that
// may not see such values.
const mark = "Zxq7mark"

// sample is one of everything, and a case that can be advanced.
type sample struct {
	tb       testing.TB
	notary   *audit.Notary
	state    casework.Case
	entries  []record.TimelineEntry
	movement movement.Movement
}

// newSample fills the record of an API: one operation, one list, the case of an Ethiopian woman and one
// movement.
func newSample(h *testAPI) *sample {
	s := &sample{tb: h.tb, notary: h.notary}
	found, err := h.book.Find("THA", "ETH", "none", noon)
	require.NoError(h.tb, err)
	if found.ID != "tha-eth" {
		found, err = h.book.Get("tha-eth", 1)
		require.NoError(h.tb, err)
	}
	rules := found.Rules()
	opened := noon.Add(-72 * time.Hour)
	change, _, err := ruling.Open(caseRef, casework.Command{
		Key: "open", Kind: casework.KindOpen, At: opened, By: casework.Actor{Account: "dev-9", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar},
		Pinned: &rules, Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(h.tb, err)
	s.state = casework.Case{}.Take(change, casework.Recorded{})
	s.keep(change)
	s.movement = movement.Movement{
		Ref: moveRef, Operation: opRef, Seq: 3, Status: movement.Holding, Seats: 50, Blocked: 3, Desk: "tha-transport-maesot",
		Receiving: "eth-receiving", Escorts: []casework.DeskID{"tha-escort-maesot"}, PlannedAt: opened,
		Legs:        []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "ETADD", DepartsAt: noon.Add(240 * time.Hour), ArrivesAt: noon.Add(250 * time.Hour)}},
		Passengers:  []movement.Passenger{{Case: caseRef, Block: caseRef, State: movement.OnManifest, Since: noon, Seat: 1, Need: movement.Need{Medical: true}}},
		Separations: []movement.Separation{{A: "c1aaaaaaaa", B: "c2bbbbbbbb"}},
	}
	s.fill(h.fake)
	return s
}

// keep adds a change to the timeline.
func (s *sample) keep(change casework.Change) {
	for n, e := range change.Entries {
		s.entries = append(s.entries, record.TimelineEntry{
			Case: caseRef, Seq: change.Seq, N: n, Kind: change.Kind, At: change.At, By: change.By, Key: change.Key, Entry: e, Words: mark + " words",
		})
	}
}

// accept applies a command to the case, as its workflow does.
func (s *sample) accept(cmd casework.Command) {
	s.tb.Helper()
	if cmd.At.IsZero() {
		cmd.At = noon.Add(-time.Hour)
	}
	change, _, err := ruling.Accept(s.state, cmd, workflows.Procedure)
	require.NoError(s.tb, err)
	s.state = s.state.Take(change, casework.Recorded{})
	s.keep(change)
}

// memory returns a record in memory that holds the case, its operation and its movement as they are now.
// The package recordtest holds such a record to what PostgreSQL does.
func (s *sample) memory() *recordtest.Memory {
	m := recordtest.New(func() time.Time { return noon })
	m.SeedOperation(operation.Operation{Ref: opRef, Seq: 1, State: operation.Running, Host: "THA", OpenedAt: noon})
	m.SeedCase(s.armed())
	m.AssignOperation(caseRef, opRef)
	m.SeedMovement(s.movement)
	return m
}

// armed is the case with clocks: every task is due a day after it was opened.
func (s *sample) armed() casework.Case {
	c := s.state
	c.Tasks = slices.Clone(c.Tasks)
	for i := range c.Tasks {
		t := &c.Tasks[i]
		t.Escalations = []casework.EscalationAt{
			{Level: casework.EscalationDigest, At: t.OpenedAt.Add(12 * time.Hour)}, {Level: casework.EscalationHeadOfDesk, At: t.OpenedAt.Add(24 * time.Hour)},
		}
	}
	return c
}

// detail is the case with what the record in memory has no place for: the person and the documents.
func (s *sample) detail() record.CaseDetail {
	d, err := s.memory().Case(s.tb.Context(), caseRef)
	require.NoError(s.tb, err)
	d.State = s.state
	d.Person = &record.Person{
		Name: mark + " Hanna", NativeName: mark + " ሐና", Sex: person.Female, Nationality: "ETH", DocumentNumber: mark + "EP1", Languages: "am en",
		Phone: mark + "0991", Place: mark + " house", Remark: mark + " remark", NationalityRaw: mark + " Habesha",
		Birth: birth.Date{AsWritten: mark + " 14/5/2001", Precision: birth.PrecisionDay, Readings: []birth.Reading{{
			From: civil.Date{Year: 2001, Month: 5, Day: 14}, To: civil.Date{Year: 2001, Month: 5, Day: 14}, Calendar: birth.Gregorian,
		}}},
	}
	d.Documents = []record.Document{{Ref: "doc1", Type: "laissez_passer", Number: mark + "LP", At: noon}}
	return d
}

func (s *sample) fill(r *fakeRecord) {
	known := func(ref, want casework.Ref) error {
		if ref != want {
			return missing()
		}
		return nil
	}
	next, ctx := &record.Cursor{At: noon, ID: "next"}, context.Background()
	r.theCase = func(ref casework.Ref) (record.CaseDetail, error) {
		detail := s.detail()
		state, err := r.caseState(ref)
		detail.State = state
		return detail, err
	}
	r.caseState = func(ref casework.Ref) (casework.Case, error) {
		if state := s.state; strings.HasPrefix(string(ref), likeCase) {
			state.Ref = ref
			return state, nil
		}
		return s.state, known(ref, caseRef)
	}
	r.cases = func(f record.CaseFilter) (record.Cases, error) {
		if f.Page.After != nil {
			return record.Cases{}, nil
		}
		f.Scope = nil // package postgres tests who may list it
		found, err := s.memory().Cases(ctx, f)
		found.Next = next
		return found, err
	}
	r.findPeople = func(record.PersonQuery) ([]record.PersonHit, error) {
		found := []record.FoundField{{Field: record.FieldDocument}, {Field: record.FieldName}, {Field: record.FieldNativeName}, {Field: record.FieldPhone}}
		return []record.PersonHit{{CaseSummary: s.detail().CaseSummary, State: s.state, Found: found}}, nil
	}
	r.timeline = func(f record.TimelineFilter) (record.Timeline, error) {
		if f.Page.After != nil {
			return record.Timeline{}, nil
		}
		return record.Timeline{Rows: s.entries, Next: next}, known(f.Case, caseRef)
	}
	r.consents = func(ref casework.Ref) ([]record.Consent, error) {
		var out []record.Consent
		for _, g := range s.state.Consents {
			out = append(out, record.Consent{ConsentGiven: g, By: casework.Actor{Desk: "tha-caseworker-maesot"}})
		}
		return out, known(ref, caseRef)
	}
	r.task = func(ref casework.Ref, id casework.TaskID) (record.TaskRow, error) {
		return s.memory().Task(ctx, ref, id)
	}
	r.tasks = func(f record.TaskFilter) (record.Tasks, error) { return s.memory().Tasks(ctx, f) }
	s.fillOthers(r, known, next)
	s.fillErasures(r, known)
}

func (s *sample) fillOthers(r *fakeRecord, known func(casework.Ref, casework.Ref) error, next *record.Cursor) {
	o := record.OperationRow{
		Operation: record.Operation{Ref: opRef, State: operation.Running, Host: "THA", Lead: "tha-supervisor-maesot", OpenedAt: noon, Words: mark + " bridge"},
		Lists:     1, Cases: 104, Open: 100, Overdue: 3,
	}
	r.operation = func(ref casework.Ref) (record.OperationRow, error) { return o, known(ref, opRef) }
	r.operations = func(f record.OperationFilter) (record.Operations, error) {
		if f.Page.After != nil {
			return record.Operations{}, nil
		}
		return record.Operations{Rows: []record.OperationRow{o}, Next: next}, nil
	}
	r.funnel = func(ref casework.Ref) (record.Funnel, error) {
		f := record.Funnel{Operation: ref, Total: 104, At: noon, Lanes: []record.LaneCount{{Lane: casework.LaneB, Cases: 104}}}
		for _, stage := range casework.Stages() {
			f.Stages = append(f.Stages, record.StageCount{Stage: stage, Cases: 3})
		}
		f.Desks = []record.DeskLoad{{Desk: "tha-medical-maesot", Kind: casework.DeskMedical, Open: 9, Overdue: 4, Oldest: noon}}
		return f, nil
	}
	r.list = func(ref casework.Ref) (record.ListSummary, error) { return s.listed(), known(ref, listRef) }
	r.lists = func(record.ListFilter) (record.Lists, error) {
		return record.Lists{Rows: []record.ListSummary{s.listed()}, Next: next}, nil
	}
	r.listContents = func(ref casework.Ref) (operation.Contents, error) {
		return operation.Contents{
			List: ref, Operation: opRef, Opens: 14, Unreadable: 1, Aside: 2, Alike: 3, Rows: strings.Repeat("a", 64),
			Origins: map[casework.Country]int{"ETH": 11, "": 3},
		}, nil
	}
	r.listAnswers = func(casework.Ref) (record.ListAnswers, error) {
		return record.ListAnswers{Rows: []record.ListAnswer{{List: listRef, Number: 1, Problem: "people_not_state", Choice: doubt.Value, Rows: 2, At: noon}}}, nil
	}
	r.answerList = func(a record.ListAnswer) (record.ListAnswer, error) {
		a.Number, a.Rows = 1, 2
		return a, nil
	}
	r.listRows = func(record.ListRowFilter) (record.ListRows, error) {
		read := &roster.Row{Line: 2, Name: person.NewName(mark + " Hanna"), Sex: person.Female}
		number := 0
		return record.ListRows{Rows: []record.ListRow{
			{Line: 1, Raw: []string{"No", "NAME"}, State: record.RowAside, Problems: []string{"heading"}},
			{Line: 2, Raw: []string{"1", mark}, Read: read, State: record.RowMinted, Number: &number, Case: caseRef},
		}, Next: next}, nil
	}
	r.saveList = func(l record.List, content roster.List) (record.ListSummary, error) {
		l.File, l.Reconciliation, l.ClaimedTotal = content.Format, content.Reconciliation, content.ClaimedTotal
		return record.ListSummary{List: l, State: record.ListRead, Rows: len(content.Rows), Readable: len(content.Rows)}, nil
	}
	r.movement = func(ref casework.Ref) (record.MovementDetail, error) {
		return s.memory().Movement(context.Background(), ref)
	}
	r.movements = func(f record.MovementFilter) (record.Movements, error) {
		if f.Page.After != nil {
			return record.Movements{}, nil
		}
		found, err := s.memory().Movements(context.Background(), f)
		found.Next = next
		return found, err
	}
	r.reintegration = func(ref casework.Ref) (record.Reintegration, error) {
		half := 0.5
		return record.Reintegration{
			Case:      ref,
			Plans:     []record.PlanRow{{Plan: record.Plan{Ref: "p1", Dimensions: []string{"social"}, Text: mark, Items: []record.Item{{Kind: "work", Text: mark}}}, At: noon}},
			FollowUps: []record.FollowUp{{Step: casework.FollowUp("3m"), Task: "follow_up/3m#1", Status: record.TaskOpen, Attempts: 1, OpensAt: noon}},
			Scores: []record.ScoreRow{{Score: record.Score{Ref: "s1", Answers: map[string]string{"housing": mark}, Marks: reintegration.Score{
				Questionnaire: "homeward-reintegration", Version: 1, Composite: &half, Dimensions: []reintegration.DimensionMark{{Dimension: reintegration.Social, Mark: &half}},
			}}, Step: casework.FollowUp("1m"), At: noon}},
			Tries: []record.TryRow{{Step: casework.FollowUp("1m"), Attempt: 1, Outcome: casework.Reached, At: noon, ContactTry: record.ContactTry{
				Tried: []record.Way{record.ByPhone}, Reached: record.ByVisit, Next: "2026-12-24", NextWay: record.ByVisit,
			}}},
		}, nil
	}
	r.contact = func(casework.Ref) (record.Agreed, error) {
		return record.Agreed{Phone: mark, Rows: []record.ContactRow{{At: noon, Contact: record.Contact{
			Callers: []casework.DeskKind{casework.DeskReintegration}, Woman: true, Ways: []record.Way{record.ByPhone}, Times: []record.Daytime{record.Morning}, AskFor: mark, SayAs: mark, Phone: mark,
		}}}}, nil
	}
	r.auditHead = func(size int64) (record.AuditHead, error) {
		tree := &audit.Tree{}
		for range 3 {
			tree.Add(tlog.Hash{1})
		}
		if size > 3 {
			return record.AuditHead{}, missing()
		}
		signed, err := s.notary.SignHead(tree.Head(), func(places []audit.Place) ([]tlog.Hash, error) { return make([]tlog.Hash, len(places)), nil })
		return record.AuditHead{Size: 3, Signed: signed, At: noon}, err
	}
	r.auditEvents = func(record.AuditFilter) (record.AuditEvents, error) {
		leaf := int64(0)
		one := audit.Event{
			At: noon, Account: "acc-9", Desk: "eth-mission-newdelhi", Agency: "eth-mission-newdelhi", Role: casework.RoleConsul, Session: "s-9",
			Action: audit.Action(policy.ShowCase), Subject: audit.Subject{Kind: audit.OfCase, Ref: string(caseRef)},
			Classes: []policy.Class{policy.TravelCard, policy.Identity}, Purpose: policy.ForClearance, Outcome: audit.Allowed,
		}
		refused := one
		refused.Outcome, refused.Classes, refused.Purpose, refused.Code = audit.Denied, nil, "", "not_found"
		return record.AuditEvents{Rows: []record.AuditEvent{{Row: 8, Event: refused}, {Row: 7, Leaf: &leaf, Event: one}}, Next: next}, nil
	}
	r.command = func(casework.Key) (record.CommandRow, error) {
		return record.CommandRow{
			Key: "ours", Actor: casework.Actor{Account: "dev-1"}, Target: record.Target{Kind: record.TargetCase, Ref: caseRef}, Name: "decide",
			State: record.CommandSettled, CreatedAt: noon, EndedAt: &noon, Answer: json.RawMessage(`{"seq":7,"stage":"clearance"}`),
		}, nil
	}
}

func (s *sample) listed() record.ListSummary {
	return record.ListSummary{
		List: record.List{
			Ref: listRef, Operation: opRef, Name: mark + ".csv", Author: "custodian", Hash: strings.Repeat("a", 64), Bytes: 4000, At: noon,
			By: casework.Actor{Desk: "tha-registrar-maesot"}, File: table.Format{Kind: table.CSV},
			Reconciliation: roster.Reconciliation{Rows: 104, Nationalities: map[string]int{"ETH": 104}, Unresolved: []roster.Spelling{{AsWritten: mark, Rows: 1}}},
		},
		State: record.ListRead, Rows: 104, Readable: 104,
	}
}

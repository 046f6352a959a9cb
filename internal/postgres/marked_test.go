package postgres_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

const mark = "Zzyzx"

// marker makes marks, each once, and remembers them by what may be found where.
type marker struct {
	personal    []string // in no dump, and to be read through the store
	unread      []string // in no dump, and in no read of the store
	operational []string // class B: in every dump
}

func (m *marker) mark(into *[]string, what string) string {
	made := fmt.Sprintf("%s-%02d %s", mark, len(m.personal)+len(m.unread)+len(m.operational), what)
	*into = append(*into, made)
	return made
}

func (m *marker) of(what string) string { return m.mark(&m.personal, what) }

func (m *marker) person() record.Person {
	return record.Person{
		Name: m.of("name"), NativeName: m.of("native"), Sex: person.Sex(m.of("sex")), Nationality: m.of("nation"),
		NationalityRaw: m.of("raw"), DocumentNumber: m.of("number"), Languages: m.of("languages"), Phone: m.of("phone"),
		Place: m.of("place"), Remark: m.of("remark"), Birth: birth.Date{AsWritten: m.of("birth"), Precision: birth.PrecisionNone},
	}
}

// tellAll writes a personal value in every place that can hold one.
func tellAll(t *testing.T, w *env, m *marker) {
	t.Helper()
	m.tellOperation(t, w)
	last := m.tellFacts(t, w, m.tellOpening(t, w))
	last = m.tellTask(t, w, last)
	m.tellPapers(t, w, last)
	m.tellCommands(t, w)
	m.tellMovement(t, w)
	m.tellOffice(t, w)
}

func (m *marker) tellOffice(t *testing.T, w *env) {
	t.Helper()
	ctx := principal.With(t.Context(), officer(screener(), "THA"))
	require.NoError(t, w.front.SaveView(ctx, record.SavedView{
		ID: "view1", Account: "acc-screener", Desk: "tha-screener", List: record.CaseList, Name: m.of("view"), Query: "stage=rescue",
	}))
	w.super(t,
		`insert into app.agencies (id, name, country) values ('tha-msdhs', '', 'THA') on conflict do nothing`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('tha-screener', 'tha-msdhs', 'screener', '', 'THA', '', 'Asia/Bangkok') on conflict do nothing`,
		`insert into app.accounts (id, desk, agency, roles, active) values ('acc-screener', 'tha-screener', 'tha-msdhs', '{screener}', true) on conflict do nothing`,
	)
	d := draftOf("draft1", "/desk/cases/open", "", day)
	d.Fields = record.Fields{"words": {m.mark(&m.unread, "draft")}}
	_, err := w.front.SaveDraft(ctx, d, 9)
	require.NoError(t, err)
	require.NoError(t, w.front.SaveWording(ctx, record.WordingProposal{
		Wording: record.Wording{Language: "my", Key: "nav.cases"}, ID: "wording1", Account: "acc-screener", Desk: "tha-screener",
		Text: m.of("wording"), Note: m.of("wording note"), Compared: "0123456789abcdef", At: day, State: record.WordingOpen,
	}, 9))
}

func (m *marker) tellOperation(t *testing.T, w *env) {
	t.Helper()
	target := record.Target{Kind: record.TargetOperation, Ref: "op-1"}
	w.stored(t, "open-op-1", target, "open", operation.Command{}, record.Words{Text: m.of("operation")})
	op := w.openOperation(t, "op-1")
	w.stored(t, "pause-op-1", target, "pause", operation.Command{}, record.Words{Text: m.mark(&m.unread, "why paused")})
	pause := after(op, operation.KindPause, "pause-op-1")
	_, err := w.WriteOperation(t.Context(), pause)
	require.NoError(t, err)

	list := record.List{
		Ref: "list-1", Operation: "op-1", Name: m.of("list") + ".csv", Author: m.mark(&m.operational, "author"), Hash: zeros(), At: day,
		By: screener(), Key: "list-1",
	}
	row := func(line int) roster.Row {
		return roster.Row{Line: line, Raw: []string{m.of("cell"), m.of("cell")}, Name: person.NewName(m.of("listed")), Phone: m.of("listed phone"), Problems: []flaw.Code{flaw.NameAlone}}
	}
	_, err = w.SaveList(t.Context(), list, roster.List{
		Rows: []roster.Row{row(2), row(3)}, Columns: []roster.Column{{Heading: m.of("heading")}},
		Unreadable:     []roster.Unreadable{{Line: 4, Raw: []string{m.of("unreadable")}, Problem: flaw.TooManyCells}},
		OtherLines:     []roster.OtherLine{{Line: 1, Raw: []string{m.of("title")}, Kind: roster.TitleLine}},
		Reconciliation: roster.Reconciliation{Unresolved: []roster.Spelling{{AsWritten: m.of("spelling"), Rows: 2}}},
	})
	require.NoError(t, err)
	confirm := after(pause, operation.KindConfirmList, "confirm")
	confirm.List = "list-1"
	_, err = w.WriteOperation(t.Context(), confirm)
	require.NoError(t, err)
	first, clocks := opened("case-0001") // one row becomes a case, the other waits
	w.write(t, first, clocks...)
}

// tellOpening opens case-a, whose state has every value that a state can have.
func (m *marker) tellOpening(t *testing.T, w *env) casework.Change {
	t.Helper()
	first, clocks := opened("case-a")
	first.Entries[0].Detail = m.of("opened")
	first.Next.Settlements = []casework.Settlement{{Step: casework.StepFearOfReturn, Outcome: casework.Outcome(m.of("settled")), At: day}}
	first.Next.Second = &casework.OtherState{State: casework.Country(m.of("second state")), Desk: "ken-mission"}
	w.stored(t, first.Key, ofCase("case-a"), "open", casework.Command{Kind: casework.KindOpen},
		record.Words{Text: m.of("told"), Opening: &record.Opening{Operation: "op-1", Person: m.person()}})
	w.write(t, first, clocks...)
	return first
}

// tellFacts writes what a case knows, and what was said about it.
func (m *marker) tellFacts(t *testing.T, w *env, after casework.Change) casework.Change {
	t.Helper()
	c := next(after, casework.KindReport)
	c.Facts = []casework.Fact{{Name: casework.FactName(m.of("fact")), Value: m.of("value"), At: c.At, By: c.By, Key: c.Key}}
	c.Consents = []casework.ConsentGiven{{
		Consent: casework.Consent(m.of("consent")), At: c.At, Mode: casework.Mode(m.of("mode")), Language: m.of("language"), Key: c.Key,
	}}
	c.Waivers = []casework.WaiverGiven{{Gate: "G12", Conditions: []casework.ConditionID{casework.ConditionID(m.of("condition"))}, At: c.At, By: c.By, Key: c.Key}}
	c.Holds = []casework.HoldChange{{Hold: casework.Hold{ID: "hold-1", Kind: m.of("hold"), Since: c.At, ReviewBy: c.At.AddDate(0, 1, 0), By: c.By}}}
	c.Grants = []casework.Grant{{
		ID: 1, Agency: "ngo", Desk: "ngo-desk", Classes: []casework.Class{casework.Class(m.of("opened"))}, Purpose: casework.Purpose(m.of("what for")),
		Consent: casework.Consent(m.of("rests on")), Since: c.At, Until: c.At.AddDate(0, 1, 0), By: c.By, Key: c.Key,
	}}
	c.Entries = []casework.Entry{{Code: casework.EntryEvent, Detail: m.of("event")}, {Code: casework.EntryHoldSet, Detail: m.of("hold set")}}
	c.Next.Facts = append(c.Next.Facts, c.Facts...)
	c.Next.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: c.At, By: c.By}
	w.stored(t, c.Key, ofCase("case-a"), "report", casework.Command{Kind: casework.KindReport, Event: casework.Event(m.mark(&m.unread, "event asked"))}, record.Words{
		Text: m.of("report"), Person: &record.Person{Place: m.of("new place")},
	})
	m.personal = without(m.personal, "place", "new place") // only the text of the opening has the first place
	w.write(t, c)
	return c
}

// without takes out the mark for what, which another one has replaced.
func without(marks []string, what, by string) []string {
	for i, one := range marks {
		if strings.HasSuffix(one, " "+what) && !strings.HasSuffix(one, " "+by) {
			return append(marks[:i:i], marks[i+1:]...)
		}
	}
	return marks
}

// tellTask votes on a task, pauses it, and decides it.
func (m *marker) tellTask(t *testing.T, w *env, after casework.Change) casework.Change {
	t.Helper()
	c := next(after, casework.KindDecide)
	one := task(casework.StepDetermination, 1, "tha-panel", c.At)
	one.State = casework.Country(m.of("asked state"))
	one.Votes = []casework.Vote{{By: c.By, Outcome: casework.Outcome(m.of("vote")), Ref: m.of("voted ref"), At: c.At, Key: c.Key}}
	one.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: c.At, By: c.By}
	c.Opened = []casework.Task{one}
	w.write(t, c)
	open := next(c, casework.KindTick)
	second := task(casework.StepScreening, 2, "tha-screener", c.At)
	open.Opened = []casework.Task{second}
	w.write(t, open)

	last := decided(open, second, casework.Outcome(m.of("outcome")))
	last.Decisions[0].State, last.Decisions[0].Ref = casework.Country(m.of("deciding state")), m.of("decision ref")
	last.Entries = []casework.Entry{{
		Code: casework.EntryDecided, Step: second.Step, Task: second.ID, Outcome: casework.Outcome(m.of("entry outcome")), Desk: second.Desk, Detail: m.of("entry detail"),
	}}
	w.write(t, last)
	return last
}

// tellPapers writes what comes with decisions.
func (m *marker) tellPapers(t *testing.T, w *env, after casework.Change) {
	t.Helper()
	settle := func(step casework.Step, outcome casework.Outcome, words record.Words) {
		one := task(step, 1, "tha-screener", after.At)
		opened := next(after, casework.KindTick)
		opened.Opened = []casework.Task{one}
		w.write(t, opened)
		last := decided(opened, one, outcome)
		w.stored(t, last.Key, ofCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: one.ID}, words)
		w.write(t, last)
		after = last
	}
	settle(casework.StepTravelDocument, casework.Issued, record.Words{
		Text:     m.of("reasons"),
		Document: &record.Document{Type: m.of("type"), Number: m.of("passport"), MRZ: m.of("mrz"), Hash: m.of("hash")},
		Score: &record.Score{Answers: map[string]string{"q1": m.of("answer")}, Marks: reintegration.Score{
			Questionnaire: m.mark(&m.operational, "questionnaire"), Version: 1,
			Dimensions: []reintegration.DimensionMark{{Dimension: reintegration.Dimension(m.of("mark"))}},
		}},
	})
	settle(casework.FollowUp("1w"), casework.Missed, record.Words{Try: &record.ContactTry{
		Tried: []record.Way{record.Way(m.of("tried"))}, Reached: record.Way(m.of("reached")), Next: m.of("next"), NextWay: record.Way(m.of("next way")),
	}})
	settle(casework.StepPlan, casework.Agreed, record.Words{Contact: &record.Contact{
		Callers: []casework.DeskKind{casework.DeskKind(m.of("callers"))}, Ways: []record.Way{record.Way(m.of("ways"))}, Times: []record.Daytime{record.Daytime(m.of("times"))},
		AskFor: m.of("asked for"), SayAs: m.of("said as"), Phone: m.of("agreed phone"),
	}, Plan: &record.Plan{
		Dimensions: []string{m.of("dimension")}, Text: m.of("plan"), Items: []record.Item{{Kind: m.of("item"), Text: m.of("owes")}},
	}})
}

// tellCommands leaves a pending, a settled and a refused command.
func (m *marker) tellCommands(t *testing.T, w *env) {
	t.Helper()
	for _, key := range []casework.Key{"pending", "settled", "refused"} {
		w.stored(t, key, ofCase("case-a"), "decide", casework.Command{Outcome: casework.Outcome(m.mark(&m.unread, "args"))}, record.Words{Text: m.mark(&m.unread, "words")})
	}
	answer, err := json.Marshal(map[string]string{"task": m.of("answered")})
	require.NoError(t, err)
	_, err = w.SettleCommand(t.Context(), "settled", answer)
	require.NoError(t, err)
	details, err := json.Marshal([]string{m.of("unmet")})
	require.NoError(t, err)
	_, err = w.RefuseCommand(t.Context(), "refused", fault.GateClosed, m.of("message"), details)
	require.NoError(t, err)
}

func (m *marker) tellMovement(t *testing.T, w *env) {
	t.Helper()
	w.stored(t, "plan-move-1", record.Target{Kind: record.TargetMovement, Ref: "move-1"}, "plan", movement.Command{}, record.Words{Text: m.of("trip")})
	c := planned("move-1", "plan-move-1")
	c.Next.Legs[0].From, c.Next.Legs[0].To = movement.Location(m.of("from")), movement.Location(m.of("to"))
	c.Passengers = []movement.Passenger{{
		Case: "case-a", Block: "case-a", State: movement.Off, Why: movement.Why(m.of("why")), Since: day,
		Need: movement.Need{Medical: true}, Outcome: casework.Outcome(m.of("arrival")), Document: m.of("document ref"),
	}}
	c.Entries[0].Detail, c.Entries[0].Gates = m.of("trip detail"), []casework.GateID{casework.GateID(m.of("gate"))}
	c.Order = []movement.Ranked{{Block: "case-a", Need: movement.Need{AtRisk: true}, Because: movement.Why(m.of("because"))}}
	require.NoError(t, w.WriteMovement(t.Context(), c))
}

// readAll reads everything that can be read, and gives it as JSON, which leaves nothing out.
func readAll(t *testing.T, w *postgres.Store) string {
	t.Helper()
	ctx := t.Context()
	var out strings.Builder
	say := func(v any, err error) {
		t.Helper()
		require.NoError(t, err)
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(append(raw, 10))
	}
	say(w.Case(ctx, "case-a"))
	say(w.Case(ctx, "case-0001"))
	say(w.CaseState(ctx, "case-a"))
	say(w.Timeline(ctx, record.TimelineFilter{Case: "case-a", Page: record.Page{Limit: record.MaxLimit}}))
	say(w.Facts(ctx, "case-a"))
	say(w.Consents(ctx, "case-a"))
	say(w.Waivers(ctx, "case-a"))
	say(w.Holds(ctx, "case-a"))
	say(w.Grants(ctx, record.GrantFilter{To: "ngo"}))
	say(w.Decisions(ctx, "case-a"))
	say(w.Reintegration(ctx, "case-a"))
	say(w.Contact(ctx, "case-a"))
	say(w.Tasks(ctx, record.TaskFilter{Case: "case-a"}))
	say(w.Tasks(ctx, record.TaskFilter{Case: "case-a", Status: record.TaskDecided}))
	say(w.Task(ctx, "case-a", "determination#1"))
	say(w.Commands(ctx, record.CommandFilter{}))
	say(w.SavedViews(ctx, record.CaseList, "acc-screener", "tha-screener"))
	say(w.Wordings(ctx, record.WordingFilter{}))
	say(w.Operation(ctx, "op-1"))
	say(w.List(ctx, "list-1"))
	say(w.ListRows(ctx, record.ListRowFilter{List: "list-1"}))
	say(w.WaitingRows(ctx, "list-1", 0, 9))
	say(w.Movement(ctx, "move-1"))
	say(w.MovementTimeline(ctx, "move-1", false, record.Page{}))
	say(w.PassengerPlaces(ctx, "case-a"))
	say(w.FairOrders(ctx, "move-1"))
	say(w.Notices(ctx, record.NoticeFilter{}))
	say(w.TakePending(ctx, 10, time.Second, time.Second))
	return out.String()
}

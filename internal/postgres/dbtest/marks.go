package dbtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

// Mark is in every mark that a Marker makes, and in nothing else.
const Mark = "Zzyzx"

// Marker makes marks, each once, and remembers them by what may be found where.
type Marker struct {
	Personal    []string // in no dump, and to be read through the store
	Unread      []string // in no dump, and in no read of the store
	Operational []string // class B: in every dump
}

func (m *Marker) mark(into *[]string, what string) string {
	made := fmt.Sprintf("%s-%02d %s", Mark, len(m.Personal)+len(m.Unread)+len(m.Operational), what)
	*into = append(*into, made)
	return made
}

// Of makes a mark of a personal value.
func (m *Marker) Of(what string) string { return m.mark(&m.Personal, what) }

// Person makes a person whose values are all marked.
func (m *Marker) Person() record.Person {
	return record.Person{
		Name: m.Of("name"), NativeName: m.Of("native"), Sex: person.Sex(m.Of("sex")), Nationality: m.Of("nation"),
		NationalityRaw: m.Of("raw"), DocumentNumber: m.Of("number"), Languages: m.Of("languages"), Phone: m.Of("phone"),
		Place: m.Of("place"), Remark: m.Of("remark"), Birth: birth.Date{AsWritten: m.Of("birth"), Precision: birth.PrecisionNone},
	}
}

// TellAll writes a personal value in every place that can hold one.
func TellAll(t *testing.T, w *Env, m *Marker) {
	t.Helper()
	m.TellOperation(t, w)
	opened := m.tellOpening(t, w)
	m.tellBatch(t, w)
	last := m.tellFacts(t, w, opened)
	last = m.tellTask(t, w, last)
	m.tellOrder(t, w, m.tellCorrection(t, w, m.tellPapers(t, w, last)))
	m.tellCommands(t, w)
	m.tellMovement(t, w)
	m.tellOffice(t, w)
	m.tellErasure(t, w)
	m.tellReading(t, w)
}

// tellBatch has a batch wait for a second person, with reasons.
func (m *Marker) tellBatch(t *testing.T, w *Env) {
	t.Helper()
	require.NoError(t, w.ProposeBatch(t.Context(), record.Batch{
		Ref: "batch-1", By: Screener(), At: Day, Until: Day.Add(time.Hour), Alone: 10, Digest: strings.Repeat("0f", 32),
		Items: []record.BatchItem{{Case: "case-a", Task: "determination#1", Version: 1, Outcome: casework.Refer, Body: record.BatchBody{
			Key: "k", Decision: json.RawMessage(`{"reasons":"` + m.mark(&m.Unread, "batch") + `"}`),
		}}},
	}))
}

// tellReading has an officer explain what was read.
func (m *Marker) tellReading(t *testing.T, w *Env) {
	t.Helper()
	w.Super(t, `insert into app.reading_reviews (ref, account, desk, agency, role, to_desk, to_agency, corridor, version, kind, value, hours, files, state, began_at)
		values ('review-1', 'acc-screener', 'tha-screener', 'tha-msdhs', 'screener', 'tha-coordination', 'tha-social', 'tha-idn', 1, 'origin', 'IDN', 1, 10, 'unexplained', '2026-11-21T12:00:00Z')`)
	require.NoError(t, w.ExplainReading(principal.With(t.Context(), Officer(Screener(), "THA")), record.ReadingExplanation{Ref: "review-1", Text: m.Of("explanation"), Key: "acc-screener/explain"}))
}

// tellErasure has the erasure of case-a asked for, with reasons.
func (m *Marker) tellErasure(t *testing.T, w *Env) {
	t.Helper()
	_, asked := Erasing(t, erasure.Erasure{Ref: "erase-1"}, erasure.KindRequest, Protector("first"))
	w.Stored(t, asked.Key, record.Target{Kind: record.TargetErasure, Ref: asked.Ref}, "request", erasure.Command{Kind: erasure.KindRequest, Case: "case-a", Basis: asked.Next.Basis},
		record.Words{Text: m.Of("why erased")})
	require.NoError(t, w.WriteErasure(t.Context(), asked))
}

func (m *Marker) tellOffice(t *testing.T, w *Env) {
	t.Helper()
	ctx := principal.With(t.Context(), Officer(Screener(), "THA"))
	require.NoError(t, w.Front.SaveView(ctx, record.SavedView{
		ID: "view1", Account: "acc-screener", Desk: "tha-screener", List: record.CaseList, Name: m.Of("view"), Query: "stage=rescue",
	}))
	w.Super(t,
		`insert into app.agencies (id, name, country) values ('tha-msdhs', '', 'THA') on conflict do nothing`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('tha-screener', 'tha-msdhs', 'screener', '', 'THA', '', 'Asia/Bangkok') on conflict do nothing`,
		`insert into app.accounts (id, desk, agency, roles, active) values ('acc-screener', 'tha-screener', 'tha-msdhs', '{screener}', true) on conflict do nothing`,
	)
	d := DraftOf("draft1", "/desk/cases/open", "", Day)
	d.Fields = record.Fields{"words": {m.mark(&m.Unread, "draft")}}
	_, err := w.Front.SaveDraft(ctx, d, 9)
	require.NoError(t, err)
	require.NoError(t, w.Front.SaveWording(ctx, record.WordingProposal{
		Wording: record.Wording{Language: "my", Key: "nav.cases"}, ID: "wording1", Account: "acc-screener", Desk: "tha-screener",
		Text: m.Of("wording"), Note: m.Of("wording note"), Compared: "0123456789abcdef", At: Day, State: record.WordingOpen,
	}, 9))
}

// TellOperation writes an operation and its list, with a marked value in every place that can hold one.
func (m *Marker) TellOperation(t *testing.T, w *Env) {
	t.Helper()
	target := record.Target{Kind: record.TargetOperation, Ref: "op-1"}
	w.Stored(t, "open-op-1", target, "open", operation.Command{}, record.Words{Text: m.Of("operation")})
	op := w.OpenOperation(t, "op-1")
	w.Stored(t, "pause-op-1", target, "pause", operation.Command{}, record.Words{Text: m.mark(&m.Unread, "why paused")})
	pause := After(op, operation.KindPause, "pause-op-1")
	_, err := w.WriteOperation(t.Context(), pause)
	require.NoError(t, err)

	list := record.List{
		Ref: "list-1", Operation: "op-1", Name: m.Of("list") + ".csv", Author: m.mark(&m.Operational, "author"), Hash: Zeros(), At: Day,
		By: Screener(), Key: "list-1",
	}
	row := func(line int) roster.Row {
		return roster.Row{Line: line, Raw: []string{m.Of("cell"), m.Of("cell")}, Name: person.NewName(m.Of("listed")), Phone: m.Of("listed phone"), Problems: []flaw.Code{flaw.NameAlone}}
	}
	content := roster.List{
		Rows: []roster.Row{row(2), row(3)}, Columns: []roster.Column{{Heading: m.Of("heading")}},
		Unreadable:     []roster.Unreadable{{Line: 4, Raw: []string{m.Of("unreadable")}, Problem: flaw.TooManyCells}},
		OtherLines:     []roster.OtherLine{{Line: 1, Raw: []string{m.Of("title")}, Kind: roster.TitleLine}},
		Reconciliation: roster.Reconciliation{Unresolved: []roster.Spelling{{AsWritten: m.Of("spelling"), Rows: 2}}},
	}
	_, err = w.SaveList(t.Context(), list, content)
	require.NoError(t, err)
	tellAnswer(t, w, content.Reconciliation)
	confirm := After(pause, operation.KindConfirmList, "confirm")
	confirm.List = "list-1"
	_, err = w.WriteOperation(t.Context(), confirm)
	require.NoError(t, err)
	first, clocks := Opened("case-0001") // one row becomes a case, the other waits
	w.Write(t, first, clocks...)
}

// tellAnswer has an officer say that the first row of the list is as it was read.
func tellAnswer(t *testing.T, w *Env, counted roster.Reconciliation) {
	t.Helper()
	contents, err := w.ListContents(t.Context(), "list-1")
	require.NoError(t, err)
	answer := record.ListAnswer{
		List: "list-1", Problem: string(flaw.NameAlone), Choice: doubt.AsRead, At: Day, By: Screener(), Key: "answer-list-1", Hash: Zeros(),
	}
	_, err = w.AnswerList(t.Context(), answer, contents.Rows, func(lines record.ListLines) (record.ListDecision, error) {
		first := lines.Lines[0]
		first.Now = &doubt.Answered{Row: *first.Read, Answers: []doubt.Answer{{Problem: flaw.NameAlone, Choice: doubt.AsRead, Number: 1}}}
		return record.ListDecision{Rows: 1, Changed: []record.ListLine{first}, Reconciliation: counted}, nil
	})
	require.NoError(t, err)
}

// tellOpening opens case-a, whose state has every value that a state can have.
func (m *Marker) tellOpening(t *testing.T, w *Env) casework.Change {
	t.Helper()
	first, clocks := Opened("case-a")
	first.Entries[0].Detail = m.Of("opened")
	first.Next.Settlements = []casework.Settlement{{Step: casework.StepFearOfReturn, Outcome: casework.Outcome(m.Of("settled")), At: Day}}
	first.Next.Second = &casework.OtherState{State: casework.Country(m.Of("second state")), Desk: "ken-mission"}
	w.Stored(t, first.Key, OfCase("case-a"), "open", casework.Command{Kind: casework.KindOpen},
		record.Words{Text: m.Of("told"), Opening: &record.Opening{Operation: "op-1", Person: m.Person()}})
	w.Write(t, first, clocks...)
	return first
}

// tellFacts writes what a case knows, and what was said about it.
func (m *Marker) tellFacts(t *testing.T, w *Env, after casework.Change) casework.Change {
	t.Helper()
	c := Next(after, casework.KindReport)
	c.Facts = []casework.Fact{{Name: casework.FactName(m.Of("fact")), Value: m.Of("value"), At: c.At, By: c.By, Key: c.Key}}
	c.Consents = []casework.ConsentGiven{{
		Consent: casework.Consent(m.Of("consent")), At: c.At, Mode: casework.Mode(m.Of("mode")), Language: m.Of("language"), Key: c.Key,
	}}
	c.Waivers = []casework.WaiverGiven{{Gate: "G12", Conditions: []casework.ConditionID{casework.ConditionID(m.Of("condition"))}, At: c.At, By: c.By, Key: c.Key}}
	c.Holds = []casework.HoldChange{{Hold: casework.Hold{ID: "hold-1", Kind: m.Of("hold"), Since: c.At, ReviewBy: c.At.AddDate(0, 1, 0), By: c.By}}}
	c.Grants = []casework.Grant{{
		ID: 1, Agency: "ngo", Desk: "ngo-desk", Classes: []casework.Class{casework.Class(m.Of("opened"))}, Purpose: casework.Purpose(m.Of("what for")),
		Consent: casework.Consent(m.Of("rests on")), Since: c.At, Until: c.At.AddDate(0, 1, 0), By: c.By, Key: c.Key,
	}}
	c.Entries = []casework.Entry{{Code: casework.EntryEvent, Detail: m.Of("event")}, {Code: casework.EntryHoldSet, Detail: m.Of("hold set")}}
	c.Next.Facts = append(c.Next.Facts, c.Facts...)
	c.Next.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: c.At, By: c.By}
	w.Stored(t, c.Key, OfCase("case-a"), "report", casework.Command{Kind: casework.KindReport, Event: casework.Event(m.mark(&m.Unread, "event asked"))}, record.Words{
		Text: m.Of("report"), Person: &record.Person{Place: m.Of("new place")},
	})
	m.Personal = without(m.Personal, "place", "new place") // only the text of the opening has the first place
	w.Write(t, c)
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

package dbtest

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
)

// tellTask votes on a task, pauses it, and decides it.
func (m *Marker) tellTask(t *testing.T, w *Env, after casework.Change) casework.Change {
	t.Helper()
	c := Next(after, casework.KindDecide)
	one := Task(casework.StepDetermination, 1, "tha-panel", c.At)
	one.State = casework.Country(m.Of("asked state"))
	one.Votes = []casework.Vote{{By: c.By, Outcome: casework.Outcome(m.Of("vote")), Ref: m.Of("voted ref"), At: c.At, Key: c.Key}}
	one.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: c.At, By: c.By}
	c.Opened = []casework.Task{one}
	w.Write(t, c)
	open := Next(c, casework.KindTick)
	second := Task(casework.StepScreening, 2, "tha-screener", c.At)
	open.Opened = []casework.Task{second}
	w.Write(t, open)

	last := Decided(open, second, casework.Outcome(m.Of("outcome")))
	last.Decisions[0].State, last.Decisions[0].Ref = casework.Country(m.Of("deciding state")), m.Of("decision ref")
	last.Entries = []casework.Entry{{
		Code: casework.EntryDecided, Step: second.Step, Task: second.ID, Outcome: casework.Outcome(m.Of("entry outcome")), Desk: second.Desk, Detail: m.Of("entry detail"),
	}}
	w.Write(t, last)
	return last
}

// tellPapers writes what comes with decisions, and returns the last change.
func (m *Marker) tellPapers(t *testing.T, w *Env, after casework.Change) casework.Change {
	t.Helper()
	settle := func(step casework.Step, outcome casework.Outcome, words record.Words) {
		one := Task(step, 1, "tha-screener", after.At)
		opened := Next(after, casework.KindTick)
		opened.Opened = []casework.Task{one}
		w.Write(t, opened)
		last := Decided(opened, one, outcome)
		w.Stored(t, last.Key, OfCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: one.ID}, words)
		w.Write(t, last)
		after = last
	}
	settle(casework.StepTravelDocument, casework.Issued, record.Words{
		Text:     m.Of("reasons"),
		Document: &record.Document{Type: m.Of("type"), Number: m.Of("passport"), MRZ: m.Of("mrz"), Hash: m.Of("hash")},
		Score: &record.Score{Answers: map[string]string{"q1": m.Of("answer")}, Marks: reintegration.Score{
			Questionnaire: m.mark(&m.Operational, "questionnaire"), Version: 1,
			Dimensions: []reintegration.DimensionMark{{Dimension: reintegration.Dimension(m.Of("mark"))}},
		}},
	})
	settle(casework.FollowUp("1w"), casework.Missed, record.Words{Try: &record.ContactTry{
		Tried: []record.Way{record.Way(m.Of("tried"))}, Reached: record.Way(m.Of("reached")), Next: m.Of("next"), NextWay: record.Way(m.Of("next way")),
	}})
	settle(casework.StepPlan, casework.Agreed, record.Words{Contact: &record.Contact{
		Callers: []casework.DeskKind{casework.DeskKind(m.Of("callers"))}, Ways: []record.Way{record.Way(m.Of("ways"))}, Times: []record.Daytime{record.Daytime(m.Of("times"))},
		AskFor: m.Of("asked for"), SayAs: m.Of("said as"), Phone: m.Of("agreed phone"),
	}, Plan: &record.Plan{
		Dimensions: []string{m.Of("dimension")}, Text: m.Of("plan"), Items: []record.Item{{Kind: m.Of("item"), Text: m.Of("owes")}},
	}})
	return after
}

// tellCommands leaves a pending, a settled and a refused command.
func (m *Marker) tellCommands(t *testing.T, w *Env) {
	t.Helper()
	for _, key := range []casework.Key{"pending", "settled", "refused"} {
		w.Stored(t, key, OfCase("case-a"), "decide", casework.Command{Outcome: casework.Outcome(m.mark(&m.Unread, "args"))}, record.Words{Text: m.mark(&m.Unread, "words")})
	}
	answer, err := json.Marshal(map[string]string{"task": m.Of("answered")})
	require.NoError(t, err)
	_, err = w.SettleCommand(t.Context(), "settled", answer)
	require.NoError(t, err)
	details, err := json.Marshal([]string{m.Of("unmet")})
	require.NoError(t, err)
	_, err = w.RefuseCommand(t.Context(), "refused", fault.GateClosed, m.Of("message"), details)
	require.NoError(t, err)
}

func (m *Marker) tellMovement(t *testing.T, w *Env) {
	t.Helper()
	w.Stored(t, "plan-move-1", record.Target{Kind: record.TargetMovement, Ref: "move-1"}, "plan", movement.Command{}, record.Words{Text: m.Of("trip")})
	c := Planned("move-1", "plan-move-1")
	c.Next.Legs[0].From, c.Next.Legs[0].To = movement.Location(m.Of("from")), movement.Location(m.Of("to"))
	c.Passengers = []movement.Passenger{{
		Case: "case-a", Block: "case-a", State: movement.Off, Why: movement.Why(m.Of("why")), Since: Day,
		Need: movement.Need{Medical: true}, Outcome: casework.Outcome(m.Of("arrival")), Document: m.Of("document ref"),
	}}
	c.Entries[0].Detail, c.Entries[0].Gates = m.Of("trip detail"), []casework.GateID{casework.GateID(m.Of("gate"))}
	c.Order = []movement.Ranked{{Block: "case-a", Need: movement.Need{AtRisk: true}, Because: movement.Why(m.Of("because"))}}
	require.NoError(t, w.WriteMovement(t.Context(), c))
}

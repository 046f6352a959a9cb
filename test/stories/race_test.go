package stories_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestTwoOfficersDecideAtOnce: both have the same request open and answer at the same moment. One
// wins; the other gets the decision in the refusal. This holds for every pair.
func TestTwoOfficersDecideAtOnce(t *testing.T) {
	s := begin(t)
	for range 5 {
		her := s.burmese()
		task, first := her.asked(casework.StepTriage)
		officers := []officer{first, first.colleague()}
		said := []casework.Outcome{casework.Green, casework.Red}
		receipts, refusals := make([]wire.Receipt, 2), make([]error, 2)
		var both sync.WaitGroup
		for i := range officers {
			c := s.as(officers[i])
			both.Go(func() {
				receipts[i], refusals[i] = c.DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, wire.TaskDecision{Outcome: said[i]})
			})
		}
		both.Wait()
		won, lost := 0, 1
		if refusals[0] != nil {
			won, lost = 1, 0
		}
		s.settled(officers[won], receipts[won], refusals[won])
		problem := s.refused(refusals[lost], fault.Decided)
		require.Equal(t, 409, problem.Status)
		require.Equal(t, said[won], problem.Decided.Outcome)
		require.Equal(t, first.desk, problem.Decided.Desk)
		require.False(t, problem.Decided.At.IsZero())

		_, err := s.as(officers[lost]).DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, wire.TaskDecision{Outcome: said[lost]})
		s.refused(err, fault.Decided)
		require.Len(t, her.triageAnswers(), 1)
	}
}

func (her *survivor) triageAnswers() []wire.TimelineEntry {
	her.t.Helper()
	var out []wire.TimelineEntry
	for _, line := range her.past(her.at("tha-medical-bangkok")) {
		if line.Code == string(casework.EntryDecided) && line.Step == "triage" {
			out = append(out, line)
		}
	}
	return out
}

// TestSentTwice: the same key with the same request is carried out once and answered the same;
// with another request it is refused. Without a version nothing is decided, with an old one neither.
func TestSentTwice(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	task, doctor := her.asked(casework.StepTriage)
	c, ref := s.as(doctor), her.ref
	green := wire.TaskDecision{Outcome: casework.Green, Reasons: "well enough"}

	_, err := c.DecideTask(t.Context(), once(), ref, task.Name, green)
	s.refused(err, fault.NoVersion)
	_, err = c.DecideTask(t.Context(), seen(task.Version+1), ref, task.Name, green)
	s.refused(err, fault.Stale)

	intent := seen(task.Version)
	receipt, err := c.DecideTask(t.Context(), intent, ref, task.Name, green)
	first := s.settled(doctor, receipt, err)
	receipt, err = c.DecideTask(t.Context(), intent, ref, task.Name, green)
	again := s.settled(doctor, receipt, err)
	require.Equal(t, first.Case.Seq, again.Case.Seq)
	require.Equal(t, first.ReceivedAt, again.ReceivedAt)
	require.False(t, first.Case.Repeated)
	require.True(t, again.Case.Repeated)
	_, err = c.DecideTask(t.Context(), intent, ref, task.Name, wire.TaskDecision{Outcome: casework.Red, Reasons: "well enough"})
	s.refused(err, fault.KeyReused)

	// The key is the sender's own: a colleague may use the same one for something else.
	claim, err := s.as(s.at("tha-registrar-bangkok")).ClaimTask(t.Context(), client.Intent{Key: intent.Key}, ref, "register.1")
	s.settled(s.at("tha-registrar-bangkok"), claim, err)
	require.Len(t, her.triageAnswers(), 1)
}

package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// TestNoDeskAnswers: in a corridor with budgets of seconds, no desk answers. The escalation reaches level
// after level, each with a notice to a higher office, and the case stays open and waits: a missing answer
// never ends a case. A paused clock does not escalate.
func TestNoDeskAnswers(t *testing.T) {
	s := begin(t)
	her := s.opens("phnompenh", wire.CaseOpening{
		Host: "KHM", Origin: "VNM", Custodian: "state", Age: "adult",
		Person: wire.PersonInput{Name: "Nguyen Thi Lan", Sex: "F", Nationality: "VNM"},
	})
	triage, doctor := her.asked(casework.StepTriage)
	receipt, err := s.as(doctor).PauseTask(t.Context(), once(), her.ref, triage.Name, wire.PauseRequest{Cause: casework.CauseMedical})
	s.settled(doctor, receipt, err)

	rungs := []string{"digest_line", "reminder", "head_of_desk", "ministry_focal_point", "national_coordinator"}
	her.looksUntil("the ladder has been climbed", func() bool { return len(her.climbed("register")) == len(rungs) })
	require.Equal(t, rungs, her.climbed("register"))
	require.Empty(t, her.climbed("triage"), "a clock that stands still climbs nothing")

	var told []notice
	for _, n := range s.notices(her.ref) {
		if n.Kind == string(casework.NoticeEscalation) {
			told = append(told, n)
		}
	}
	require.Equal(t, []notice{
		{"ladder_rung", "khm-registrar-phnompenh", "digest_line"},
		{"ladder_rung", "khm-registrar-phnompenh", "reminder"},
		{"ladder_rung", "khm-registrar-phnompenh", "head_of_desk"},
		{"ladder_rung", "khm-focal", "ministry_focal_point"},
		{"ladder_rung", "khm-coordination", "national_coordinator"},
	}, told)

	waiting, _ := her.asked(casework.StepRegister)
	require.Positive(t, waiting.OverdueSeconds)
	require.Equal(t, 1, her.now().OverdueTasks)
	require.False(t, her.now().Closed)

	receipt, err = s.as(doctor).ResumeTask(t.Context(), once(), her.ref, triage.Name)
	s.settled(doctor, receipt, err)
	her.looksUntil("the other clock runs on", func() bool { return len(her.climbed("triage")) > 0 })
	her.decides(casework.StepRegister, casework.Registered)
	require.Len(t, her.climbed("register"), len(rungs), "who answers late has answered")
	her.remember("ladder")
}

// climbed are the rungs that a request has climbed, in their order.
func (her *survivor) climbed(step string) []string {
	her.t.Helper()
	var out []string
	for _, line := range her.lines(casework.EntryEscalated) {
		if line.Step == step {
			out = append(out, line.Detail)
		}
	}
	return out
}

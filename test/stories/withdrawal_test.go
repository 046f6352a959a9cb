package stories_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

// TestSheChangesHerMind: she has a ticket and withdraws her consent to the return. The result is the same as
// its preview: everything is undone in reverse order, receivers of her data are asked to delete them, acts
// that cannot be undone are listed, and her case continues.
func TestSheChangesHerMind(t *testing.T) {
	s := begin(t)
	her, flight := s.withTicket()
	preview := her.previews("C9")
	her.withdraws("C9")
	her.isUndone(flight, preview)
	her.goesOn()
	her.remember("withdrawal")
	flight.remember("withdrawal-flight")
}

// withTicket runs the story up to the ticket.
func (s *story) withTicket() (*survivor, *trip) {
	s.t.Helper()
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.isCleared()
	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 50, 2*time.Hour)
	flight.becomes(flight.holds(her), "held", her)
	flight.becomes(flight.tickets(), "ticketed", her)
	return her, flight
}

// previews returns what would happen. Nothing is changed.
func (her *survivor) previews(consents ...casework.Consent) wire.WithdrawalPreview {
	her.t.Helper()
	before := her.now().Seq
	preview, err := her.as(her.caseworker).PreviewWithdrawal(her.t.Context(), her.ref, wire.PreviewWithdrawalParams{Consent: consents})
	her.fine(err)
	require.Equal(her.t, before, her.now().Seq)
	return preview
}

func (her *survivor) withdraws(consents ...casework.Consent) {
	her.t.Helper()
	receipt, err := her.as(her.caseworker).WithdrawConsents(her.t.Context(), once(), her.ref, wire.ConsentWithdrawal{Consents: consents})
	her.settled(her.caseworker, receipt, err)
}

// isUndone wants what was previewed to have happened, each act once and the last done first.
func (her *survivor) isUndone(flight *trip, preview wire.WithdrawalPreview) {
	her.t.Helper()
	var kinds []string
	for _, u := range preview.Undoes {
		kinds = append(kinds, u.Kind)
	}
	require.Equal(her.t, []string{"ticket", "seat", "handover_package", "reception", "fine_waiver", "exit_permit"}, kinds, "in reverse of how it was done")

	her.looksUntil("the flight has taken her off", func() bool {
		return !slices.ContainsFunc(her.now().Undo, func(u wire.UndoLine) bool {
			return u.State == "ordered" && u.Kind != "reception" && u.Kind != "handover_package"
		})
	})
	states := map[string]string{}
	for _, u := range her.now().Undo {
		states[u.Kind] = string(u.State)
	}
	require.Equal(her.t, "done", states["ticket"])
	require.Equal(her.t, "done", states["seat"])
	require.Equal(her.t, "done", states["exit_permit"])
	require.Equal(her.t, "left", states["fine_waiver"], "a waiver cannot be given back; it is named")
	require.Equal(her.t, "ordered", states["handover_package"])
	require.Equal(her.t, "ordered", states["reception"], "the receiver has still to say that it has deleted what it was given")
	require.Equal(her.t, "armed", states["verification"], "what rests on another consent stays")

	var ordered, undone []string
	for _, line := range her.past(her.supervisor) {
		code := casework.EntryCode(line.Code)
		if code == casework.EntryUndone {
			undone = append(undone, line.Detail)
		}
		if code == casework.EntryUndone || code == casework.EntryUndoOrdered || code == casework.EntryCannotUndo {
			ordered = append(ordered, line.Step)
		}
	}
	require.Equal(her.t, []string{"ticket", "seat", "reception", "reception", "fine_waiver", "exit_permit"}, ordered[:6], "of the reception, the package that was handed over and the request itself")
	require.Equal(her.t, []string{"exit_permit", "ticket", "seat"}, undone, "each once: a notice at once, then the movement, the last done first")

	place := flight.place(her)
	require.Equal(her.t, movement.Off, place.State)
	require.Equal(her.t, movement.WhyWithdrawn, movement.Why(place.Why))
	require.Zero(her.t, flight.now().Sold)

	withdrawn := her.lines(casework.EntryWithdrawn)
	require.Len(her.t, withdrawn, 1)
	require.ElementsMatch(her.t, names(preview.Recalls), her.about(casework.EntryTaskRecalled, withdrawn[0].Seq), "what was recalled")
	require.ElementsMatch(her.t, names(preview.Asks), her.about(casework.EntryTaskOpened, withdrawn[0].Seq), "what is asked instead")
	for _, n := range []notice{{"recall_and_delete", "mmr-receiving", ""}, {"stop", "tha-immigration-bangkok", ""}} {
		require.Contains(her.t, her.notices(her.ref), n)
	}
}

// about are the requests of which one change says something.
func (her *survivor) about(code casework.EntryCode, seq int64) []string {
	her.t.Helper()
	var out []string
	for _, line := range her.lines(code) {
		if line.Seq == seq {
			out = append(out, line.Task)
		}
	}
	return out
}

func names(tasks []wire.PreviewTask) []string {
	var out []string
	for _, t := range tasks {
		out = append(out, t.Task)
	}
	return out
}

// goesOn: the receiver attests, and she is asked again for her choice, at a time that she chooses.
func (her *survivor) goesOn() {
	her.t.Helper()
	her.decides(casework.Attest("mmr-receiving"), casework.Attested)
	require.False(her.t, slices.ContainsFunc(her.now().Undo, func(u wire.UndoLine) bool { return u.State == "ordered" }))
	her.decides("tell_survivor/1", casework.Told) // which data were shared and are asked back
	her.decides(casework.StepRiskAssessment, casework.Low)
	require.True(her.t, her.isAsked(casework.StepSolution), "her case is not closed: she is asked what she wants now")
	require.False(her.t, her.isAsked(casework.StepClosure))
	later := time.Now().Add(2 * time.Second)
	her.decides(casework.StepSolution, casework.NotNow, until(later))
	her.decides(casework.StepSolution, casework.Stay) // waits until she is asked again
	her.decides(casework.StepClosure, casework.Closed, because("she stays, in the care of the host state"))
	require.Equal(her.t, casework.StageClosed, her.now().Stage)
}

package stories_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestWhoSeesHer: a doctor opens her file in an emergency, for an hour, and another officer judges
// that; for an officer whom she does not want the case no longer exists.
func TestWhoSeesHer(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	doctor, ref := s.at("tha-medical-bangkok"), her.ref
	for _, far := range []officer{s.at("khm-medical-phnompenh"), s.at("khm-caseworker-phnompenh")} {
		_, err := s.as(far).ShowCase(t.Context(), ref)
		s.refused(err, fault.NotFound)
		_, err = s.as(far).BreakGlass(t.Context(), once(), ref, wire.GlassBreaking{Purpose: "emergency", Reasons: "curious"})
		s.refused(err, fault.NotFound)
	}
	other := s.at("tha-medical-maesot")
	if _, err := s.as(other).ShowCase(t.Context(), ref); err == nil {
		other = doctor
	}
	receipt, err := s.as(other).BreakGlass(t.Context(), once(), ref, wire.GlassBreaking{Purpose: "emergency", Reasons: "unconscious at the door"})
	s.settled(other, receipt, err)
	open, err := s.as(other).ShowCase(t.Context(), ref)
	s.fine(err)
	require.Contains(t, open.Shown, wire.FieldClass("E"))
	require.NotContains(t, open.Shown, wire.FieldClass("D"))

	review, supervisor := her.asked(casework.AccessReview(1))
	receipt, err = s.as(supervisor).DecideTask(t.Context(), seen(review.Version), ref, review.Name, wire.TaskDecision{Outcome: casework.Harm, Reasons: "nobody was ill"})
	s.settled(supervisor, receipt, err)
	_, err = s.as(other).ShowCase(t.Context(), ref)
	s.refused(err, fault.NotFound)
	require.Contains(t, her.unmet("G22"), "no_open_alert")

	found := wire.CaseAccess{}
	s.fine(s.send(her.supervisor, http.MethodGet, "/cases/"+string(ref)+"/access", once(), nil, &found))
	require.Len(t, found.Glass, 1)
	require.Equal(t, casework.Harm, found.Glass[0].Reviewed)
	require.Len(t, found.KeptOut, 1)
}

// The receipt of each write that gives or ends access to a case has the number of that access and, for
// break-glass access, the task of its review. If the write is sent again with the same key, the receipt
// is the same.
func TestReceiptsNameTheAccess(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	ref := her.ref
	her.agrees("C1", "C10")
	her.knows(her.supervisor.desk, "sharing_agreement", "in_force")

	giving, until := once(), time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	body := wire.AccessGiving{Desk: "mmr-reintegration-desk", Classes: []wire.GivenClass{"C"}, Purpose: "reintegration", Consent: "C10", Until: until}
	for range 2 {
		receipt, err := s.as(her.caseworker).GiveAccess(t.Context(), giving, ref, body)
		receipt = s.settled(her.caseworker, receipt, err)
		require.Equal(t, 1, receipt.Case.Access)
	}

	doctor := s.at("tha-medical-maesot")
	receipt, err := s.as(doctor).BreakGlass(t.Context(), once(), ref, wire.GlassBreaking{Purpose: "emergency", Reasons: "unconscious at the door"})
	receipt = s.settled(doctor, receipt, err)
	require.Equal(t, 1, receipt.Case.Access)
	review, _ := her.asked(casework.AccessReview(1))
	require.Equal(t, review.Name, receipt.Case.Task)

	past := her.past(her.caseworker)
	last := past[len(past)-1] // the number that her caseworker sees; the doctor's own counts nothing hidden
	require.Equal(t, doctor.desk, casework.DeskID(last.By.Desk))
	receipt, err = s.as(her.caseworker).ExcludeOfficer(t.Context(), once(), ref, wire.Exclusion{Seq: last.Seq, Words: "she asks"})
	receipt = s.settled(her.caseworker, receipt, err)
	require.Equal(t, 1, receipt.Case.Access)
}

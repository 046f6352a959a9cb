package stories_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestWhoSeesHer: a doctor opens her file in an emergency, for an hour, and somebody else judges
// that; an officer whom she does not want finds no such case any more.
func TestWhoSeesHer(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	doctor, ref := s.at("tha-medical-bangkok"), string(her.ref)
	for _, far := range []officer{s.at("khm-medical-phnompenh"), s.at("khm-caseworker-phnompenh")} {
		_, err := s.as(far).Case(t.Context(), ref)
		s.refused(err, fault.NotFound)
		_, err = s.as(far).BreakGlass(t.Context(), once(), ref, wire.GlassBreaking{Purpose: "emergency", Reasons: "curious"})
		s.refused(err, fault.NotFound)
	}
	other := s.at("tha-medical-maesot")
	if _, err := s.as(other).Case(t.Context(), ref); err == nil {
		other = doctor
	}
	receipt, err := s.as(other).BreakGlass(t.Context(), once(), ref, wire.GlassBreaking{Purpose: "emergency", Reasons: "unconscious at the door"})
	s.settled(other, receipt, err)
	open, err := s.as(other).Case(t.Context(), ref)
	s.fine(err)
	require.Contains(t, open.Shown, wire.FieldClass("E"))
	require.NotContains(t, open.Shown, wire.FieldClass("D"))

	review, supervisor := her.asked(casework.AccessReview(1))
	receipt, err = s.as(supervisor).Decide(t.Context(), seen(review.Version), ref, review.Name, wire.TaskDecision{Outcome: casework.Harm, Reasons: "nobody was ill"})
	s.settled(supervisor, receipt, err)
	_, err = s.as(other).Case(t.Context(), ref)
	s.refused(err, fault.NotFound)
	require.Contains(t, her.unmet("G22"), "no_open_alert")

	found := wire.CaseAccess{}
	s.fine(s.send(her.supervisor, http.MethodGet, "/cases/"+ref+"/access", once(), nil, &found))
	require.Len(t, found.Glass, 1)
	require.Equal(t, casework.Harm, found.Glass[0].Reviewed)
	require.Len(t, found.KeptOut, 1)
}

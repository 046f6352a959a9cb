package access_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/usecasetest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Access is given for a purpose that is the agency's own work, and that the consent was given for.
func TestThePurposeFitsTheAgencyAndTheConsent(t *testing.T) {
	t.Parallel()
	const ref = casework.Ref("case-given")
	o := usecasetest.New(t, noon)
	o.Ask(ref, "tha-ken", 48*time.Hour)
	o.Agree(ref, 24*time.Hour, []casework.Consent{casework.ConsentHandover, casework.ConsentMedical}, casework.Statement{Name: casework.FactLawyerTold, Value: "yes"})
	caseworker := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	request.From(caseworker).ProvenAt = noon
	for name, one := range map[string]struct {
		desk    casework.DeskID
		purpose policy.Purpose
		consent casework.Consent
		field   string
	}{
		"an embassy does not receive":        {"ken-mission-bangkok", policy.ForReception, casework.ConsentHandover, "/purpose"},
		"immigration does not receive":       {"tha-immigration-maesot", policy.ForReception, casework.ConsentHandover, "/purpose"},
		"a receiver does not oversee":        {"ken-receiving", policy.ForOversight, casework.ConsentHandover, "/purpose"},
		"an emergency has its own access":    {"ken-receiving", policy.ForEmergency, casework.ConsentHandover, "/purpose"},
		"an examination is no reception":     {"ken-receiving", policy.ForReception, casework.ConsentMedical, "/consent"},
		"a handover is no police statement":  {"tha-prosecutor-maesot", policy.ForJustice, casework.ConsentHandover, "/consent"},
		"a receiver, for what she agreed to": {"ken-receiving", policy.ForReception, casework.ConsentHandover, ""},
	} {
		_, err := o.GiveAccess(caseworker, ref, "give "+name, access.Terms{
			Desk: one.desk, Classes: []policy.Class{policy.TravelCard}, Purpose: one.purpose, Consent: one.consent, Until: noon.Add(24 * time.Hour),
		})
		if one.field == "" {
			require.Contains(t, []fault.Code{"", fault.GateClosed}, fault.CodeOf(err), name)
			continue
		}
		require.Equal(t, one.field, usecasetest.PointerOf(t, err), name)
	}
}

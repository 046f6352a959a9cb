package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// A grant shows its classes to roles that may see such classes, and ends with the consent.
func TestAGrantShowsWhatItGives(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.agreed()
	until := noon.Add(time.Hour)
	h.accept(casework.Command{
		Key: "give", Kind: casework.KindGiveAccess, Agency: "khm-ngo", Desk: "khm-caseworker-phnompenh", DeskKind: casework.DeskCaseworker,
		Classes: []casework.Class{policy.TravelCard, policy.Contact}, Purpose: policy.ForCasework, Consents: []casework.Consent{casework.ConsentHandover},
		Until: &until, By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-ngo", Role: casework.RoleCaseworker},
	})
	seen := h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as(stranger))
	require.Equal(t, []any{"B", "C-travel", "F"}, seen.at("shown"))
	require.Equal(t, mark+"0991", seen.at("person", "phone"))
	require.Nil(t, seen.at("person", "native_name"))
	require.Nil(t, seen.at("person", "remark"))
	require.Nil(t, seen.at("consents"))
	h.refused(http.StatusForbidden, "denied", post("/cases/"+string(caseRef)+"/consents", m{"consents": []string{"C1"}, "mode": "icons"}).as(stranger))
	h.refused(http.StatusForbidden, "denied", get("/cases/"+string(caseRef)+"/access").as(stranger))
	h.refused(http.StatusNotFound, "not_found", get("/cases/"+string(caseRef)).as("khm-medical-phnompenh medical_officer"))

	grants, ok := h.ok(http.StatusOK, get("/cases/"+string(caseRef)+"/access").as(caseworker)).at("grants").([]any)
	require.True(t, ok)
	require.Equal(t, true, field(t, grants[0], "running"))
	require.Equal(t, []any{"C-travel", "F"}, field(t, grants[0], "classes"))
	h.trail.take()
	preview := h.ok(http.StatusOK, get("/cases/"+string(caseRef)+"/consents/withdrawal?consent=C10").as(caseworker))
	looks := h.trail.take()
	require.Len(t, looks, 1)
	require.Contains(t, looks[0].Classes, policy.Identity, "on which consent a grant rests")
	require.Equal(t, []any{map[string]any{"grant": 1.0, "agency": "khm-ngo", "desk": "khm-caseworker-phnompenh"}}, preview.at("ends"))
	require.Nil(t, preview.at("withheld"))
	h.state.Attempts[casework.StepPlacement] = 1
	near := h.ok(http.StatusOK, get("/cases/"+string(caseRef)+"/consents/withdrawal?consent=C10").as("tha-shelter-maesot shelter_officer"))
	require.Empty(t, near.at("ends"), "to whom her file went is not for everybody who is near her")
	require.Equal(t, true, near.at("withheld"), "but that there is more to be told")

	h.accept(casework.Command{
		Key: "withdraw", Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentHandover},
		By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-ngo", Role: casework.RoleCaseworker},
	})
	seen = h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as(stranger))
	require.Equal(t, []any{"B"}, seen.at("shown"), "which case it was, to delete what it had")
	require.NotContains(t, string(seen.raw), mark)
}

// Access that was given for one purpose does not count for another, and the log has the purpose of the
// grant, also if the caller sends none.
func TestAGrantIsForItsPurpose(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.agreed()
	until := noon.Add(time.Hour)
	give := func(key casework.Key, purpose policy.Purpose, classes ...casework.Class) {
		h.accept(casework.Command{
			Key: key, Kind: casework.KindGiveAccess, Agency: "khm-ngo", Desk: "khm-caseworker-phnompenh", DeskKind: casework.DeskCaseworker,
			Classes: classes, Purpose: purpose, Consents: []casework.Consent{casework.ConsentHandover},
			Until: &until, By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-ngo", Role: casework.RoleCaseworker},
		})
	}
	give("one", policy.ForCare, policy.Contact)
	give("two", policy.ForJustice, policy.TravelCard)
	show := func() request { return get("/cases/" + string(caseRef)).as(stranger) }
	traces := func() map[policy.Purpose][]policy.Class {
		out := map[policy.Purpose][]policy.Class{}
		for _, e := range h.trail.take() {
			out[e.Purpose] = append(out[e.Purpose], e.Classes...)
		}
		return out
	}
	traces()

	seen := h.ok(http.StatusOK, show())
	require.Equal(t, []any{"B", "C-travel", "F"}, seen.at("shown"))
	require.Equal(t, map[policy.Purpose][]policy.Class{policy.ForCare: {policy.Contact}, policy.ForJustice: {policy.TravelCard}}, traces())

	seen = h.ok(http.StatusOK, show().with("Homeward-Purpose", "care"))
	require.Equal(t, []any{"B", "F"}, seen.at("shown"))
	require.Nil(t, seen.at("person", "name"))
	require.Equal(t, mark+"0991", seen.at("person", "phone"))
	require.Equal(t, map[policy.Purpose][]policy.Class{policy.ForCare: {policy.Contact}}, traces())

	h.refused(http.StatusNotFound, "not_found", show().with("Homeward-Purpose", "oversight"))
}

// A read by break-glass access is logged with the purpose of that access.
func TestBreakGlassIsLoggedWithItsPurpose(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{
		Key: "glass", Kind: casework.KindBreakGlass, Purpose: policy.ForEmergency, Reasoned: true, At: noon.Add(-30 * time.Minute),
		By: casework.Actor{Account: medicAccount, Desk: "tha-medical-bangkok", Agency: "tha-health", Role: casework.RoleMedical},
	})
	h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as(otherMedic))
	events := h.trail.take()
	require.Len(t, events, 1)
	require.Equal(t, policy.ForEmergency, events[0].Purpose)
	require.Contains(t, events[0].Classes, policy.TravelCard)
	h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as(caseworker))
	require.Equal(t, policy.ForCasework, h.trail.take()[0].Purpose, "whose case it is")
}

// Both agencies can list a grant: the one that has it and the one that gave it, and no other.
func TestGrantsAreListed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	ended := noon.Add(-time.Minute)
	var asked record.GrantFilter
	h.fake.grants = func(f record.GrantFilter) (record.Grants, error) {
		asked = f
		row := record.Grant{
			Case: caseRef, ID: 1, Agency: "khm-ngo", Told: "khm-caseworker-phnompenh", GivenBy: "tha-caseworker-maesot", Classes: []casework.Class{policy.Contact},
			Purpose: policy.ForCasework, Consent: casework.ConsentHandover, Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour),
		}
		past := row
		past.ID, past.EndedAt = 2, &ended
		return record.Grants{Rows: []record.Grant{row, past}}, nil
	}
	items := func(who, query string) []any {
		list, ok := h.ok(http.StatusOK, get("/access"+query).as(who)).at("items").([]any)
		require.True(t, ok)
		return list
	}
	require.Len(t, items(stranger, ""), 2)
	require.Equal(t, record.GrantFilter{To: "khm-ngo", Runs: new(true), Page: asked.Page}, asked, "what has run out opens nothing")
	given := items(caseworker, "?side=given")
	require.Len(t, given, 2)
	require.Equal(t, true, field(t, given[0], "running"))
	require.Equal(t, false, field(t, given[1], "running"))
	require.Contains(t, asked.From, casework.DeskID("tha-caseworker-maesot"))
	require.Empty(t, asked.To)
	require.Empty(t, items("tha-caseworker-bangkok caseworker", "?side=given"), "another desk of the agency")
	require.Empty(t, items("tha-supervisor-bangkok supervisor", "?side=given"), "a supervisor of the agency who is not on her team")
	require.Empty(t, items(dpo, ""), "the protection officer looks at cases, not at stories")
	h.refused(http.StatusForbidden, "denied", get("/access").as("tha-coordination auditor"))
	h.refused(http.StatusUnprocessableEntity, "invalid", get("/access?side=both").as(caseworker))
}

// Grants of an erased person are still listed for the agency that gave them, without their terms, and
// for no other agency. That is not personal, so the read is not logged.
func TestAGrantOfAnErasedPersonIsListedWithoutTerms(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.grants = func(record.GrantFilter) (record.Grants, error) {
		return record.Grants{Rows: []record.Grant{{
			Case: caseRef, ID: 1, Agency: "khm-ngo", Told: "khm-caseworker-phnompenh", GivenBy: "tha-caseworker-maesot",
			Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour), Erased: true,
		}}}, nil
	}
	h.trail.take()
	given, ok := h.ok(http.StatusOK, get("/access?side=given").as(caseworker)).at("items").([]any)
	require.True(t, ok)
	require.Len(t, given, 1)
	line, ok := given[0].(map[string]any)
	require.True(t, ok)
	for _, term := range []string{"classes", "purpose", "consent"} {
		require.NotContains(t, line, term)
	}
	require.Equal(t, "khm-ngo", line["agency"])
	require.Equal(t, false, line["running"], "it opens nothing")
	require.Empty(t, h.ok(http.StatusOK, get("/access").as(stranger)).at("items"))
	require.Empty(t, h.trail.take())
}

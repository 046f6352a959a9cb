package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// Callers of other agencies.
const (
	otherMedic = "tha-medical-bangkok medical_officer doc-9"
	kenyaMedic = "khm-medical-phnompenh medical_officer doc-8"
	dpo        = "tha-coordination data_protection_officer dpo-1"
)

const medicAccount = "doc-9"

// agreed records every consent that a grant can depend on, and an agreement in force.
func (h *testAPI) agreed() {
	h.tb.Helper()
	h.state.Facts = append(h.state.Facts, casework.Fact{Name: casework.FactSharing, Value: "in_force", At: noon.Add(-2 * time.Hour)})
	h.accept(casework.Command{
		Key: "agreed", Kind: casework.KindConsent, Consents: casework.GrantConsents(), Mode: casework.ModeIcons,
		By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-ngo", Role: casework.RoleCaseworker},
	})
}

func giving(change m) m {
	body := m{"desk": "eth-reintegration-desk", "classes": []string{"C", "F"}, "purpose": "reintegration", "consent": "C10", "until": noon.Add(24 * time.Hour).Format(time.RFC3339)}
	maps.Copy(body, change)
	return body
}

// sent returns the command of the last write.
func (h *testAPI) sent() casework.Command {
	h.tb.Helper()
	raw, err := json.Marshal(h.commands.last().Args)
	require.NoError(h.tb, err)
	var cmd casework.Command
	require.NoError(h.tb, json.Unmarshal(raw, &cmd))
	return cmd
}

func TestAccessIsGiven(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	at := "/cases/" + string(caseRef) + "/access"
	h.ok(http.StatusOK, post(at, giving(nil)).as(caseworker))
	cmd := h.sent()
	require.Equal(t, casework.KindGiveAccess, cmd.Kind)
	require.Equal(t, casework.AgencyID("eth-reintegration"), cmd.Agency)
	require.Equal(t, casework.DeskID("eth-reintegration-desk"), cmd.Desk)
	require.Equal(t, casework.DeskReintegration, cmd.DeskKind)
	require.Equal(t, []casework.Class{policy.Identity, policy.Contact}, cmd.Classes)
	require.Equal(t, policy.ForReintegration, cmd.Purpose)
	require.Equal(t, []casework.Consent{casework.ConsentHandover}, cmd.Consents)
	require.Equal(t, noon.Add(24*time.Hour), *cmd.Until)

	for name, tt := range map[string]struct {
		who    string
		change m
		status int
		code   string
	}{
		"nobody hands on what they may not see":   {caseworker, m{"classes": []string{"C", "E"}}, http.StatusForbidden, "denied"},
		"a registrar has no story to give":        {registrar, m{"classes": []string{"D"}}, http.StatusForbidden, "denied"},
		"no grant takes a story to a mission":     {caseworker, m{"desk": "eth-mission-newdelhi", "classes": []string{"D"}}, http.StatusUnprocessableEntity, "invalid"},
		"nor where she is":                        {caseworker, m{"desk": "eth-mission-newdelhi", "classes": []string{"C", "F"}}, http.StatusUnprocessableEntity, "invalid"},
		"nor her fear to those at home":           {caseworker, m{"classes": []string{"H"}}, http.StatusUnprocessableEntity, "invalid"},
		"a desk that there is not":                {caseworker, m{"desk": "eth-nowhere"}, http.StatusUnprocessableEntity, "invalid"},
		"a stranger has nothing to give":          {stranger, nil, http.StatusNotFound, "not_found"},
		"a consul has nothing to give":            {consul, nil, http.StatusForbidden, "denied"},
		"what everybody sees is no class to give": {caseworker, m{"classes": []string{"B"}}, http.StatusUnprocessableEntity, "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h.refused(tt.status, tt.code, post(at, giving(tt.change)).as(tt.who))
		})
	}
}

// A write that gives more people access needs a recent proof; no other does.
func TestAProofOfTheMoment(t *testing.T) {
	t.Parallel()
	writes := map[string]request{
		"giveAccess":     post("/cases/"+string(caseRef)+"/access", giving(nil)).as(caseworker),
		"recordOrder":    post(ordersPath, orderBody()).as(supervisor),
		"readmitOfficer": post("/cases/"+string(caseRef)+"/exclusions/1/end", m{"reasons": "she asks"}).as(supervisor),
		"approveErasure": post("/erasures/"+eraseRef+"/approve", nil).as(protector),
		"breakGlass":     post("/cases/"+string(caseRef)+"/break-glass", m{"purpose": "emergency", "reasons": "fire"}).as(supervisor),
	}
	for _, op := range ours(t).Operations {
		require.Equal(t, writes[op.ID].Request != nil, policy.StepUp(policy.Action(op.Action)), "%s", op.ID)
	}
	for name, tt := range map[string]struct {
		proven time.Time
		in     bool
	}{
		"just now":                 {noon, true},
		"five minutes ago":         {noon.Add(-policy.StepUpWithin), true},
		"a moment longer":          {noon.Add(-policy.StepUpWithin - time.Second), false},
		"never":                    {time.Time{}, false},
		"by a clock that is ahead": {noon.Add(30 * time.Second), true},
		"in the future":            {noon.Add(time.Hour), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newTestAPI(t)
			h.provenAt = tt.proven
			h.fake.changedBy = func(int64) (casework.Actor, error) { return casework.Actor{Account: "acc-7"}, nil }
			for id, r := range writes {
				var body any
				if r.Header.Get("Content-Type") != "" {
					body = string(r.raw)
				}
				again := newRequest(r.Method, r.URL.Path, body)
				again.Header = r.Header.Clone()
				if tt.in {
					h.ok(http.StatusOK, again)
					continue
				}
				h.refused(http.StatusUnauthorized, "step_up_required", again)
				a := h.serve(again)
				require.Contains(t, a.Header.Get("WWW-Authenticate"), "insufficient_user_authentication", "%s", id)
				require.Contains(t, a.Header.Get("WWW-Authenticate"), `max_age="300"`)
				require.Zero(t, h.commands.count())
			}
			h.ok(http.StatusOK, post("/cases/"+string(caseRef)+"/exclusions", m{"seq": 1}).as(caseworker))
		})
	}
}

func TestWhoIsKeptOut(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.changedBy = func(seq int64) (casework.Actor, error) {
		switch seq {
		case 1:
			return casework.Actor{Account: "acc-7", Desk: "tha-medical-maesot", Agency: "tha-health", Role: casework.RoleMedical}, nil
		case 2:
			return casework.System(), nil
		default:
			return casework.Actor{}, missing()
		}
	}
	h.fake.officer = func(id casework.AccountID) (casework.Actor, error) {
		if id == "acc-8" {
			return casework.Actor{Account: id, Desk: "tha-screener-maesot"}, nil
		}
		return casework.Actor{}, missing()
	}
	at := "/cases/" + string(caseRef) + "/exclusions"
	h.ok(http.StatusOK, post(at, m{"seq": 1, "words": mark}).as(registrar))
	cmd := h.sent()
	require.Equal(t, casework.AccountID("acc-7"), cmd.Account)
	require.Equal(t, casework.DeskID("tha-medical-maesot"), cmd.Of.Desk)
	require.NotContains(t, h.logs.String(), mark)
	h.ok(http.StatusOK, post(at, m{"account": "acc-8"}).as(caseworker))
	require.Equal(t, casework.AccountID("acc-8"), h.sent().Account)

	for name, body := range map[string]m{
		"somebody who is nobody":   {"account": "acc-9"},
		"a change that is none":    {"seq": 99},
		"what happened by itself":  {"seq": 2},
		"two at once":              {"account": "acc-8", "seq": 1},
		"nobody":                   {"words": "him"},
		"a name is no account":     {"account": "Somchai Jaidee"},
		"the first change is one":  {"seq": 0},
		"an account with a tail\n": {"account": "acc-8\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h.refused(http.StatusUnprocessableEntity, "invalid", post(at, body).as(caseworker))
		})
	}
}

// For an excluded officer every request about the case is answered as for a case that never existed, in
// every role; a colleague is not affected.
func TestAnExcludedOfficerFindsNoCase(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-1", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	h.fake.caseOutside = func(casework.Ref) (record.Outside, error) { return record.Outside{}, missing() }
	h.fake.officer = func(id casework.AccountID) (casework.Actor, error) { return casework.Actor{Account: id}, nil }
	tried := 0
	for _, op := range ours(t).Operations {
		if !strings.Contains(op.Path, "{case}") {
			continue
		}
		for _, who := range []string{caseworker, supervisor, registrar, medic, coordinator, prosecutor, officer, receiver} {
			if !policy.EverAllowed(policy.Actor{Role: casework.Role(strings.Fields(who)[1])}, policy.Action(op.Action)) {
				continue
			}
			ask := func(ref string) problem {
				path := strings.Replace(concrete(op.Path), string(caseRef), ref, 1)
				r := newRequest(op.Method, path, nil)
				if op.JSON() != nil {
					r = newRequest(op.Method, path, op.Example)
				}
				if op.ID == "previewWithdrawal" {
					r.URL.RawQuery = "consent=C9"
				}
				return h.refused(http.StatusNotFound, "not_found", r.with("If-Match", `"1"`).as(who))
			}
			kept, never := ask(string(caseRef)), ask("c0neverwas")
			kept.RequestID, never.RequestID = "", ""
			require.Equal(t, never, kept, "%s as %s", op.ID, who)
			tried++
		}
	}
	require.Greater(t, tried, 40)
	h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as("tha-caseworker-maesot caseworker dev-3"))

	h.refused(http.StatusNotFound, "not_found", get("/movements/"+string(moveRef)+"/manifest").as(transporter)) // nor a flight that carries her
	manifest := h.ok(http.StatusOK, get("/movements/"+string(moveRef)+"/manifest").as("tha-transport-maesot transport_coordinator dev-3"))
	require.Contains(t, string(manifest.raw), mark)
}

// Roles with the right can use break-glass access, also before they see the case.
func TestBreakGlass(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.caseState = func(casework.Ref) (casework.Case, error) { return casework.Case{}, missing() } // as row-level security does
	h.fake.caseOutside = func(ref casework.Ref) (record.Outside, error) {
		if ref != caseRef {
			return record.Outside{}, missing()
		}
		return record.Outside{Host: "THA", Desks: []casework.DeskID{"tha-caseworker-maesot", "tha-registrar-maesot"}}, nil
	}
	at := "/cases/" + string(caseRef) + "/break-glass"
	body := m{"purpose": "emergency", "reasons": mark}
	h.ok(http.StatusOK, post(at, body).as(otherMedic))
	cmd := h.sent()
	require.Equal(t, casework.KindBreakGlass, cmd.Kind)
	require.Equal(t, policy.ForEmergency, cmd.Purpose)
	require.True(t, cmd.Reasoned)
	h.ok(http.StatusOK, post(at, body).as(coordinator))
	for name, tt := range map[string]struct {
		who    string
		status int
		code   string
	}{
		"a doctor of another state":          {kenyaMedic, http.StatusNotFound, "not_found"},
		"a caseworker of another agency":     {stranger, http.StatusNotFound, "not_found"},
		"a consul never":                     {consul, http.StatusForbidden, "denied"},
		"a receiver never":                   {receiver, http.StatusForbidden, "denied"},
		"an immigration officer never":       {immigration, http.StatusForbidden, "denied"},
		"the protection officer never":       {dpo, http.StatusForbidden, "denied"},
		"a coordinator who sits at a border": {"tha-border-maesot national_coordinator", http.StatusNotFound, "not_found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h.refused(tt.status, tt.code, post(at, body).as(tt.who))
		})
	}
	h.refused(http.StatusNotFound, "not_found", post("/cases/c0neverwas/break-glass", body).as(otherMedic))
	h.refused(http.StatusUnprocessableEntity, "invalid", post(at, m{"purpose": "emergency"}).as(otherMedic))
	h.refused(http.StatusUnprocessableEntity, "invalid", post(at, m{"purpose": "curiosity", "reasons": "x"}).as(otherMedic))
	require.NotContains(t, h.logs.String(), mark)
}

// Break-glass access shows what the table of rights says, for an hour.
func TestBreakGlassShowsTheCase(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.refused(http.StatusNotFound, "not_found", get("/cases/"+string(caseRef)).as(otherMedic))
	h.accept(casework.Command{
		Key: "glass", Kind: casework.KindBreakGlass, Purpose: policy.ForEmergency, Reasoned: true, At: noon.Add(-30 * time.Minute),
		By: casework.Actor{Account: medicAccount, Desk: "tha-medical-bangkok", Agency: "tha-health", Role: casework.RoleMedical},
	})
	seen := h.ok(http.StatusOK, get("/cases/"+string(caseRef)).as(otherMedic))
	require.Equal(t, []any{"B", "C-travel", "C", "E"}, seen.at("shown"))
	require.Equal(t, mark+" Hanna", seen.at("person", "name"))
	require.Nil(t, seen.at("person", "phone"))
	h.refused(http.StatusForbidden, "denied", post("/cases/"+string(caseRef)+"/facts", m{"facts": []m{{"name": "needs_met", "value": "yes"}}}).as(otherMedic))

	for who, account := range map[string]any{
		caseworker: nil, supervisor: nil, dpo: medicAccount,
		"tha-medical-bangkok medical_officer doc-2": "denied",
	} {
		r := get("/cases/" + string(caseRef) + "/access").as(who)
		if account == "denied" {
			h.refused(http.StatusNotFound, "not_found", r)
			continue
		}
		glass, ok := h.ok(http.StatusOK, r).at("glass").([]any)
		require.True(t, ok)
		require.Equal(t, account, field(t, field(t, glass[0], "by"), "account"), "%s", who)
		require.Equal(t, "tha-medical-bangkok", field(t, field(t, glass[0], "by"), "desk"))
		require.Equal(t, true, field(t, glass[0], "open"))
		require.Equal(t, "access_review~1.1", field(t, glass[0], "review"))
	}
	h.state.BreakGlass[0].Until = noon
	h.refused(http.StatusNotFound, "not_found", get("/cases/"+string(caseRef)).as(otherMedic))
}

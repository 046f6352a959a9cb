package api_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// tells returns the personal values of the sample, with their classes.
func tells() map[string][]policy.Class {
	travel := []policy.Class{policy.TravelCard, policy.Identity}
	return map[string][]policy.Class{
		mark + " Hanna": travel, mark + "EP1": travel, mark + "LP": travel,
		mark + " ሐና": {policy.Identity}, mark + " Habesha": {policy.Identity}, mark + " 14/5/2001": {policy.Identity},
		mark + "0991": {policy.Contact}, mark + " house": {policy.Contact}, mark + " bridge": {policy.Contact},
		mark + " remark": {policy.Narrative}, mark + ".csv": {policy.Identity},
		"no_asylum_claim": {policy.Fear}, "fear_of_return=no": {policy.Fear}, `"outcome":"green"`: {policy.Medical},
	}
}

// For every address that can be read and every caller: an answer with a personal value is logged with
// the class of that value, and an answer without one is not logged.
func TestEveryPersonalAnswerIsLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	h.reportDeath()
	shown := 0
	for path := range readable() {
		for _, who := range everybody() {
			h.trail.take()
			a := h.serve(get(path).as(who))
			events := h.trail.take()
			text := string(a.raw)
			var seen []policy.Class
			for _, e := range events {
				require.NoError(t, withTime(e).Check())
				require.Equal(t, "dev-1", string(e.Account))
				if a.StatusCode == http.StatusOK {
					require.Equal(t, audit.Allowed, e.Outcome, "%s %s", path, who)
					require.NotEmpty(t, e.Classes)
					require.Subset(t, append(policy.Personal(), policy.Audit), e.Classes)
					require.Equal(t, policy.PurposeOf(e.Role), e.Purpose)
				}
				seen = append(seen, e.Classes...)
			}
			for word, classes := range tells() {
				if !strings.Contains(text, word) {
					continue
				}
				shown++
				require.True(t, slices.ContainsFunc(classes, func(c policy.Class) bool { return slices.Contains(seen, c) }),
					"%s shows %s to %s, and the log knows of %v", path, word, who, seen)
			}
			if strings.Contains(text, mark) {
				require.NotEmpty(t, events, "%s shows something personal to %s", path, who)
			}
		}
	}
	require.Greater(t, shown, 55, "this test looks at what is shown")
}

func withTime(e audit.Event) audit.Event {
	e.At = noon
	return e
}

// readable returns the addresses that can be read in the sample.
func readable() map[string]bool {
	out := map[string]bool{}
	for _, path := range []string{
		"/whoami", "/desks", "/corridors", "/questionnaires", "/commands/" + key, "/operations", "/operations/o5t8r2w6yz", "/operations/o5t8r2w6yz/funnel",
		"/operations/o5t8r2w6yz/lists", "/lists/l3k9p4s7dq", "/lists/l3k9p4s7dq/preview", "/lists/l3k9p4s7dq/rows", "/lists/l3k9p4s7dq/answers", "/cases", "/cases/c7m2k9x4pq", "/cases/c7m2k9x4pq/timeline",
		"/cases/c7m2k9x4pq/waiting", "/cases/c7m2k9x4pq/gates", "/cases/c7m2k9x4pq/consents", "/cases/c7m2k9x4pq/reintegration", "/cases/c7m2k9x4pq/contact", "/cases/c7m2k9x4pq/identity/versions", "/cases/c7m2k9x4pq/orders",
		"/cases/c7m2k9x4pq/tasks/verify_nationality.1", "/tasks", "/tasks?everywhere=true", "/tasks?case=c7m2k9x4pq", "/notices", "/movements", "/movements/m6v1b8n2xc",
		"/movements/m6v1b8n2xc/manifest", "/movements/m6v1b8n2xc/cancel/preview", "/operations/o5t8r2w6yz/resume/preview", "/tasks/batches", "/reading-reviews", "/tasks/batches/b5t8r2w6yz", "/access", "/access?side=given", "/cases/c7m2k9x4pq/access", "/cases/c7m2k9x4pq/erasure", "/erasures",
		"/erasures/e9q2w7x4zt", "/cases/c7m2k9x4pq/proposals", proposalPath, "/deletions", "/erasures/e2r4a6s8ed/deletions/" + askedDesk, "/retention", "/cases/c7m2k9x4pq/readers", "/audit/events", "/audit/key", "/audit/checkpoint",
		"/audit/checkpoint/2", "/audit/checkpoint/3/since/2", "/audit/checkpoint/3/leaves/0",
	} {
		out[path] = true
	}
	return out
}

func everybody() []string {
	return []string{
		caseworker, supervisor, registrar, consul, screener, medic, transporter, approver, escort, receiver, officer, prosecutor, immigration,
		coordinator, lead, protector, auditor, stranger,
	}
}

// Every GET operation is covered above, or shows no personal data.
func TestNoReadIsForgotten(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	harmless := []string{"live", "ready", "showContract", "showReference", "showProblem", "followEvents", "previewWithdrawal"}
	for _, op := range ours(t).Operations {
		if op.Method != http.MethodGet || slices.Contains(harmless, op.ID) {
			continue
		}
		require.True(t, slices.ContainsFunc(keysOf(readable()), func(path string) bool { return matches(op, path) }), "%s is not looked at", op.ID)
	}
	require.NotNil(t, h)
}

func keysOf(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// matches reports whether an address belongs to an operation.
func matches(op contract.Operation, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	want, got := strings.Split(op.Path, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// Consents are as personal as her name, and sealed in the same way: reading them is logged, also for a
// caller who sees nothing else of her.
func TestReadingConsentsIsLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	for _, path := range []string{"/cases/c7m2k9x4pq/consents", "/cases/c7m2k9x4pq"} {
		for who, reads := range map[string]bool{protector: true, caseworker: true, coordinator: false} {
			h.trail.take()
			a := h.serve(get(path).as(who))
			told := strings.Contains(string(a.raw), `"consent":"C`)
			require.Equal(t, reads, told, "%s %s", path, who)
			looked := slices.ContainsFunc(h.trail.take(), func(e audit.Event) bool {
				return e.Outcome == audit.Allowed && e.Subject.Ref == "c7m2k9x4pq" && slices.Contains(e.Classes, policy.Identity)
			})
			require.Equal(t, told, looked, "%s %s", path, who)
		}
	}
}

// Reading the terms of a grant is logged too, with one event for each case: for the agency that gave
// it, for the agency that has it, and in the case itself.
func TestReadingTheTermsOfAGrantIsLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.agreed()
	until := noon.Add(time.Hour)
	h.accept(casework.Command{
		Key: "give", Kind: casework.KindGiveAccess, Agency: "khm-ngo", Desk: "khm-caseworker-phnompenh", DeskKind: casework.DeskCaseworker,
		Classes: []casework.Class{policy.Contact}, Purpose: policy.ForCare, Consents: []casework.Consent{casework.ConsentHandover}, Until: &until,
		By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-ngo", Role: casework.RoleCaseworker},
	})
	h.fake.grants = func(record.GrantFilter) (record.Grants, error) {
		one := record.Grant{
			Case: caseRef, ID: 1, Agency: "khm-ngo", GivenBy: "tha-caseworker-maesot", Classes: []casework.Class{policy.Contact},
			Purpose: policy.ForCare, Consent: casework.ConsentHandover, Since: noon, Until: until,
		}
		again := one
		again.ID = 2
		return record.Grants{Rows: []record.Grant{one, again}}, nil
	}
	at := "/cases/" + string(caseRef) + "/access"
	for name, tt := range map[string]struct {
		path, who string
		purpose   policy.Purpose
	}{
		"what was given":         {"/access?side=given", caseworker, policy.ForCasework},
		"what was received":      {"/access", stranger, policy.ForCare},
		"who was let in":         {at, caseworker, policy.ForCasework},
		"a protector looks":      {at, protector, policy.PurposeOf(casework.RoleDPO)},
		"a desk without a grant": {"/access?side=given", "tha-caseworker-bangkok caseworker", ""},
	} {
		h.trail.take()
		a := h.ok(http.StatusOK, get(tt.path).as(tt.who))
		require.Equal(t, tt.purpose != "", strings.Contains(string(a.raw), `"consent":"C10"`), name)
		var looked []audit.Event
		for _, e := range h.trail.take() {
			if e.Outcome == audit.Allowed {
				looked = append(looked, e)
			}
		}
		if tt.purpose == "" {
			require.Empty(t, looked, name)
			continue
		}
		require.Len(t, looked, 1, name)
		require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: string(caseRef)}, looked[0].Subject, name)
		require.Contains(t, looked[0].Classes, policy.Identity, name)
		require.Equal(t, tt.purpose, looked[0].Purpose, name)
	}
	h.trail.fail(errors.New("the log is full"))
	h.refused(http.StatusServiceUnavailable, "unavailable", get(at).as(caseworker))
	h.refused(http.StatusServiceUnavailable, "unavailable", get("/access?side=given").as(caseworker))
}

func TestAReadIsLoggedWithItsPurpose(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(caseworker).with("Homeward-Purpose", "survivor_request"))
	events := h.trail.take()
	require.Len(t, events, 1)
	require.Equal(t, policy.ForHerRequest, events[0].Purpose)
	require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: "c7m2k9x4pq"}, events[0].Subject)
	require.Equal(t, audit.Action(policy.ShowCase), events[0].Action)
	p := h.refused(http.StatusUnprocessableEntity, "invalid", get("/cases/c7m2k9x4pq").as(caseworker).with("Homeward-Purpose", "curiosity"))
	require.Equal(t, "Homeward-Purpose", p.Errors[0].Parameter)
	require.Empty(t, h.trail.take())
}

// If a read cannot be logged, nothing is shown: no case, no list, and no refusal of either.
func TestNothingIsShownIfTheLogCannotBeWritten(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trail.fail(errors.New("the log is full: " + mark))
	for path, who := range map[string]string{
		"/cases/c7m2k9x4pq": caseworker, "/cases/c7m2k9x4pq/timeline": caseworker, "/lists/l3k9p4s7dq/rows": registrar,
		"/movements/m6v1b8n2xc/manifest": escort, "/operations/o5t8r2w6yz": supervisor, "/cases/c0000never": caseworker,
	} {
		p := h.refused(http.StatusServiceUnavailable, "unavailable", get(path).as(who))
		require.Contains(t, p.Detail, "nothing is shown")
	}
	require.NotContains(t, h.logs.String(), mark)
	h.ok(http.StatusOK, get("/desks").as(caseworker))
	h.ok(http.StatusOK, get("/cases").as(caseworker))
}

// A refusal is logged with a hash of the requested reference, for any reference, whether it exists or not.
func TestRefusalsAreRecorded(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	refusals := func(r request) []audit.Event {
		h.trail.take()
		require.GreaterOrEqual(t, h.serve(r).StatusCode, 400)
		return h.trail.take()
	}
	for asked, r := range map[string]request{
		"c7m2k9x4pq": get("/cases/c7m2k9x4pq").as(stranger),
		"c0000never": get("/cases/c0000never").as(stranger),
	} {
		events := refusals(r)
		require.Len(t, events, 1)
		require.Equal(t, audit.Denied, events[0].Outcome)
		require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: audit.AskedHash(asked)}, events[0].Subject)
		require.Equal(t, "not_found", events[0].Code)
		require.NoError(t, withTime(events[0]).Check())
	}
	events := refusals(get("/cases/c7m2k9x4pq/consents").as(transporter))
	require.Len(t, events, 1)
	require.Equal(t, "denied", events[0].Code)
	require.Equal(t, audit.Action(policy.ListConsents), events[0].Action)

	require.Empty(t, refusals(get("/nowhere").as(stranger)), "no such address")
	require.Empty(t, refusals(get("/cases/c7m2k9x4pq")), "nobody knows who")
	require.Empty(t, refusals(get("/commands/"+key).as(stranger+" dev-2")), "a key is nobody's file")

	some := batch(2)
	set(t, some, 1, "case", "c0000never")
	h.trail.take()
	h.ok(http.StatusOK, post("/tasks/decide", some).as(registrar))
	events = h.trail.take()
	require.Len(t, events, 1)
	require.Equal(t, audit.AskedHash("c0000never"), events[0].Subject.Ref)
}

// A refusal because of a closed gate shows conditions, so it is logged as a read.
func TestPersonalConditionsOfAGateAreLogged(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	h.trail.take()
	h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/gates").as(caseworker))
	events := h.trail.take()
	require.Len(t, events, 1)
	require.Contains(t, events[0].Classes, policy.Fear)
}

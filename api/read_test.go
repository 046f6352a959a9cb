package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Every address that can be read answers as the contract says.
func TestEverythingCanBeRead(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for path, who := range map[string]string{
		"/livez": "", "/readyz": "", "/docs": "", "/openapi.yaml": "", "/problems/gate_closed": "",
		"/whoami": consul, "/desks": consul, "/desks?kind=consulate&country=ETH": escort, "/corridors": consul, "/questionnaires": officer,
		"/commands/" + key: caseworker,
		"/operations":      registrar, "/operations?state=running&limit=1": lead, "/operations/o5t8r2w6yz": coordinator, "/operations/o5t8r2w6yz/funnel": supervisor,
		"/operations/o5t8r2w6yz/lists": registrar, "/lists/l3k9p4s7dq": coordinator, "/lists/l3k9p4s7dq/preview": coordinator, "/lists/l3k9p4s7dq/rows?state=minted&problem=name_missing": registrar,
		"/cases": caseworker, "/cases?stage=rescue&overdue=true&open=true&minor=false&limit=10&lane=B&origin=ETH": coordinator,
		"/cases/c7m2k9x4pq": supervisor, "/cases/c7m2k9x4pq/timeline?order=oldest": caseworker, "/cases/c7m2k9x4pq/waiting": coordinator,
		"/cases/c7m2k9x4pq/gates": caseworker, "/cases/c7m2k9x4pq/consents": caseworker, "/cases/c7m2k9x4pq/consents/withdrawal?consent=C1": caseworker,
		"/cases/c7m2k9x4pq/reintegration": supervisor, "/cases/c7m2k9x4pq/tasks/register.1": registrar,
		"/tasks": registrar, "/tasks?everywhere=true&overdue=true&claimed=nobody&due_before=2026-12-01T00:00:00Z": supervisor,
		"/tasks?case=c7m2k9x4pq&state=open": caseworker, "/tasks?desk=tha-registrar-maesot": coordinator,
		"/movements": transporter, "/movements?status=holding&from=2026-01-01T00:00:00%2B07:00": coordinator, "/movements/m6v1b8n2xc": receiver,
		"/movements/m6v1b8n2xc/manifest": escort,
		"/cases/c7m2k9x4pq/erasure":      supervisor, "/cases/c7m2k9x4pq/erasure?basis=court_order": protector,
		"/erasures": supervisor, "/erasures/e2r4a6s8ed": protector, "/retention": protector,
		"/deletions": consul, "/deletions?state=waiting&overdue=true&erasure=e2r4a6s8ed": protector, "/erasures/e2r4a6s8ed/deletions/" + askedDesk: consul,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			own := *h
			own.tb = t
			if strings.Contains(path, "withdrawal") {
				own = *newTestAPI(t)
				own.accept(casework.Command{
					Key: "c", Kind: casework.KindConsent, Mode: casework.ModeIcons, Consents: []casework.Consent{casework.ConsentRegistration},
					By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot"},
				})
			}
			r := get(path)
			if who != "" {
				r = r.as(who)
			}
			a := own.ok(http.StatusOK, r)
			require.NotEmpty(t, a.raw)
			require.Equal(t, "nosniff", a.Header.Get("X-Content-Type-Options"))
			require.Contains(t, a.Header.Get("Content-Security-Policy"), "default-src 'none'")
		})
	}
}

// A case that the caller may not see has the same answer as one that never existed: same status, same text.
func TestACaseOfOthersDoesNotExist(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for there, nowhere := range map[string]string{
		"/cases/c7m2k9x4pq":                  "/cases/c0000never",
		"/cases/c7m2k9x4pq/timeline":         "/cases/c0000never/timeline",
		"/cases/c7m2k9x4pq/waiting":          "/cases/c0000never/waiting",
		"/cases/c7m2k9x4pq/gates":            "/cases/c0000never/gates",
		"/cases/c7m2k9x4pq/consents":         "/cases/c0000never/consents",
		"/cases/c7m2k9x4pq/reintegration":    "/cases/c0000never/reintegration",
		"/cases/c7m2k9x4pq/tasks/register.1": "/cases/c7m2k9x4pq/tasks/triage.9",
		"/operations/o5t8r2w6yz":             "/operations/o0000never",
	} {
		hidden := h.refused(http.StatusNotFound, "not_found", get(there).as(stranger))
		never := h.refused(http.StatusNotFound, "not_found", get(nowhere).as(caseworker))
		hidden.RequestID, never.RequestID = "", ""
		require.Equal(t, never, hidden, "%s", there)
	}
	for _, odd := range []string{"/cases/x", "/cases/%2e%2e", "/cases/" + strings.Repeat("a", 70), "/cases/c7m2k9x4pq/tasks/register%231", "/cases/a%20b", "/nowhere", "/commands/not-a-uuid"} {
		h.refused(http.StatusNotFound, "not_found", get(odd).as(caseworker))
	}
}

// A consulate sees the name and the papers of a person whom it was asked about, and nothing that shows
// why she left or what she fears.
func TestAConsulSeesNeitherStoryNorFear(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.refused(http.StatusNotFound, "not_found", get("/cases/c7m2k9x4pq").as(consul))
	task := h.reach(casework.StepVerifyNationality)
	require.Equal(t, casework.DeskID("eth-mission-newdelhi"), task.Desk)

	a := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(consul))
	person, ok := a.at("person").(map[string]any)
	require.True(t, ok)
	require.Equal(t, mark+" Hanna", person["name"])
	for _, hidden := range []string{"remark", "phone", "place"} {
		require.NotContains(t, person, hidden)
	}
	require.Equal(t, []any{"B", "C-travel", "C"}, a.at("shown"))
	require.Nil(t, a.at("consents"))
	for _, word := range []string{"fear_of_return", "screening", "determination", "risk_assessment", "solution", "triage", mark + " remark", mark + " house"} {
		require.NotContains(t, string(a.raw), word)
	}
	tasks, ok := a.at("tasks").([]any)
	require.True(t, ok)
	require.NotEmpty(t, tasks)
	for _, one := range tasks {
		require.Equal(t, "eth-mission-newdelhi", field(t, one, "desk"), "its own and no other desk's")
	}

	line := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/timeline").as(consul))
	for _, word := range []string{"fear_of_return", "screening", "determination", "consent", "solution", "needs_met"} {
		require.NotContains(t, string(line.raw), word)
	}
	all := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/timeline").as(caseworker))
	require.Contains(t, string(all.raw), "fear_of_return")
	require.Greater(t, len(all.raw), len(line.raw))

	gates := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/gates").as(consul))
	require.NotContains(t, string(gates.raw), "no_asylum_claim")
	require.NotContains(t, string(gates.raw), "fear_of_return")
	full := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/gates").as(caseworker))
	require.Contains(t, string(full.raw), "fear_of_return_asked: fear_of_return=no")
	h.refused(http.StatusForbidden, "denied", get("/cases/c7m2k9x4pq/consents").as(consul))
}

// A transport desk sees the fields of a ticket, a coordinator no name, and a medical officer her own
// findings and not the narrative.
func TestEachRoleSeesItsFields(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepPlacement)
	for who, want := range map[string]struct{ has, hasNot []string }{
		coordinator: {has: []string{"tha-eth", "verify_nationality"}, hasNot: []string{mark}},
		medic:       {has: []string{mark + " Hanna", "triage"}, hasNot: []string{mark + " remark", `"fear_of_return"`, `"refer"`}},
		screener:    {has: []string{mark + " Hanna", mark + " remark"}, hasNot: []string{mark + "0991", `"fear_of_return"`}},
		caseworker:  {has: []string{mark + " remark", mark + "0991", `"fear_of_return"`}},
	} {
		a := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(who))
		for _, word := range want.has {
			require.Contains(t, string(a.raw), word, "%s", who)
		}
		for _, word := range want.hasNot {
			require.NotContains(t, string(a.raw), word, "%s", who)
		}
	}
	manifest := h.ok(http.StatusOK, get("/movements/m6v1b8n2xc/manifest").as(transporter))
	require.Contains(t, string(manifest.raw), mark+" Hanna")
	for _, hidden := range []string{mark + " remark", mark + "0991", mark + " house", "ሐና"} {
		require.NotContains(t, string(manifest.raw), hidden)
	}
	h.refused(http.StatusForbidden, "denied", get("/movements/m6v1b8n2xc/manifest").as(receiver))
}

func TestListsOfNamesAreForThoseWhoReadThem(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	a := h.ok(http.StatusOK, get("/lists/l3k9p4s7dq").as(coordinator))
	require.NotContains(t, string(a.raw), mark)
	require.Equal(t, "the list does not say how many it has, rows are 104, 0 of them unreadable", a.at("reconciliation", "headline"))
	b := h.ok(http.StatusOK, get("/lists/l3k9p4s7dq").as(registrar))
	require.Contains(t, string(b.raw), mark+".csv")
	h.refused(http.StatusForbidden, "denied", get("/lists/l3k9p4s7dq/rows").as(coordinator))
	rows := h.ok(http.StatusOK, get("/lists/l3k9p4s7dq/rows").as(registrar))
	require.Contains(t, string(rows.raw), mark)
	h.refused(http.StatusForbidden, "denied", get("/operations/o5t8r2w6yz").as(consul))
}

func TestAfterTheReturn(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	own := h.state
	own.Tasks = append(own.Tasks, casework.Task{ID: "follow_up/3m#1", Step: casework.FollowUp("3m"), Desk: "eth-reintegration-desk", Version: 4})
	own.Attempts = map[casework.Step]int{casework.FollowUp("3m"): 1}
	h.state = own
	near := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/reintegration").as(officer))
	require.Contains(t, string(near.raw), mark)
	require.Contains(t, string(near.raw), `"version":4`)
	far := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/reintegration").as(caseworker))
	require.NotContains(t, string(far.raw), mark, "the host hears that it goes on, not what was agreed")
	require.Contains(t, string(far.raw), "3m")
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.ping = missing
	h.refused(http.StatusServiceUnavailable, "unavailable", get("/readyz"))
	h.ok(http.StatusOK, get("/livez"))
	h.fake.ping = nil
	h.ok(http.StatusOK, get("/readyz"))
}

func TestTheFirstLookIsAReceipt(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	var seen []casework.TaskID
	h.fake.markSeen = func(_ casework.Ref, id casework.TaskID) error { seen = append(seen, id); return nil }
	a := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/tasks/register.1").as(registrar))
	require.Regexp(t, `^"1-[0-9a-f]{16}"$`, a.Header.Get("ETag"))
	require.NotEmpty(t, a.at("receipts", "opened"))
	h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/tasks/register.1").as(caseworker))
	require.Equal(t, []casework.TaskID{"register#1"}, seen, "a colleague who looks over is no receipt")
}

func TestPages(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	a := h.ok(http.StatusOK, get("/cases?limit=1&stage=rescue").as(caseworker))
	next, ok := a.at("next").(string)
	require.True(t, ok)
	require.Equal(t, `</cases?cursor=`+next+`&limit=1&stage=rescue>; rel="next"`, a.Header.Get("Link"))
	var got *record.Cursor
	h.fake.cases = func(f record.CaseFilter) (record.Cases, error) { got = f.Page.After; return record.Cases{}, nil }
	last := h.ok(http.StatusOK, get("/cases?limit=1&cursor="+next).as(caseworker))
	require.Equal(t, "next", got.ID)
	require.Empty(t, last.Header.Get("Link"))
	require.Nil(t, last.at("next"))
	bad := h.refused(http.StatusBadRequest, "malformed", get("/cases?cursor=bm9uZQ").as(caseworker))
	require.Equal(t, "cursor", bad.Errors[0].Parameter)
}

// For a role that sees only some cases, the record is asked for those only.
func TestWhoseCasesAreListed(t *testing.T) {
	t.Parallel()
	const dev = "dev-1"
	for who, want := range map[string]record.CaseScope{
		coordinator: {Host: "THA", Desks: []casework.DeskID{"tha-coordination"}, Account: dev},
		caseworker:  {Desks: []casework.DeskID{"tha-caseworker-maesot"}, Owing: "tha-caseworker-maesot", Agency: "tha-ngo", Account: dev},
		consul:      {Desks: []casework.DeskID{"eth-mission-newdelhi"}, Owing: "eth-mission-newdelhi", Agency: "eth-mfa"},
		medic:       {Desks: []casework.DeskID{"tha-medical-maesot"}, Owing: "tha-medical-maesot", Agency: "tha-health", Account: dev},
	} {
		h := newTestAPI(t)
		var got record.CaseFilter
		h.fake.cases = func(f record.CaseFilter) (record.Cases, error) { got = f; return record.Cases{}, nil }
		h.ok(http.StatusOK, get("/cases").as(who))
		want.Without = dev
		require.Equal(t, want, *got.Scope, "%s", who)
		got.Page, got.Scope = record.Page{}, nil
		wantPart := record.CaseFilter{PartOf: want.Desks[0], Team: who != consul}
		if who == coordinator {
			wantPart = record.CaseFilter{} // who sees cases whole finds them by the requests of all desks
		}
		require.Equal(t, wantPart, got, "%s", who)
	}

	// A role that oversees the desks of an agency lists the cases of all of them.
	h := newTestAPI(t)
	var got record.CaseFilter
	h.fake.cases = func(f record.CaseFilter) (record.Cases, error) { got = f; return record.Cases{}, nil }
	h.ok(http.StatusOK, get("/cases").as(supervisor))
	require.Subset(t, got.Scope.Desks, []casework.DeskID{"tha-caseworker-maesot", "tha-supervisor-bangkok"})

	// The filter by another desk works only for callers who may see the desks that a case waits for.
	h.ok(http.StatusOK, get("/cases?desk=tha-immigration-maesot").as(caseworker))
	require.Equal(t, record.CaseScope{Desks: []casework.DeskID{"tha-caseworker-maesot"}, Account: dev, Without: dev}, *got.Scope,
		"of what was given or asked back she does not see who is asked")
	h.fake.cases = func(record.CaseFilter) (record.Cases, error) {
		require.Fail(t, "the filter must not show which other desk a case waits for")
		return record.Cases{}, nil
	}
	a := h.ok(http.StatusOK, get("/cases?desk=tha-immigration-maesot").as(consul))
	require.Empty(t, a.at("items"))
}

func TestInboxes(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for path, want := range map[string]struct {
		who string
		n   int
	}{
		"/tasks":                           {registrar, 1},
		"/tasks?everywhere=true":           {supervisor, 1},
		"/tasks?desk=tha-registrar-maesot": {coordinator, 1},
		"/tasks?case=c7m2k9x4pq":           {caseworker, 1},
	} {
		require.Len(t, h.ok(http.StatusOK, get(path).as(want.who)).at("items"), want.n, "%s", path)
	}
	require.Empty(t, h.ok(http.StatusOK, get("/tasks").as(medic)).at("items"))
	h.refused(http.StatusNotFound, "not_found", get("/tasks?desk=tha-registrar-maesot").as(consul))
	h.refused(http.StatusNotFound, "not_found", get("/tasks?case=c7m2k9x4pq").as(stranger))
}

// The host sees that there is a plan, and not which parts of her life it is about.
func TestWhatAPlanIsAbout(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	plan := func(as string) any {
		plans, ok := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/reintegration").as(as)).at("plans").([]any)
		require.True(t, ok)
		require.Len(t, plans, 1)
		return plans[0]
	}
	for _, name := range []string{"dimensions", "text", "items"} {
		require.Nil(t, field(t, plan(supervisor), name))
	}
	require.Equal(t, "p1", field(t, plan(supervisor), "ref"))
}

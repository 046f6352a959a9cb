package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// Each event needs its fields, and a caller who may report it.
func TestReports(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	h.accept(casework.Command{
		Key: "hold", Kind: casework.KindReport, Event: casework.EventHoldSet, Hold: &casework.Hold{ID: "hold-1", Kind: "witness", ReviewBy: noon.AddDate(0, 1, 0)},
		By: casework.Actor{Account: "dev-5", Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor},
	})
	report := func(who string, body m) request { return post("/cases/c7m2k9x4pq/reports", body).as(who) }
	pointer := func(who string, body m) string {
		return h.refused(http.StatusUnprocessableEntity, "invalid", report(who, body)).Errors[0].Pointer
	}
	require.Equal(t, "/hold/kind", pointer(supervisor, m{"event": "hold_set"}))
	require.Equal(t, "/hold/review_by", pointer(supervisor, m{"event": "hold_set", "hold": m{"kind": "bail"}}))
	require.Equal(t, "/hold/id", pointer(prosecutor, m{"event": "hold_lifted"}))
	require.Equal(t, "/custodian", pointer(caseworker, m{"event": "custody_changed"}))
	require.Equal(t, "/step", pointer(supervisor, m{"event": "decision_superseded"}))
	require.Equal(t, "/step", pointer(supervisor, m{"event": "decision_superseded", "step": "no_such_step", "reasons": "x"}))
	require.Equal(t, "/reasons", pointer(supervisor, m{"event": "decision_superseded", "step": "register"}))
	require.Equal(t, "/cause", pointer(supervisor, m{"event": "paused"}))
	require.Equal(t, "/corridor", pointer(supervisor, m{"event": "corridor_changed"}))
	require.Equal(t, "/corridor", pointer(supervisor, m{"event": "corridor_changed", "corridor": "no-such"}))
	require.Equal(t, "/corridor", pointer(supervisor, m{"event": "corridor_changed", "corridor": "khm-idn"}), "of another host")
	require.Equal(t, "/event", pointer(supervisor, m{"event": "rain"}))

	require.Equal(t, "/corridor", pointer(supervisor, m{"event": "corridor_changed", "corridor": "tha-ken"}), "the mission of Kenya does not answer for an Ethiopian")
	h.ok(http.StatusOK, report(supervisor, m{"event": "corridor_changed", "corridor": "tha-any", "corridor_version": 1}))
	require.Equal(t, "tha-any", args[casework.Command](t, h.commands.last()).Pinned.Corridor)
	h.ok(http.StatusOK, report(caseworker, m{"event": "custody_changed", "custodian": "police"}))
	require.Equal(t, []casework.Statement{{Name: "custodian", Value: "police"}}, args[casework.Command](t, h.commands.last()).Facts)
	h.ok(http.StatusOK, report(supervisor, m{"event": "decision_superseded", "step": "register", "reasons": "wrong person", "words": "by telephone"}))
	require.Equal(t, "wrong person\n\nby telephone", h.commands.last().Words.Text)
	require.True(t, args[casework.Command](t, h.commands.last()).Reasoned)
	h.ok(http.StatusOK, report(registrar, m{"event": "decision_superseded", "step": "register", "reasons": "mine"}))

	h.refused(http.StatusForbidden, "denied", report(registrar, m{"event": "decision_superseded", "step": "fear_of_return", "reasons": "not mine"}))
	h.refused(http.StatusForbidden, "denied", report(consul, m{"event": "asylum_claim"}))
	h.refused(http.StatusForbidden, "denied", report(caseworker, m{"event": "hold_lifted", "hold": m{"id": "abcdefgh"}}))
	h.ok(http.StatusOK, report(caseworker, m{"event": "asylum_claim"}))
	h.refused(http.StatusNotFound, "not_found", report(stranger, m{"event": "emergency"}))
}

// The steps after the return are settled with a plan and with visits.
func TestPlansAndVisits(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.state.Tasks = append(h.state.Tasks,
		casework.Task{ID: "plan#1", Step: casework.StepPlan, Desk: "eth-reintegration-desk", Version: 2},
		casework.Task{ID: "follow_up/3m#1", Step: casework.FollowUp("3m"), Desk: "eth-reintegration-desk", Version: 5})
	plan := func(body m) request {
		return post("/cases/c7m2k9x4pq/reintegration/plan", body).as(officer).with("If-Match", `"2"`)
	}
	visit := func(name string, body m) request {
		return post("/cases/c7m2k9x4pq/reintegration/follow-ups/"+name, body).as(officer).with("If-Match", `"5"`)
	}
	agreed := m{"dimensions": l{"social"}, "text": "near her aunt", "items": l{m{"kind": "training", "by": "2027-01-15", "text": "tailoring"}}}
	h.ok(http.StatusOK, plan(m{"outcome": "agreed", "plan": agreed}))
	sent := h.commands.last()
	require.Equal(t, "near her aunt", sent.Words.Plan.Text)
	require.Equal(t, "2027-01-15", sent.Words.Plan.Items[0].By)
	require.Equal(t, casework.TaskID("plan#1"), args[casework.Command](t, sent).Task)
	require.Equal(t, sent.Words.Plan.Ref, args[casework.Command](t, sent).Ref)
	h.ok(http.StatusOK, plan(m{"outcome": "declined"}))

	score := m{"questionnaire": "homeward-reintegration", "version": 1, "answers": m{"housing": "good", "debt": "declined"}}
	h.ok(http.StatusOK, visit("3m", m{"outcome": "reached", "score": score, "facts": l{m{"name": "safety_alert", "value": "closed"}}}))
	sent = h.commands.last()
	require.InDelta(t, 0.75, *sent.Words.Score.Marks.Composite, 1e-9)
	require.Equal(t, int64(5), args[casework.Command](t, sent).Version)
	h.ok(http.StatusOK, visit("3m", m{"outcome": "missed", "reasons": "telephone off"}))

	pointer := func(r request) string {
		return h.refused(http.StatusUnprocessableEntity, "invalid", r).Errors[0].Pointer
	}
	require.Equal(t, "/plan", pointer(plan(m{"outcome": "agreed"})))
	require.Equal(t, "/plan", pointer(plan(m{"outcome": "declined", "plan": agreed})))
	require.Equal(t, "/score", pointer(visit("3m", m{"outcome": "missed", "score": score})))
	require.Equal(t, "/score/questionnaire", pointer(visit("3m", m{"outcome": "reached", "score": m{"questionnaire": "other", "version": 1, "answers": m{}}})))
	require.Equal(t, "/score/answers", pointer(visit("3m", m{"outcome": "reached", "score": m{"questionnaire": "homeward-reintegration", "version": 1, "answers": m{"housing": "palace"}}})))
	h.refused(http.StatusConflict, "conflict", visit("6m", m{"outcome": "missed"}))
	h.refused(http.StatusPreconditionRequired, "no_version", visit("3m", m{"outcome": "missed"}).without("If-Match"))
	h.refused(http.StatusForbidden, "denied", plan(m{"outcome": "declined"}).as(caseworker))
	h.refused(http.StatusNotFound, "not_found", plan(m{"outcome": "declined"}).as("khm-ngo-desk reintegration_officer").as("idn-reintegration-desk reintegration_officer"))
}

func TestWhoCanBeBooked(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	hold := func(ref string) request {
		return post("/movements/m6v1b8n2xc/hold", m{"blocks": l{m{"members": l{m{"case": string(caseRef)}, m{"case": ref}}}}}).as(transporter)
	}
	p := h.refused(http.StatusUnprocessableEntity, "invalid", hold("c0000never"))
	require.Equal(t, "/blocks/0/members/1/case", p.Errors[0].Pointer)
	require.Equal(t, "unknown", p.Errors[0].Code)
	require.Zero(t, h.commands.count())
	plan := func(receiving, escort string) request {
		return post("/movements", m{"seats": 5, "receiving": receiving, "escorts": l{escort}, "legs": l{m{
			"mode": "road", "from": "THMAQ", "to": "THDMK", "departs_at": "2026-12-01T10:00:00Z", "arrives_at": "2026-12-01T18:00:00Z",
		}}}).as(transporter)
	}
	require.Equal(t, "/receiving", h.refused(http.StatusUnprocessableEntity, "invalid", plan("tha-escort-maesot", "tha-escort-maesot")).Errors[0].Pointer)
	require.Equal(t, "/escorts/0", h.refused(http.StatusUnprocessableEntity, "invalid", plan("eth-receiving", "nobody")).Errors[0].Pointer)
	backwards := post("/movements", m{"seats": 5, "receiving": "eth-receiving", "escorts": l{"tha-escort-maesot"}, "legs": l{m{
		"mode": "road", "from": "THMAQ", "to": "THDMK", "departs_at": "2026-12-01T10:00:00Z", "arrives_at": "2026-12-01T09:00:00Z",
	}}}).as(transporter)
	require.Equal(t, "a leg arrives after it departs", h.refused(http.StatusUnprocessableEntity, "invalid", backwards).Detail)

	answer := h.ok(http.StatusOK, post("/movements/m6v1b8n2xc/ticket", m{"passengers": l{m{"case": string(caseRef)}}}).as(transporter))
	require.NotContains(t, string(answer.raw), "G20", "that a hold is set is not for the transport desk")
	require.NotContains(t, string(answer.raw), "G12", "nor which gate is closed")
}

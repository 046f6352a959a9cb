package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/wire"
)

const (
	eraseRef  = "e2r4a6s8ed"
	protector = "tha-coordination data_protection_officer"
	askedDesk = "eth-mission-newdelhi"
)

// fillErasures adds to the record a request for erasure, and data that are past their retention period.
func (s *sample) fillErasures(r *fakeRecord, known func(casework.Ref, casework.Ref) error) {
	at := noon.Add(-time.Hour)
	row := record.ErasureRow{Host: "THA", Erasure: erasure.Erasure{
		Ref: eraseRef, Case: caseRef, Seq: 1, State: erasure.Requested, Basis: erasure.SurvivorAsked, RequestedAt: at,
		RequestedBy: casework.Actor{Account: "dev-7", Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: casework.RoleSupervisor},
	}}
	r.erasure = func(ref casework.Ref) (record.ErasureRow, error) { return row, known(ref, eraseRef) }
	r.erasures = func(f record.ErasureFilter) (record.Erasures, error) {
		if f.Page.After != nil || f.State != "" && f.State != row.State || f.Case != "" && f.Case != row.Case {
			return record.Erasures{}, nil
		}
		return record.Erasures{Rows: []record.ErasureRow{row}}, nil
	}
	s.fillDeletions(r)
	r.oldThings = func(struct{}) ([]record.Overdue, error) {
		return []record.Overdue{{Kind: retention.ListRows, Count: 3, Oldest: at, At: at}}, nil
	}
	r.dueFiles = func(int) ([]record.DueFile, error) {
		return []record.DueFile{{Case: caseRef, Kind: retention.CaseAdult, Due: at}}, nil
	}
}

// An active case cannot be erased, and the caller gets the reason before anything is stored.
func TestAnErasureIsRefusedWithItsGate(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	asked := post("/cases/"+string(caseRef)+"/erasure", map[string]any{"basis": "survivor_asked"}).as(supervisor)
	a := h.ok(http.StatusConflict, asked)
	require.Equal(t, "gate_closed", a.at("code"))
	var p struct {
		Gates []wire.Gate `json:"gates"`
	}
	a.into(&p)
	require.Len(t, p.Gates, 1)
	require.Equal(t, casework.GateID("G23"), p.Gates[0].Gate)
	require.Len(t, p.Gates[0].Unmet, 1)
	require.Equal(t, string(erasure.CaseOver), p.Gates[0].Unmet[0].Condition)
	require.Zero(t, h.commands.count(), "nothing was kept of it")
}

// A case that should never have been registered can be erased, and the request goes to its workflow.
func TestAnErasureIsAskedFor(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.commands.do = func(r command.Request) (command.Result, error) {
		require.Equal(t, record.TargetErasure, r.Target.Kind)
		require.Equal(t, "request", r.Name)
		return command.Result{State: record.CommandSettled, Target: record.Target{Kind: r.Target.Kind, Ref: eraseRef}, Answer: []byte(`{"seq":1,"state":"requested"}`)}, nil
	}
	a := h.ok(http.StatusCreated, post("/cases/"+string(caseRef)+"/erasure", map[string]any{"basis": "registered_wrongly", "reasons": "Entered twice."}).as(protector))
	require.Equal(t, "/erasures/"+eraseRef, a.Header.Get("Location"))
	require.Equal(t, "requested", a.at("erasure", "state"))
}

// Roles without a part in it do not learn that an erasure was requested.
func TestAnErasureIsForTheTwoOffices(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for who, status := range map[string]int{
		supervisor: http.StatusOK, protector: http.StatusOK, caseworker: http.StatusOK, "tha-caseworker-bangkok caseworker": http.StatusNotFound, consul: http.StatusForbidden,
		"eth-mission-newdelhi data_protection_officer": http.StatusNotFound,
	} {
		h.ok(status, get("/erasures/"+eraseRef).as(who))
	}
	h.ok(http.StatusForbidden, post("/erasures/"+eraseRef+"/approve", nil).as(supervisor)) // a role that may request may not approve
	h.ok(http.StatusOK, get("/erasures?state=requested&case="+string(caseRef)).as(protector))
	h.ok(http.StatusOK, get("/retention").as(protector))
	h.ok(http.StatusForbidden, get("/retention").as(supervisor))
}

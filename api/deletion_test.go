package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/record"
)

// fillDeletions adds to the record a request to a mission to delete the data that it was given.
func (s *sample) fillDeletions(r *fakeRecord) {
	due := noon.AddDate(0, 0, 7)
	row := record.DeletionRow{Erasure: eraseRef, Case: caseRef, Host: "THA", DueAt: &due, Deletion: erasure.Deletion{
		Desk: askedDesk, Agency: "eth-mfa", How: []erasure.How{erasure.ByTask, erasure.ByReading}, Classes: []casework.Class{"C"},
		AskedAt: noon, State: erasure.Waiting,
	}}
	r.deletion = func(of [2]string) (record.DeletionRow, error) {
		if of != [2]string{eraseRef, askedDesk} {
			return record.DeletionRow{}, missing()
		}
		return row, nil
	}
	r.deletions = func(f record.DeletionFilter) (record.Deletions, error) {
		if f.Page.After != nil || f.State != "" && f.State != row.State {
			return record.Deletions{}, nil
		}
		return record.Deletions{Rows: []record.DeletionRow{row}}, nil
	}
}

// A request for deletion is visible to its receiver and to the data protection officer of the host
// state. For all others it does not exist, also for her caseworker and for another mission.
func TestADeletionIsForItsReceiverAndTheOverseer(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	path := "/erasures/" + eraseRef + "/deletions/" + askedDesk
	for who, sees := range map[string]bool{
		consul: true, protector: true, caseworker: false, supervisor: false, medic: false, coordinator: false,
		"eth-mission-newdelhi data_protection_officer": true, "ken-mission-bangkok consular_officer": false, stranger: false,
	} {
		var page struct {
			Items []map[string]any `json:"items"`
		}
		h.ok(http.StatusOK, get("/deletions").as(who)).into(&page)
		if !sees {
			require.Empty(t, page.Items, who)
			hidden := h.refused(http.StatusNotFound, "not_found", get(path).as(who))
			never := h.refused(http.StatusNotFound, "not_found", get("/erasures/"+eraseRef+"/deletions/never-was").as(who))
			hidden.RequestID, never.RequestID = "", ""
			require.Equal(t, never, hidden, who)
			h.refused(http.StatusNotFound, "not_found", post(path, map[string]any{"answer": "deleted"}).as(who))
			continue
		}
		require.Len(t, page.Items, 1, who)
		a := h.ok(http.StatusOK, get(path).as(who))
		require.Equal(t, "waiting", a.at("state"), who)
		require.Equal(t, who != protector, a.at("mine") == true, who)
		require.NotContains(t, string(a.raw), "basis", "why she was erased is not for those who were given something")
	}
	h.refused(http.StatusForbidden, "denied", get("/deletions").as(auditor))
}

// The answer of a receiver goes to the workflow of the erasure, in the receiver's name.
func TestADeletionIsAnswered(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.commands.do = func(r command.Request) (command.Result, error) {
		require.Equal(t, record.Target{Kind: record.TargetErasure, Ref: eraseRef}, r.Target)
		require.Equal(t, "answer", r.Name)
		require.Equal(t, casework.DeskID(askedDesk), r.Actor.Desk)
		raw, err := json.Marshal(r.Args)
		require.NoError(t, err)
		var cmd erasure.Command
		require.NoError(t, json.Unmarshal(raw, &cmd))
		require.Equal(t, erasure.Command{Kind: erasure.KindAnswer, Desk: askedDesk, Answer: erasure.Kept, Reason: erasure.OwnHold}, cmd)
		return command.Result{State: record.CommandSettled, Target: r.Target, Answer: []byte(`{"seq":4,"state":"erased"}`)}, nil
	}
	a := h.ok(http.StatusOK, post("/erasures/"+eraseRef+"/deletions/"+askedDesk, map[string]any{"answer": "cannot", "reason": "own_hold"}).as(consul))
	require.Equal(t, "erased", a.at("erasure", "state"))
}

package worker_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/workflows"
)

// everyActivity has every activity by its name.
func everyActivity() map[string]attempted {
	return map[string]attempted{
		"RecordChange": {answers: 1, before: func(h *site) []any {
			change := h.opening("case-a")
			h.asked(change.Key, record.TargetCase, change.Ref)
			return []any{change}
		}},
		"TurnPage": {before: func(*site) []any { return nil }},
		"TakeBack": {answers: 1, before: func(*site) []any {
			return []any{activities.TakeBackInput{
				Key: "undo-1", Case: "case-a", Entry: casework.UndoEntry{ID: 1, Kind: casework.UndoSeat, Movement: "move-1", At: day},
			}}
		}},
		"RecordMovement": {answers: 1, before: func(h *site) []any {
			_, change := h.held("case-a", "case-b")
			h.asked(change.Key, record.TargetMovement, change.Ref)
			return []any{change}
		}},
		"Notify": {answers: 3, before: func(h *site) []any {
			held, _ := h.held("case-a", "case-b", "case-c")
			return []any{held.Outbox}
		}},
		"RecordOperation": {answers: 1, before: func(h *site) []any {
			change := h.confirmation(3)
			h.asked(change.Key, record.TargetOperation, change.Ref)
			return []any{change}
		}},
		"PreviewList": {answers: 1, before: func(h *site) []any {
			change := h.confirmation(3)
			return []any{activities.PreviewListInput{Operation: change.Ref, List: change.List, Host: "THA"}}
		}},
		"OpenCases": {answers: 1 + 3 + 1, marks: true, before: func(h *site) []any { // rows read, cases opened, rows marked
			confirmed := h.confirmed(3)
			return []any{activities.OpenCasesInput{Operation: confirmed.Ref, List: confirmed.List, Host: "THA", By: officer(), To: 100}}
		}},
		"CountReach": {answers: 1, before: func(h *site) []any {
			return []any{activities.CountReachInput{Operation: h.confirmed(3).Ref}}
		}},
		"TellCases": {answers: 1 + 3, before: func(h *site) []any { // cases read, cases told
			confirmed := h.confirmed(3)
			for n := range 3 {
				h.record(h.opening(casework.Ref(fmt.Sprintf("case-%04d", n+1))))
			}
			return []any{activities.TellCasesInput{
				Operation: confirmed.Ref, Key: "pause-1", By: officer(), Event: casework.EventPaused, Cause: casework.CauseBorderClosed, Limit: 100,
			}}
		}},
		"LookAtCase": {answers: 1, before: func(h *site) []any {
			h.record(h.opening("case-a"))
			return []any{activities.LookInput{Case: "case-a", Basis: erasure.RegisteredWrongly}}
		}},
		"FenceCase": {answers: 2, times: "fenced_at", before: func(h *site) []any { // the case, and the fence
			h.record(h.opening("case-a"))
			return []any{activities.LookInput{Case: "case-a", Basis: erasure.RegisteredWrongly}}
		}},
		"RecordErasure": {answers: 1, before: func(h *site) []any {
			h.record(h.opening("case-a"))
			change := h.wanted("case-a")
			h.asked(change.Key, record.TargetErasure, change.Ref)
			return []any{change}
		}},
		"FindReceivers": {answers: 2, before: func(h *site) []any { // the case, and who was given something
			h.record(h.opening("case-a"))
			return []any{activities.FindInput{Case: "case-a"}}
		}},
		"GiveTime": {before: func(*site) []any {
			return []any{activities.Given{Corridor: "tha-eth", Version: 1, From: day, Receivers: []erasure.Deletion{{
				Desk: "eth-mission-newdelhi", Agency: "eth-mfa", How: []erasure.How{erasure.ByTask}, State: erasure.Waiting,
			}}}}
		}},
		"EndRun":     {answers: 1, before: func(*site) []any { return []any{destroying()} }},
		"DestroyKey": {answers: 1, before: func(*site) []any { return []any{destroying()} }},
		"RemoveRun":  {answers: 1, before: func(*site) []any { return []any{destroying()} }},
		"StripRecord": {answers: 1, times: "erased_at", before: func(h *site) []any {
			h.record(h.opening("case-a"))
			return []any{destroying()}
		}},
		"PurgeOld": {answers: 12, marks: true, before: func(h *site) []any { // lists and journeys looked for, ten kinds purged
			h.record(h.opening("case-a"))
			h.backdate()
			return nil
		}},
		"EmptyTexts": {answers: 1 + 1 + 1, marks: true, before: func(h *site) []any { // listed, emptied, listed to the end
			h.said("open-case-a", record.TargetCase, "case-a", []byte(`{"text":"long ago","opening":{"operation":"","person":{"name":"N","phone":"0812345678","remark":"so"}}}`))
			change := h.opening("case-a")
			change.Next.Ended = &casework.End{At: day.AddDate(-30, 0, 0), Closed: true}
			h.record(change)
			return []any{activities.EndedCasesInput{}}
		}},
		"PreviewRetention": {answers: 12 + 1 + 1, times: "at", before: func(h *site) []any { // twelve kinds counted, ended cases listed, the counts kept
			h.record(h.opening("case-a"))
			h.backdate()
			return nil
		}},
		"SaveDue": {answers: 1 + 1 + 1, times: "noted_at", before: func(h *site) []any { // listed, noted, listed to the end
			change := h.opening("case-a")
			change.Next.Ended = &casework.End{At: day.AddDate(-30, 0, 0), Closed: true}
			h.record(change)
			return []any{activities.EndedCasesInput{}}
		}},
		// Commands taken, two sent and settled; unread notices looked for; notices handed over, and marked.
		"Sweep": {answers: 1 + 2*2 + 1 + 2 + 1, marks: true, times: "attempts next_at ended_at sent_at delivered_at", before: func(h *site) []any {
			h.record(h.opening("case-a"))
			h.asked("claim-1", record.TargetCase, "case-a")
			h.asked("claim-2", record.TargetCase, "case-a")
			return []any{activities.SweepInput{For: 1, Every: time.Hour}}
		}},
	}
}

func destroying() activities.DestroyInput {
	return activities.DestroyInput{Erasure: "erasure-1", Case: "case-a", By: officer()}
}

// wanted returns the first change of a request for erasure, as the rules make it.
func (h *site) wanted(ref casework.Ref) erasure.Change {
	h.Helper()
	change, _, err := erasure.Accept(erasure.Erasure{Ref: "erasure-1"}, erasure.Command{
		Key: "request-1", Kind: erasure.KindRequest, By: officer(), At: day, Case: ref, Basis: erasure.RegisteredWrongly,
		Gate: &gate.Status{Gate: "G23", Open: true},
	})
	require.NoError(h, err)
	return change
}

// backdate sets the sending of every notice to a time long ago.
func (h *site) backdate() {
	h.Helper()
	db, err := sql.Open("postgres", h.db.SuperuserDSN)
	require.NoError(h, err)
	defer func() { _ = db.Close() }()
	done, err := db.ExecContext(h.Context(), `update app.notices set sent_at = '2020-01-01'`)
	require.NoError(h, err)
	n, err := done.RowsAffected()
	require.NoError(h, err)
	require.Positive(h, n)
}

// officer works at the desk that registers the survivors of the corridor, which is of every case's team.
func officer() casework.Actor {
	return casework.Actor{Account: "acc-1", Desk: "tha-registrar-bangkok", Agency: "tha-social", Role: casework.RoleRegistrar}
}

// asOfficer returns the context of a request of the officer to the API.
func (h *site) asOfficer() context.Context {
	o := officer()
	return principal.With(h.Context(), principal.Principal{
		Kind: principal.Officer, Account: o.Account, Desk: o.Desk, Agency: o.Agency, Role: o.Role, Country: "THA",
	})
}

// asked stores a command that waits for its answer.
func (h *site) asked(key casework.Key, kind record.TargetKind, ref casework.Ref) {
	h.Helper()
	h.said(key, kind, ref, nil)
}

// said stores a command with free text that waits for its answer.
func (h *site) said(key casework.Key, kind record.TargetKind, ref casework.Ref, words []byte) {
	h.Helper()
	_, _, err := h.front.StoreCommand(h.asOfficer(), command.New{
		Key: key, Actor: officer(), Target: record.Target{Kind: kind, Ref: ref}, Name: "something", Args: []byte(`{}`), Words: words,
		Hash: strings.Repeat("0", 64), At: day, NextAt: day,
	})
	require.NoError(h, err)
}

// opening returns the first change of a case, as the rules make it.
func (h *site) opening(ref casework.Ref) casework.Change {
	h.Helper()
	found, err := h.book.Find("THA", "IDN", "", day)
	require.NoError(h, err)
	rules := found.Rules()
	change, _, err := ruling.Open(ref, casework.Command{
		Key: "open-" + casework.Key(ref), Kind: casework.KindOpen, By: officer(), At: day, Pinned: &rules,
		Facts: []casework.Statement{{Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(h, err)
	require.NotEmpty(h, change.Clocks)
	require.NotEmpty(h, change.Notices)
	return change
}

func (h *site) record(change casework.Change) {
	h.Helper()
	_, err := h.store.WriteChange(h.Context(), change, nil)
	require.NoError(h, err)
}

// held plans a movement and returns the change that holds a seat for each case, which is not written yet.
func (h *site) held(refs ...casework.Ref) (movement.Movement, movement.Change) {
	h.Helper()
	desk := casework.Actor{Desk: "tha-transport"}
	planned, _, err := movement.Accept(movement.Unplanned("move-1"), movement.Command{
		Key: "plan", Kind: movement.KindPlan, By: desk, At: day, Plan: &movement.Plan{
			Legs:  []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "IDCGK", DepartsAt: day.AddDate(0, 0, 9), ArrivesAt: day.AddDate(0, 0, 9).Add(4 * time.Hour)}},
			Seats: 5, Receiving: "idn-receiving", Escorts: []casework.DeskID{"tha-escort"},
		},
	})
	require.NoError(h, err)
	require.NoError(h, h.store.WriteMovement(h.Context(), planned))
	var blocks []movement.Block
	for _, ref := range refs {
		h.record(h.opening(ref))
		blocks = append(blocks, movement.Block{Members: []movement.Member{{Case: ref, Need: movement.Need{Since: day}}}})
	}
	change, _, err := movement.Accept(planned.Take(), movement.Command{Key: "hold", Kind: movement.KindHold, By: desk, At: day, Blocks: blocks})
	require.NoError(h, err)
	return change.Take(), change
}

// confirmation opens an operation, saves a list of so many rows, and returns the change that confirms
// it, which is not written yet.
func (h *site) confirmation(rows int) operation.Change {
	h.Helper()
	change := operation.Change{
		Ref: "op-1", Seq: 1, Key: "open-op", Kind: operation.KindOpen, At: day, By: officer(),
		Next: operation.Operation{Ref: "op-1", Seq: 1, State: operation.Running, Host: "THA", OpenedAt: day},
	}
	_, err := h.store.WriteOperation(h.Context(), change)
	require.NoError(h, err)
	var content roster.List
	for n := range rows {
		content.Rows = append(content.Rows, roster.Row{Line: n + 2, Raw: []string{"x"}, Name: person.NewName("x")})
	}
	content.Reconciliation.Nationalities = map[string]int{roster.UnknownNationality: rows}
	_, err = h.front.SaveList(h.asOfficer(), record.List{
		Ref: "list-1", Operation: "op-1", Name: "list.csv", Author: "custodian", Hash: strings.Repeat("0", 64), Bytes: 100, At: day, By: officer(), Key: "list",
	}, content)
	require.NoError(h, err)
	change.Seq, change.Key, change.Kind, change.List = 2, "confirm", operation.KindConfirmList, "list-1"
	change.Next.Seq, change.Next.Lists = 2, []casework.Ref{"list-1"}
	return change
}

func (h *site) confirmed(rows int) operation.Change {
	h.Helper()
	change := h.confirmation(rows)
	_, err := h.store.WriteOperation(h.Context(), change)
	require.NoError(h, err)
	return change
}

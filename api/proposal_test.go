package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
	"example.org/homeward/workflows"
)

// reportDeath lets a medical officer report that she has died, which waits for the supervisor's desk.
func (s *sample) reportDeath() {
	s.tb.Helper()
	s.accept(casework.Command{Key: "adopt", Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	s.accept(casework.Command{
		Key: "death", Kind: casework.KindReport, Event: casework.EventDeath,
		By: casework.Actor{Account: "dev-5", Desk: "tha-medical-maesot", Role: casework.RoleMedical},
	})
}

const (
	proposalPath = "/cases/c7m2k9x4pq/proposals/1"
	proposer     = medic + " dev-5"
)

// Those who see her whole case and the desks that proposed it or are asked see that a report of a death waits. A
// mission, a carrier and a screener may not even ask, and a stranger finds no case.
func TestWhoSeesAProposal(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	h.reportDeath()
	list := get("/cases/c7m2k9x4pq/proposals")
	for _, who := range []string{supervisor, caseworker, registrar} {
		items, ok := h.ok(http.StatusOK, list.as(who)).at("items").([]any)
		require.True(t, ok)
		require.Len(t, items, 1, "%s", who)
		require.Equal(t, "death", field(t, items[0], "action"))
		require.Equal(t, true, field(t, items[0], "freezes"))
		require.Equal(t, "tha-supervisor-maesot", field(t, items[0], "desk"))
		require.Equal(t, "approval~1.1", field(t, items[0], "task"))
	}
	for _, who := range []string{consul, transporter, approver, immigration, screener, protection, auditor} {
		h.refused(http.StatusForbidden, "denied", list.as(who))
		h.refused(http.StatusForbidden, "denied", get(proposalPath).as(who))
	}
	h.refused(http.StatusNotFound, "not_found", get(proposalPath).as(prosecutor))
	h.refused(http.StatusNotFound, "not_found", get(proposalPath).as(stranger))
	h.refused(http.StatusNotFound, "not_found", get("/cases/c7m2k9x4pq/proposals/2").as(supervisor))
}

// The digest comes with the preview and with whom it is about, for those who may answer; and for no one else.
func TestTheDigestComesWithThePreview(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reportDeath()
	seen := h.ok(http.StatusOK, get(proposalPath).as(supervisor))
	require.Equal(t, h.state.Proposals[0].Seal(h.state.Ref), seen.at("digest"))
	require.Equal(t, mark+" Hanna", seen.at("person", "person", "name"))
	require.Equal(t, mark+" house", seen.at("person", "person", "place"))
	require.Equal(t, mark+" words", seen.at("reasons"))
	recalls, ok := seen.at("preview", "recalls").([]any)
	require.True(t, ok)
	require.NotEmpty(t, recalls, "every request is called back")
	require.Equal(t, "death_in_care", seen.at("preview", "modality_after"))

	beside := h.ok(http.StatusOK, get(proposalPath).as(caseworker))
	require.NotNil(t, beside.at("preview"))
	require.Nil(t, beside.at("digest"))
	require.Nil(t, beside.at("person"))
	own := h.ok(http.StatusOK, get(proposalPath).as(proposer))
	require.Nil(t, own.at("digest"))
	require.Nil(t, own.at("preview"))
	require.Equal(t, true, own.at("proposal", "mine"))
	require.Equal(t, true, own.at("proposal", "may_withdraw"))
}

// The second person agrees to the digest or refuses with reasons; the officer who proposed takes it back.
func TestAProposalIsAnswered(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reportDeath()
	digest := h.state.Proposals[0].Seal(h.state.Ref)
	answer := func(who string, body m) request { return post(proposalPath+"/answer", body).as(who) }
	require.Equal(t, "/digest", h.refused(http.StatusUnprocessableEntity, "invalid", answer(supervisor, m{"answer": "agreed"})).Errors[0].Pointer)
	require.Equal(t, "/reasons", h.refused(http.StatusUnprocessableEntity, "invalid", answer(supervisor, m{"answer": "refused"})).Errors[0].Pointer)
	h.refused(http.StatusForbidden, "denied", answer(caseworker, m{"answer": "agreed", "digest": digest}))
	h.refused(http.StatusForbidden, "denied", answer(proposer, m{"answer": "agreed", "digest": digest}))
	h.refused(http.StatusForbidden, "denied", answer("tha-caseworker-maesot supervisor", m{"answer": "agreed", "digest": digest}))
	require.Zero(t, h.commands.count())

	h.ok(http.StatusOK, answer(supervisor, m{"answer": "agreed", "digest": digest}))
	sent := args[casework.Command](t, h.commands.last())
	require.Equal(t, casework.Command{Kind: casework.KindDecide, Task: "approval/1#1", Outcome: casework.Agreed, Ref: h.state.Proposals[0].Digest}, sent)
	h.ok(http.StatusOK, answer(supervisor, m{"answer": "refused", "reasons": "she called"}))
	require.Equal(t, "she called", h.commands.last().Words.Text)

	withdraw := post(proposalPath+"/withdraw", nil)
	h.refused(http.StatusForbidden, "denied", withdraw.as(supervisor))
	h.ok(http.StatusOK, withdraw.as(proposer))
	require.Equal(t, casework.Command{Kind: casework.KindDropProposal, Proposal: 1}, args[casework.Command](t, h.commands.last()))
}

// A proposal was withdrawn and the same act proposed again, by another officer. An officer who has seen the first must look
// at the second before agreeing, and learns of the first that it was withdrawn. A desk that may not see it learns nothing.
func TestAgreeingNamesTheProposalAndNotOnlyTheAct(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reportDeath()
	seen, answer := h.ok(http.StatusOK, get(proposalPath).as(supervisor)).at("digest"), "/answer"
	h.accept(casework.Command{Key: "drop", Kind: casework.KindDropProposal, Proposal: 1, By: h.state.Proposals[0].By})
	agreed := m{"answer": "agreed", "digest": seen}
	require.Contains(t, h.refused(http.StatusConflict, "conflict", post(proposalPath+answer, agreed).as(supervisor)).Detail, "withdrawn")
	h.refused(http.StatusNotFound, "not_found", post(proposalPath+answer, agreed).as(prosecutor))
	h.refused(http.StatusNotFound, "not_found", post(proposalPath+answer, agreed).as(stranger))

	again := h.state.Proposals[0].Command
	again.Key, again.By.Account = "again", "dev-6"
	h.accept(again)
	require.Equal(t, h.state.Proposals[0].Digest, h.state.Proposals[1].Digest, "it is the same act")
	second := "/cases/c7m2k9x4pq/proposals/2"
	h.refused(http.StatusPreconditionFailed, "stale", post(second+answer, agreed).as(supervisor))
	require.Zero(t, h.commands.count())
	h.ok(http.StatusOK, post(second+answer, m{"answer": "agreed", "digest": h.ok(http.StatusOK, get(second).as(supervisor)).at("digest")}).as(supervisor))
}

// An act that waits says so: its answer names the proposal and the request to the second person.
func TestAnActThatWaitsNamesItsProposal(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{Key: "adopt", Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	_, waits, err := ruling.Accept(h.state, casework.Command{
		Key: "death", Kind: casework.KindReport, Event: casework.EventDeath, At: noon, By: casework.Actor{Account: "dev-5", Desk: "tha-medical-maesot", Role: casework.RoleMedical},
	}, workflows.Procedure)
	require.NoError(t, err)
	h.commands.do = func(r command.Request) (command.Result, error) {
		raw, err := json.Marshal(waits)
		return command.Result{State: record.CommandSettled, Target: r.Target, Answer: raw}, err
	}
	got := h.ok(http.StatusOK, post("/cases/c7m2k9x4pq/reports", m{"event": "death"}).as(registrar))
	require.InDelta(t, 1, got.at("case", "proposal"), 0)
	require.Equal(t, "approval~1.1", got.at("case", "task"))
}

package api_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

const (
	ordersPath = "/cases/c7m2k9x4pq/orders"
	counsel    = "tha-supervisor-maesot legal_officer dev-6"
)

// orderBody is a complete order for her mission, of two months.
func orderBody() m {
	return m{
		"kind": "host_legal_duty", "classes": []string{"C"}, "until": noon.AddDate(0, 2, 0).Format("2006-01-02T15:04:05Z"),
		"authority": "Criminal Court", "number": "A 123/2569", "date": "2026-11-03", "purpose": "To tell her mission.",
	}
}

// orderedByTwo puts an order of two months on record.
func (s *sample) orderedByTwo() {
	s.tb.Helper()
	s.accept(casework.Command{Key: "adopt", Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	until := noon.AddDate(0, 2, 0)
	s.accept(casework.Command{
		Key: "order", Kind: casework.KindOrder, OrderKind: casework.OrderHostDuty, Desk: s.state.MissionAsked(), Classes: []casework.Class{policy.Identity},
		Until: &until, Ref: "order-1", Reasoned: true, By: casework.Actor{Account: "dev-5", Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor},
	})
}

// An order is sent with its codes; what the authority has written goes beside it, sealed.
func TestAnOrderIsProposed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{Key: "adopt", Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	h.ok(http.StatusOK, post(ordersPath, orderBody()).as(supervisor))
	sent := args[casework.Command](t, h.commands.last())
	require.NotEmpty(t, sent.Ref)
	until := noon.AddDate(0, 2, 0)
	require.Equal(t, casework.Command{
		Kind: casework.KindOrder, OrderKind: casework.OrderHostDuty, Desk: h.state.MissionAsked(), Classes: []casework.Class{policy.Identity},
		Until: &until, Ref: sent.Ref, Reasoned: true,
	}, sent)
	require.Equal(t, &record.OrderText{Authority: "Criminal Court", Number: "A 123/2569", Date: "2026-11-03", Purpose: "To tell her mission."}, h.commands.last().Words.Order)

	for _, wrong := range []m{{"kind": "a_wish"}, {"date": "3 November"}, {"authority": ""}, {"classes": []string{}}, {"classes": []string{"I"}}} {
		body := orderBody()
		maps.Copy(body, wrong)
		h.refused(http.StatusUnprocessableEntity, "invalid", post(ordersPath, body).as(supervisor))
	}
	for _, who := range []string{caseworker, registrar, consul, immigration, screener} {
		h.refused(http.StatusForbidden, "denied", post(ordersPath, orderBody()).as(who))
	}
	h.refused(http.StatusNotFound, "not_found", post(ordersPath, orderBody()).as(prosecutor))
}

// The second person sees what the order says; a registrar, who sees no legal data, sees that one is proposed.
func TestWhatAProposedOrderShows(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.orderedByTwo()
	seen := h.ok(http.StatusOK, get(proposalPath).as(counsel))
	require.Equal(t, mark+" court", seen.at("order", "authority"))
	require.Equal(t, "host_legal_duty", seen.at("order", "kind"))
	require.Equal(t, h.state.Proposals[0].Seal(h.state.Ref), seen.at("digest"))
	beside := h.ok(http.StatusOK, get(proposalPath).as(registrar))
	require.Nil(t, beside.at("order"))
	require.Nil(t, beside.at("digest"))
	other := h.ok(http.StatusOK, get(proposalPath).as("tha-supervisor-maesot supervisor dev-8"))
	require.Nil(t, other.at("digest"), "a second supervisor is of the same role")
}

// An order on record is read by those who see legal data, and taken back with reasons.
func TestOrdersAreReadAndTakenBack(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.orderedByTwo()
	p := h.state.Proposals[0]
	h.accept(casework.Command{
		Key: "agree", Kind: casework.KindDecide, Task: p.Task, Outcome: casework.Agreed, Ref: p.Digest,
		By: casework.Actor{Account: "dev-6", Desk: "tha-supervisor-maesot", Role: casework.RoleLegal},
	})
	items, ok := h.ok(http.StatusOK, get(ordersPath).as(caseworker)).at("items").([]any)
	require.True(t, ok)
	require.Len(t, items, 1)
	require.Equal(t, true, field(t, items[0], "active"))
	for _, who := range []string{registrar, consul, transporter, screener} {
		h.refused(http.StatusForbidden, "denied", get(ordersPath).as(who))
	}
	end := ordersPath + "/1/end"
	h.refused(http.StatusUnprocessableEntity, "invalid", post(end, m{}).as(caseworker))
	h.refused(http.StatusForbidden, "denied", post(end, m{"reasons": "why"}).as(registrar))
	h.ok(http.StatusOK, post(end, m{"reasons": "The court has set it aside."}).as(caseworker))
	require.Equal(t, casework.Command{Kind: casework.KindEndOrder, Order: 1, Reasoned: true}, args[casework.Command](t, h.commands.last()))
	require.Equal(t, "The court has set it aside.", h.commands.last().Words.Text)
}

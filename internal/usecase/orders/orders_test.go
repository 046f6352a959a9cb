package orders_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/usecasetest"
)

const (
	orderedCase = casework.Ref("c7m2k9x4pq")
	supervision = casework.DeskID("tha-supervisor-maesot")
	mission     = casework.DeskID("ken-mission-bangkok")
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// refusing is an office with a case of a person who does not fear to return and has agreed to nothing about her
// consulate.
func refusing(t *testing.T) *usecasetest.Office {
	t.Helper()
	o := usecasetest.New(t, noon)
	o.Open(orderedCase, "tha-ken", 48*time.Hour)
	o.Agree(orderedCase, 47*time.Hour, []casework.Consent{casework.ConsentRegistration, casework.ConsentScreening},
		casework.Statement{Name: casework.FactNeedsMet, Value: "yes"}, casework.Statement{Name: casework.FactInterpreter, Value: "ok"},
		casework.Statement{Name: casework.FactLawyerTold, Value: "yes"})
	o.Settle(orderedCase, 46*time.Hour, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	o.Settle(orderedCase, 46*time.Hour, casework.StepFearOfReturn, casework.No, casework.RoleCaseworker)
	return o
}

func terms() orders.Terms {
	return orders.Terms{
		Kind: casework.OrderHostDuty, Classes: []policy.Class{policy.Identity}, Until: noon.AddDate(0, 2, 0),
		Text: record.OrderText{Authority: "Criminal Court", Number: "A 123/2569", Date: "2026-11-03", Purpose: "To tell her mission."},
	}
}

func by(t *testing.T, desk casework.DeskID, role casework.Role, account casework.AccountID) context.Context {
	t.Helper()
	ctx := usecasetest.By(t, account, desk, role)
	request.From(ctx).ProvenAt = noon
	return ctx
}

// A supervisor proposes an order, a lawyer sees what it opens to whom and agrees, and one caseworker takes it back.
func TestTheLifeOfAnOrder(t *testing.T) {
	t.Parallel()
	o := refusing(t)
	supervisor, lawyer := by(t, supervision, casework.RoleSupervisor, "acc-s"), by(t, supervision, casework.RoleLegal, "acc-l")
	caseworker := by(t, "tha-caseworker-maesot", casework.RoleCaseworker, "acc-c")
	receipt, err := o.RecordOrder(supervisor, orderedCase, "order-0001", terms())
	require.NoError(t, err)
	require.NoError(t, receipt.Refusal)
	sent := o.Commands.Sent()
	require.NotContains(t, fmt.Sprintf("%+v", sent[len(sent)-1].Command), "Court", "a command has codes only")
	require.Equal(t, "Criminal Court", sent[len(sent)-1].Words.Order.Authority)

	own, err := o.ShowProposal(supervisor, orderedCase, 1)
	require.NoError(t, err)
	require.False(t, own.MayAnswer)
	require.Empty(t, own.Digest)
	found, err := o.ListApprovals(lawyer)
	require.NoError(t, err)
	require.Len(t, found.Proposals, 1)
	found, err = o.ListApprovals(by(t, supervision, casework.RoleSupervisor, "acc-other"))
	require.NoError(t, err)
	require.Empty(t, found.Proposals, "a second supervisor is of the same role")

	seen, err := o.ShowProposal(lawyer, orderedCase, 1)
	require.NoError(t, err)
	require.Equal(t, terms().Text, seen.Order.OrderText)
	require.Equal(t, mission, seen.Order.Desk)
	require.Equal(t, []casework.GateID{"G03"}, seen.Preview.Opened)
	require.Equal(t, []proposals.DeskClasses{{Desk: mission, More: []policy.Class{policy.Operational, policy.TravelCard, policy.Identity}, Less: nil}}, onlyOf(seen.Preview.Desks, mission))
	asked := func() bool {
		c := o.State(orderedCase)
		_, open := c.TaskFor(casework.StepVerifyNationality)
		return open
	}
	require.False(t, asked())
	_, err = o.AnswerProposal(usecasetest.By(t, "acc-l", supervision, casework.RoleLegal), orderedCase, 1, "agree-0000", proposals.Answer{Agrees: true, Digest: seen.Digest})
	require.Equal(t, fault.StepUp, fault.CodeOf(err), "an unlocked laptop opens nothing")
	require.False(t, asked())
	_, err = o.AnswerProposal(lawyer, orderedCase, 1, "agree-0001", proposals.Answer{Agrees: true, Digest: seen.Digest})
	require.NoError(t, err)
	require.True(t, asked())

	lines, err := o.ShowTimeline(by(t, mission, casework.RoleConsul, "acc-m"), orderedCase, false, act.Paging{})
	require.NoError(t, err)
	require.NotEmpty(t, lines.Rows)
	for _, line := range lines.Rows {
		require.NotEqual(t, casework.EntryOrder, line.Code, "a mission does not learn that she did not agree")
	}
	list, err := o.ListOrders(caseworker, orderedCase)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.True(t, list[0].Active)
	require.Equal(t, terms().Text, list[0].OrderText)
	_, err = o.EndOrder(caseworker, orderedCase, "end-order-01", 1, "The court has set it aside.")
	require.NoError(t, err)
	require.False(t, asked())
	c := o.State(orderedCase)
	_, owes := c.TaskFor(casework.Attest(mission))
	require.True(t, owes, "the mission deletes what it has received")
}

func onlyOf(all []proposals.DeskClasses, desk casework.DeskID) []proposals.DeskClasses {
	var out []proposals.DeskClasses
	for _, one := range all {
		if one.Desk == desk {
			out = append(out, one)
		}
	}
	return out
}

// Legal data of a case are for her team's caseworkers, supervisors and lawyers, and for a prosecutor who was asked.
func TestWhoMaySeeAndProposeOrders(t *testing.T) {
	t.Parallel()
	o := refusing(t)
	for name, who := range map[string]struct {
		ctx             context.Context
		reads, proposes fault.Code
	}{
		"her supervisor":                {by(t, supervision, casework.RoleSupervisor, "acc-1"), "", ""},
		"her caseworker":                {by(t, "tha-caseworker-maesot", casework.RoleCaseworker, "acc-2"), "", fault.Denied},
		"her registrar":                 {by(t, "tha-registrar-maesot", casework.RoleRegistrar, "acc-3"), fault.Denied, fault.Denied},
		"a prosecutor not asked":        {by(t, "tha-prosecutor-maesot", casework.RoleProsecutor, "acc-4"), fault.NotFound, fault.NotFound},
		"her mission":                   {by(t, mission, casework.RoleConsul, "acc-5"), fault.Denied, fault.Denied},
		"a supervisor of another state": {by(t, "vnm-coordination", casework.RoleSupervisor, "acc-6"), fault.NotFound, fault.NotFound},
	} {
		_, err := o.ListOrders(who.ctx, orderedCase)
		require.Equal(t, who.reads, fault.CodeOf(err), "%s reads", name)
		if who.proposes == "" {
			continue
		}
		_, err = o.RecordOrder(who.ctx, orderedCase, "order-"+name[4:8]+"1", terms())
		require.Equal(t, who.proposes, fault.CodeOf(err), "%s proposes", name)
	}
}

// An order says what it is before it is proposed.
func TestAnOrderIsComplete(t *testing.T) {
	t.Parallel()
	o := refusing(t)
	supervisor := by(t, supervision, casework.RoleSupervisor, "acc-s")
	for pointer, change := range map[string]func(*orders.Terms){
		"/kind":      func(in *orders.Terms) { in.Kind = "a wish" },
		"/authority": func(in *orders.Terms) { in.Text.Authority = "" },
		"/number":    func(in *orders.Terms) { in.Text.Number = "" },
		"/date":      func(in *orders.Terms) { in.Text.Date = "3 November" },
		"/purpose":   func(in *orders.Terms) { in.Text.Purpose = "" },
		"/classes":   func(in *orders.Terms) { in.Classes = nil },
		"/desk":      func(in *orders.Terms) { in.Desk = "tha-immigration-tak" },
	} {
		in := terms()
		change(&in)
		_, err := o.RecordOrder(supervisor, orderedCase, "order-0002", in)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), pointer)
		fields, ok := fault.DetailsOf(err).(act.InvalidFields)
		require.True(t, ok, pointer)
		require.Equal(t, pointer, fields[0].Pointer)
	}
	third := terms()
	third.Kind, third.Desk = casework.OrderDisclosure, "idn-receiving"
	_, err := o.RecordOrder(supervisor, orderedCase, "order-0003", third)
	require.Equal(t, fault.Denied, fault.CodeOf(err), "a third state gets nothing")
}

// The word of one person is refused with what to do instead.
func TestTheBareWordIsRefused(t *testing.T) {
	t.Parallel()
	o := refusing(t)
	supervisor := by(t, supervision, casework.RoleSupervisor, "acc-s")
	receipt, err := o.StateFacts(supervisor, orderedCase, "facts-0001", []casework.Statement{{Name: casework.FactHostDuty, Value: "yes"}}, "")
	if err == nil {
		err = receipt.Refusal
	}
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	require.Contains(t, fault.MessageOf(err), "propose the order itself")
}

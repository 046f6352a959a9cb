package rights_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/internal/usecase/proposals"
)

// permitted is what an order of a kind may open, in the words of the field: the duty to notify opens contact with her
// consulate (G03) and who she is to that consulate; an order to hand her file over opens sharing with her receiver
// (G05), and who and where she is to that receiver.
var permitted = map[casework.OrderKind]struct {
	gate    casework.GateID
	kind    casework.DeskKind
	classes []policy.Class
}{
	"host_legal_duty": {"G03", casework.DeskConsulate, []policy.Class{policy.Identity}},
	"legal_order":     {"G05", casework.DeskReceiving, []policy.Class{policy.Identity, policy.Contact}},
}

func (l *life) proposes(kind casework.OrderKind, classes ...policy.Class) command {
	return command{name: fmt.Sprint("propose ", kind, " ", classes), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.RecordOrder(ctx, l.ref, key, orders.Terms{Kind: kind, Classes: classes, Until: l.clock.AddDate(0, 1, 0), Text: record.OrderText{
			Authority: "Court", Number: "1", Date: "2026-02-01", Purpose: "Purpose.",
		}})
	}}
}

// agreesTo answers the newest proposal, by the digest that the officer is shown.
func (l *life) agreesTo(number int) command {
	return command{name: fmt.Sprint("agree to ", number), do: func(ctx context.Context, key string) (act.Receipt, error) {
		seen, err := l.ShowProposal(ctx, l.ref, number)
		if err != nil {
			return act.Receipt{}, err
		}
		return l.AnswerProposal(ctx, l.ref, number, key, proposals.Answer{Agrees: true, Digest: seen.Digest})
	}}
}

func (l *life) takesBack(order int) command {
	return command{name: fmt.Sprint("take order ", order, " back"), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.EndOrder(ctx, l.ref, key, order, "Reasons.")
	}}
}

// openGates lists the gates that are open.
func (l *life) openGates() (out []casework.GateID) {
	c := l.state()
	for _, g := range gate.All() {
		if g.Check(gate.View{Case: &c, Now: l.clock}).Open {
			out = append(out, g.ID)
		}
	}
	return out
}

func added[T comparable](before, after []T) []T {
	return slices.DeleteFunc(slices.Clone(after), func(one T) bool { return slices.Contains(before, one) })
}

// mostOrders is how many lives are led with an order.
const mostOrders = 300

// In any life an order opens one gate, for the one desk and the classes that it names, and what it opened is closed when
// one officer of her team takes it back.
func TestAnOrderOpensOnlyWhatItNames(t *testing.T) {
	t.Parallel()
	h := newPlace(t)
	recorded, opened, shown := map[casework.OrderKind]int{}, 0, 0
	all := func(officer) bool { return true }
	rapid.Check(t, func(rt *rapid.T) {
		if h.lives >= mostOrders {
			return
		}
		l := h.opens(rapid.SampledFrom([]string{"tha-lao", "tha-mmr", "tha-idn", "khm-vnm"}).Draw(rt, "corridor"))
		withheld := rapid.SampledFrom([][]casework.Consent{
			nil, {casework.ConsentConsulate}, {casework.ConsentHandover}, {casework.ConsentConsulate, casework.ConsentShareIdentity, casework.ConsentHandover},
		}).Draw(rt, "withheld")
		l.leads(way{without: withheld}, rapid.IntRange(1, 40).Draw(rt, "depth"))
		for range rapid.IntRange(0, 3).Draw(rt, "happens") {
			l.happens(rt)
		}
		kind := rapid.SampledFrom(casework.OrderKinds()).Draw(rt, "kind")
		may := permitted[kind]
		classes := may.classes[:rapid.IntRange(1, len(may.classes)).Draw(rt, "classes")]
		c := l.state()
		desk := c.Rules.Desks[casework.DeskSupervisor]
		gates, views := l.openGates(), l.seers(&c, all)
		if !l.tries(rt, l.at(desk, casework.RoleSupervisor), l.proposes(kind, classes...)) {
			return
		}
		c = l.state()
		require.Empty(rt, added(gates, l.openGates()), "a proposal opens nothing")
		require.Empty(rt, added(views, l.seers(&c, all)), "a proposal shows nothing")
		if !l.tries(rt, l.at(desk, casework.RoleLegal), l.agreesTo(len(c.Proposals))) {
			return
		}
		recorded[kind]++
		c = l.state()
		order := c.Orders[len(c.Orders)-1]
		at, _ := l.Book.Directory().Desk(order.Desk)
		require.Equal(rt, may.kind, at.Kind)
		if more := added(gates, l.openGates()); len(more) > 0 {
			opened++
			require.Equal(rt, []casework.GateID{may.gate}, more, "%s:\n%s", kind, strings.Join(l.trail, "\n"))
		}
		for _, o := range h.all {
			for _, class := range added(of(views, o), sees(l.subject(&c), o)) {
				shown++
				named := slices.Contains(classes, class) || class == policy.TravelCard // a part of who she is
				require.True(rt, named && o.Desk == order.Desk, "%s shows %s to %s at %s:\n%s", kind, class, o.Role, o.Desk, strings.Join(l.trail, "\n"))
			}
		}
		caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
		require.True(rt, l.tries(rt, caseworker, l.takesBack(order.ID)))
		c = l.state()
		require.Empty(rt, added(gates, l.openGates()), "what it opened is closed:\n%s", strings.Join(l.trail, "\n"))
		require.Empty(rt, added(views, l.seers(&c, all)), "what it showed is hidden:\n%s", strings.Join(l.trail, "\n"))
	})
	t.Logf("orders on record: %v; gates opened: %d; views opened: %d; in %d lives", recorded, opened, shown, h.lives)
	for kind := range permitted {
		require.Positive(t, recorded[kind], "%s", kind)
	}
	require.Positive(t, opened)
	require.Positive(t, shown)
}

// of returns the classes that an officer is listed with.
func of(views []string, o officer) []policy.Class {
	var out []policy.Class
	for _, view := range views {
		if class, ok := strings.CutPrefix(view, string(o.Account)+" "); ok {
			out = append(out, policy.Class(class))
		}
	}
	return out
}

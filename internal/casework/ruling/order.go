package ruling

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// recordOrder puts an order of an authority on record, to which a second person in another role has agreed.
func (d *draft) recordOrder() error {
	if err := d.checkOrder(); err != nil {
		return err
	}
	o := casework.Order{
		ID: len(d.Orders) + 1, Kind: d.cmd.OrderKind, Desk: d.cmd.Desk, Classes: slices.Clone(d.cmd.Classes), Since: d.cmd.At,
		Until: d.cmd.Until.UTC(), By: d.cmd.By, Key: d.cmd.Key,
	}
	d.Orders = append(d.Orders, o)
	d.addEntry(casework.Entry{Code: casework.EntryOrder, Desk: d.cmd.By.Desk, Detail: string(o.Kind)}) // the desk of the order never sees the line
	return nil
}

// checkOrder checks what every order must name. An order for another mission than the one that is asked about her
// opens nothing, so it is refused.
func (d *draft) checkOrder() error {
	spec, known := casework.OrderSpecOf(d.cmd.OrderKind)
	proposes := func(kind casework.DeskKind) bool { return d.Rules.Desks[kind] == d.cmd.By.Desk }
	notOpened := func(class casework.Class) bool { return !slices.Contains(spec.Classes, class) }
	switch {
	case !d.Protects():
		return fault.New(fault.Conflict, "the case follows the rules of an earlier release, which know no order; it follows the newer ones after the next rollover")
	case d.Deceased():
		return fault.New(fault.Conflict, "the survivor has died; nothing is opened about her any longer")
	case !known:
		return fault.New(fault.Invalid, "there is no such kind of order")
	case !slices.ContainsFunc(spec.Desks, proposes):
		return fault.New(fault.Denied, "this desk proposes no order of this kind; her supervisor desk does")
	case d.cmd.Desk == "" || spec.Kind == casework.OrderHostDuty && d.cmd.Desk != d.MissionAsked():
		return fault.New(fault.Invalid, "name the desk that the order opens something to: the mission that is asked about her, or her receiver")
	case !slices.Contains(d.cmd.Classes, spec.Classes[0]) || hasDuplicate(d.cmd.Classes) || slices.ContainsFunc(d.cmd.Classes, notOpened):
		return fault.New(fault.Invalid, "name the classes that the order opens, who she is among them, each once, and none that such an order cannot open")
	case d.cmd.Until == nil || !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "set an end of the order that is in the future")
	case d.cmd.Until.After(d.cmd.At.Add(casework.MaxOrder)):
		return fault.New(fault.Invalid, "an order is on record for a year at most; it can be recorded again")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "an order needs its purpose in writing")
	}
	return nil
}

// endOrder takes an order back before its time. One person of her team does that, with reasons: what is closed by
// mistake can be opened again by two.
func (d *draft) endOrder() error {
	switch {
	case d.cmd.Order < 1 || d.cmd.Order > len(d.Orders):
		return fault.New(fault.NotFound, "there is no order with this number")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "taking an order back needs written reasons")
	}
	o := d.Orders[d.cmd.Order-1]
	if !o.EndedAt.IsZero() {
		return fault.New(fault.Conflict, "this order has ended already")
	}
	d.closeOrder(o)
	return nil
}

// expireOrders ends the orders whose time is over.
func (d *draft) expireOrders() {
	for _, o := range slices.Clone(d.Orders) {
		if o.EndedAt.IsZero() && !d.cmd.At.Before(o.Until) {
			d.closeOrder(o)
			d.addNotice(casework.Notice{Kind: casework.NoticeOrderEnded, Desk: d.Rules.Desks[casework.DeskCaseworker]})
		}
	}
}

// closeOrder ends an order, and takes back what its desk has by it alone.
func (d *draft) closeOrder(o casework.Order) {
	o.EndedAt = d.cmd.At
	d.Orders[o.ID-1] = o
	d.addEntry(casework.Entry{Code: casework.EntryOrderEnded, Desk: d.cmd.By.Desk, Detail: string(o.Kind)})
	spec, _ := casework.OrderSpecOf(o.Kind)
	if !d.opens(spec) {
		d.orderUndo(d.undoesFor(spec.Consent))
		return
	}
	if named, ok := d.ReceiverNamed(d.cmd.At); spec.To == casework.DeskReceiving && ok && named != o.Desk {
		kinds := d.undoesFor(spec.Consent)
		d.orderUndoOf(func(u casework.UndoEntry) bool { return u.Desk == o.Desk && slices.Contains(kinds, u.Kind) })
	}
}

// opens reports whether something else than an order that has ended meets the condition of a kind of order: her
// consent, a law, a waiver of two, or another order.
func (d *draft) opens(spec casework.OrderSpec) bool {
	g, _ := gate.ByID(spec.Gate)
	return !slices.ContainsFunc(g.Check(gate.View{Case: d.Case, Now: d.cmd.At}).Unmet, func(u gate.Unmet) bool {
		return u.Condition == spec.Condition
	})
}

// denyOrder applies that there is no order in the place of the bare fact of an earlier release: what rested on the
// fact is taken back.
func (d *draft) denyOrder(kind casework.OrderKind) {
	if spec, _ := casework.OrderSpecOf(kind); d.Protects() && !d.opens(spec) {
		d.orderUndo(d.undoesFor(spec.Consent))
	}
}

// noteMissingOrders writes on the timeline which orders only the bare fact of an earlier release stands for. A
// supervisor is asked about each; see KeepOwner.
func (d *draft) noteMissingOrders() {
	for _, kind := range d.WithoutOrder() {
		d.addEntry(casework.Entry{Code: casework.EntryOrderMissing, Detail: string(kind)})
	}
}

// keepOrders asks the supervisor desk about each order of which only the bare fact of an earlier release is on
// record, until there is an order or it is stated that there is none.
func (w *Walk) keepOrders() {
	for _, kind := range w.c.WithoutOrder() {
		spec, _ := casework.OrderSpecOf(kind)
		w.keep(wantedTask{
			step: casework.Blocked(spec.Gate), desk: w.c.Rules.Desks[casework.DeskSupervisor], kind: casework.DeskSupervisor,
		}, w.now)
	}
}

// whyNotByWord returns why an officer may not state a fact that has become an order, or "" if they may.
func (d *draft) whyNotByWord(s casework.Statement) error {
	kind, order := casework.OrderOfFact(s.Name)
	switch {
	case !order:
		return nil
	case d.Protects() && s.Value == "yes":
		return fault.New(fault.Denied, "one person's word opens nothing here: propose the order itself ("+strconv.Quote("case order "+string(kind))+
			" or the page of the case), with authority, number, date, purpose and end, and a second person agrees")
	case !d.Protects() && kind == casework.OrderHostDuty && s.Value == "no":
		return fault.New(fault.Invalid, "this desk cannot state such a fact")
	default:
		return nil
	}
}

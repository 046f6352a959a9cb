package casework

import (
	"slices"
	"time"
)

// OrderKind is what an order of an authority stands in for.
type OrderKind string

// The kinds. In the first edition a bare fact of the same name stood in their place.
const (
	OrderHostDuty   OrderKind = "host_legal_duty" // the host state must tell her mission of her, with or without her consent
	OrderDisclosure OrderKind = "legal_order"     // her file must be handed to a receiver, with or without her consent
)

// OrderKinds lists every kind.
func OrderKinds() []OrderKind { return []OrderKind{OrderHostDuty, OrderDisclosure} }

// MaxOrder is the longest duration of an order on record. It can be recorded again. No lawyer has checked it.
const MaxOrder = 366 * 24 * time.Hour

// Order is an order of an authority on record. Until it ends it stands in for consents of hers at one gate, for
// one desk, and lets that desk see some field classes. It opens nothing else. Which authority gave it, its number,
// its date and its purpose are in the record under Key.
type Order struct {
	ID      int       `json:"id"` // counts from 1 within the case
	Kind    OrderKind `json:"kind"`
	Desk    DeskID    `json:"desk"`    // the mission that is asked about her, or her receiver
	Classes []Class   `json:"classes"` // that the desk sees by it
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until"`
	By      Actor     `json:"by"`  // who proposed it; the second person is in the proposal
	Key     Key       `json:"key"` // of the command that proposed it
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// Active reports whether the order is in force at an instant.
func (o Order) Active(at time.Time) bool { return o.EndedAt.IsZero() && at.Before(o.Until) }

// OrderSpec says what an order of a kind opens, and what goes with it when it ends.
type OrderSpec struct {
	Kind OrderKind
	// Gate and Condition are what it opens. Consent is the consent in whose place it stands: when the order
	// ends, the acts are undone that would be undone if this consent were withdrawn.
	Gate      GateID
	Condition ConditionID
	Consent   Consent
	// To is the kind of the desk that it opens something to, and Classes what that desk can see by it at most. Every
	// order opens the first of them: a desk that is asked about her has to know who she is.
	To      DeskKind
	Classes []Class
	// Desks are the kinds of desks whose officers propose it.
	Desks []DeskKind
}

// OrderSpecs is the table of orders. No lawyer has checked it.
func OrderSpecs() []OrderSpec {
	return []OrderSpec{
		{
			Kind: OrderHostDuty, Gate: "G03", Condition: CondConsulateConsent, Consent: ConsentConsulate,
			To: DeskConsulate, Classes: []Class{"C"}, Desks: []DeskKind{DeskSupervisor},
		},
		{
			Kind: OrderDisclosure, Gate: "G05", Condition: CondShareConsent, Consent: ConsentHandover,
			To: DeskReceiving, Classes: []Class{"C", "F"}, Desks: []DeskKind{DeskSupervisor, DeskProsecutor},
		},
	}
}

// OrderSpecOf returns the specification of a kind of order.
func OrderSpecOf(kind OrderKind) (OrderSpec, bool) {
	for _, spec := range OrderSpecs() {
		if spec.Kind == kind {
			return spec, true
		}
	}
	return OrderSpec{}, false
}

// Fact returns the fact that stood in the place of such an order in the first edition.
func (k OrderKind) Fact() FactName { return FactName(k) }

// OrderOfFact returns the kind of order that has taken the place of a fact.
func OrderOfFact(name FactName) (OrderKind, bool) {
	kind := OrderKind(name)
	return kind, slices.Contains(OrderKinds(), kind)
}

// OrderedFor returns the first order of a kind that is in force for a desk.
func (c *Case) OrderedFor(kind OrderKind, desk DeskID, at time.Time) (Order, bool) {
	for _, o := range c.Orders {
		if o.Kind == kind && o.Desk == desk && o.Active(at) {
			return o, true
		}
	}
	return Order{}, false
}

// OrderedDesk returns the desk for which an order of a kind opens something now: the mission that is asked about
// her, or the receiver that the newest order in force names. "" means none.
func (c *Case) OrderedDesk(kind OrderKind, at time.Time) DeskID {
	if kind == OrderHostDuty {
		return c.MissionAsked()
	}
	for _, o := range slices.Backward(c.Orders) {
		if o.Kind == kind && o.Active(at) {
			return o.Desk
		}
	}
	return ""
}

// MissionAsked returns the desk of the mission that is, or would be, asked about her now: that of the second state
// that is tried, or else the corridor's.
func (c *Case) MissionAsked() DeskID {
	if c.Second != nil {
		return c.Second.Desk
	}
	return c.Rules.Desks[DeskConsulate]
}

// ReceiverNamed returns the desk to which her file may be handed over: the one of her consent, or else the one that
// an order names. ok is false if neither holds; then law or nothing stands for it.
func (c *Case) ReceiverNamed(now time.Time) (desk DeskID, ok bool) {
	if desk, ok = c.HandoverTo(now); ok || !c.Protects() {
		return desk, ok
	}
	desk = c.OrderedDesk(OrderDisclosure, now)
	return desk, desk != ""
}

// WithoutOrder lists the kinds of orders of which only the bare fact of an earlier release is on record. Nothing
// rests on the fact any longer: a supervisor records the order with a second person, or says that there is none.
func (c *Case) WithoutOrder() []OrderKind {
	if !c.Protects() {
		return nil
	}
	var out []OrderKind
	for _, kind := range OrderKinds() {
		stated, _ := c.Fact(kind.Fact())
		recorded := func(o Order) bool { return o.Kind == kind && !o.Since.Before(stated.At) }
		if stated.Value == "yes" && !slices.ContainsFunc(c.Orders, recorded) {
			out = append(out, kind)
		}
	}
	return out
}

// nextOrderEnd returns when the first order in force ends. It is zero if none is.
func (c *Case) nextOrderEnd() time.Time {
	var next time.Time
	for _, o := range c.Orders {
		if o.EndedAt.IsZero() && (next.IsZero() || o.Until.Before(next)) {
			next = o.Until
		}
	}
	return next
}

package api

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// Trail is where it is kept who saw what and who was refused what. What cannot be kept there
// is not shown.
type Trail interface {
	Record(ctx context.Context, events ...audit.Event) error
}

// trail is what one request has seen and was refused, before that stands in the audit log.
type trail struct {
	looks   []*look
	opened  []audit.Event // payloads of Temporal
	refused []audit.Event
}

// look is what was shown of one thing: the classes that every look at is recorded of.
type look struct {
	of    audit.Subject
	shown []glance
}

// glance is a class that was shown. Where it was shown because somebody was let in, by a grant
// or by broken glass, purpose is what for; else it is "", and the request says.
type glance struct {
	class   policy.Class
	purpose policy.Purpose
}

// at gives the look at a thing, so that several parts of an answer note what they show at one place.
func (t *trail) at(of audit.Subject) *look {
	for _, l := range t.looks {
		if l.of == of {
			return l
		}
	}
	l := &look{of: of}
	t.looks = append(t.looks, l)
	return l
}

// shows notes that fields of classes are shown. What everybody at work may see is not noted.
func (l *look) shows(classes ...policy.Class) { l.showsFor("", classes...) }

// showsFor notes that fields of classes are shown to whoever was let in for a purpose.
func (l *look) showsFor(p policy.Purpose, classes ...policy.Class) {
	if l == nil {
		return
	}
	for _, c := range classes {
		if recorded(c) && !slices.Contains(l.shown, glance{c, p}) {
			l.shown = append(l.shown, glance{c, p})
		}
	}
}

// purposes lists what a look was for, in the order in which it was. What the asker says of a
// request comes before what they were let in for.
func (l *look) purposes(q *inquiry) (all []policy.Purpose, classes map[policy.Purpose][]policy.Class) {
	classes = map[policy.Purpose][]policy.Class{}
	for _, g := range l.shown {
		p := g.purpose
		if p == "" || q.said {
			p = q.purpose
		}
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
		if !slices.Contains(classes[p], g.class) {
			classes[p] = append(classes[p], g.class)
		}
	}
	return all, classes
}

// recorded says whether looks at a class stand in the log: at what is personal, and at the log.
func recorded(c policy.Class) bool { return c == policy.Audit || slices.Contains(policy.Personal(), c) }

// join takes over what another inquiry has seen that was part of this one.
func (t *trail) join(other *trail) {
	for _, l := range other.looks {
		for _, g := range l.shown {
			t.at(l.of).showsFor(g.purpose, g.class)
		}
	}
	t.refused = append(t.refused, other.refused...)
}

// event is what the asker of a request did, as it will stand in the log.
func (q *inquiry) event(of audit.Subject, outcome audit.Outcome) audit.Event {
	return audit.Event{Action: audit.Action(q.action), Subject: of, Session: q.caller.Session, Outcome: outcome}.By(q.actor.Casework())
}

// events are what a request leaves in the log: one for each thing that something was shown
// of, and each reason why it was looked at, and one for each refusal.
func (q *inquiry) events() []audit.Event {
	var out []audit.Event
	for _, l := range q.trail.looks {
		purposes, classes := l.purposes(q)
		for _, p := range purposes {
			e := q.event(l.of, audit.Allowed)
			e.Classes, e.Purpose = classes[p], p
			out = append(out, e)
		}
	}
	return slices.Concat(out, q.trail.opened, q.trail.refused)
}

// refuse notes that the asker was refused something. It is kept as a hash of what was asked
// for, whether that is there or not: who asks can tell no difference, and a client may have
// sent anything.
func (q *inquiry) refuse(kind audit.Kind, asked string, code fault.Code) {
	if q.actor.Account == "" || code != fault.Denied && (code != fault.NotFound || kind == audit.OfHouse) {
		return
	}
	e := q.event(audit.Subject{Kind: kind}, audit.Denied)
	if e.Code = string(code); asked != "" {
		e.Subject.Ref = audit.AskedHash(asked)
	}
	q.trail.refused = append(q.trail.refused, e)
}

// leave writes what a request leaves, before its answer goes out.
func (s *Server) leave(ctx context.Context, q *inquiry) error {
	events := q.events()
	q.trail = trail{}
	if len(events) == 0 {
		return nil
	}
	if err := s.Trail.Record(ctx, events...); err != nil {
		return fault.Wrap(err, fault.Unavailable, "who sees something must be recorded, and that cannot be done now; nothing is shown, try again")
	}
	return nil
}

// leaveTrail lets an answer go only when it stands in the log who has seen what in it.
func (s *Server) leaveTrail(next wire.StrictHandlerFunc, _ string) wire.StrictHandlerFunc {
	return func(c echo.Context, request any) (any, error) {
		response, err := next(c, request)
		if err != nil {
			return nil, err
		}
		ctx := c.Request().Context()
		if err := s.leave(ctx, asking(ctx)); err != nil {
			return nil, err
		}
		return response, nil
	}
}

// leaveRefusal does the same for an answer that is an error: a refusal is recorded, and so is
// what the error tells of a case.
func (s *Server) leaveRefusal(ctx context.Context, c echo.Context, q *inquiry, failed error) error {
	p := s.problem(q, failed)
	kind, asked := askedFor(c)
	q.refuse(kind, asked, p.Code)
	if err := s.leave(ctx, q); err != nil {
		return err
	}
	return failed
}

// askedFor is what a request is about, by its address.
func askedFor(c echo.Context) (audit.Kind, string) {
	for _, one := range []struct {
		parameter string
		kind      audit.Kind
	}{{"case", audit.OfCase}, {"operation", audit.OfOperation}, {"list", audit.OfList}, {"movement", audit.OfMovement}} {
		if asked := c.Param(one.parameter); asked != "" {
			return one.kind, asked
		}
	}
	return audit.OfHouse, ""
}

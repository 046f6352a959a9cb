package request

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// Log keeps who saw what, and who was refused what. If an event cannot be kept, nothing may be shown.
type Log interface {
	Record(ctx context.Context, events ...audit.Event) error
}

// trail is what one request has shown and was refused, before that is written.
type trail struct {
	shown   []*shown
	other   []audit.Event
	refused []audit.Event
}

// shown is what was shown of one thing.
type shown struct {
	of      audit.Subject
	entries []entry
}

// entry is a class that was shown. If the caller has access by a grant or by break-glass, purpose is
// the purpose of that access; otherwise it is "", and the request's own purpose counts.
type entry struct {
	class   policy.Class
	purpose policy.Purpose
}

// at finds what was shown of a thing, so that several parts of an answer note it in one place.
func (t *trail) at(of audit.Subject) *shown {
	for _, s := range t.shown {
		if s.of == of {
			return s
		}
	}
	s := &shown{of: of}
	t.shown = append(t.shown, s)
	return s
}

// add notes classes, but not operational data, which every desk with a part in the case may see.
func (s *shown) add(p policy.Purpose, classes ...policy.Class) {
	if s == nil {
		return
	}
	for _, c := range classes {
		if recorded(c) && !slices.Contains(s.entries, entry{c, p}) {
			s.entries = append(s.entries, entry{c, p})
		}
	}
}

// recorded reports whether reading a class is logged. Personal classes are, and the log itself.
func recorded(c policy.Class) bool { return c == policy.Audit || slices.Contains(policy.Personal(), c) }

// Note notes that classes of a thing are shown.
func (r *Request) Note(of audit.Subject, classes ...policy.Class) { r.NoteFor(of, "", classes...) }

// NoteFor notes that classes are shown to a caller who was given access for a purpose; "" for none.
func (r *Request) NoteFor(of audit.Subject, p policy.Purpose, classes ...policy.Class) {
	r.trail.at(of).add(p, classes...)
}

// NoteEvent notes a read that is not of field classes.
func (r *Request) NoteEvent(e audit.Event) { r.trail.other = append(r.trail.other, e) }

// Event returns what the caller did, as it stands in the log.
func (r *Request) Event(of audit.Subject, outcome audit.Outcome) audit.Event {
	return audit.Event{Action: audit.Action(r.Action), Subject: of, Session: r.Session, Outcome: outcome}.By(r.Actor.Casework())
}

// events returns the audit events of a request: one for each thing shown and each purpose, and one
// for each refusal. A request that only looks has shown nothing.
func (r *Request) events() []audit.Event {
	if r.Looking {
		return r.trail.refused
	}
	var out []audit.Event
	for _, s := range r.trail.shown {
		purposes, classes := r.purposes(s)
		for _, p := range purposes {
			e := r.Event(s.of, audit.Allowed)
			e.Classes, e.Purpose = classes[p], p
			out = append(out, e)
		}
	}
	return slices.Concat(out, r.trail.other, r.trail.refused)
}

// purposes lists why a thing was shown, in order. A purpose that the caller gave replaces the purpose
// of their access.
func (r *Request) purposes(s *shown) (all []policy.Purpose, classes map[policy.Purpose][]policy.Class) {
	classes = map[policy.Purpose][]policy.Class{}
	for _, one := range s.entries {
		p := one.purpose
		if p == "" || r.PurposeGiven {
			p = r.Purpose
		}
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
		if !slices.Contains(classes[p], one.class) {
			classes[p] = append(classes[p], one.class)
		}
	}
	return all, classes
}

// WriteAudit writes what the request has shown and was refused, once. It is called before the
// answer goes out; if it fails, nothing may be shown.
func (r *Request) WriteAudit(ctx context.Context, log Log) error {
	events := r.events()
	r.trail.other, r.trail.refused = nil, nil
	for _, s := range r.trail.shown { // a Visibility may note more here later
		s.entries = nil
	}
	if len(events) == 0 {
		return nil
	}
	if err := log.Record(ctx, events...); err != nil {
		return fault.Wrap(err, fault.Unavailable, "the audit log cannot be written at the moment, so nothing is shown; try again")
	}
	return nil
}

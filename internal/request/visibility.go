package request

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Visibility is what the caller sees of one thing. Its questions have no side effect; to show
// something, call the methods of reveal.go. The zero Visibility shows nothing.
type Visibility struct {
	actor policy.Actor
	of    policy.Subject
	to    policy.Relations
	whole bool
	noted *shown
}

// OfCase returns what the caller sees of a case. The case becomes what the request is about.
func (r *Request) OfCase(ref casework.Ref, subject policy.Subject) Visibility {
	return r.Of(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, subject)
}

// Of returns what the caller sees of anything that has a subject.
func (r *Request) Of(thing audit.Subject, subject policy.Subject) Visibility {
	to := subject.RelationsOf(r.Actor)
	return Visibility{actor: r.Actor, of: subject, to: to, whole: policy.May(r.Actor, policy.SeeWholeCase, to), noted: r.trail.at(thing)}
}

// Nothing returns the visibility of a thing about which nothing is known.
func (r *Request) Nothing() Visibility { return Visibility{actor: r.Actor} }

// Actor is the caller.
func (v Visibility) Actor() policy.Actor { return v.actor }

// Subject is what the visibility is of.
func (v Visibility) Subject() policy.Subject { return v.of }

// Whole says whether the caller sees every desk's part of a case, and not their own desk's alone.
func (v Visibility) Whole() bool { return v.whole }

// May says whether the caller may do something to the subject.
func (v Visibility) May(action policy.Action) bool { return policy.May(v.actor, action, v.to) }

// MayGive says whether the caller may give a field class of the case to another agency.
func (v Visibility) MayGive(class policy.Class) bool { return policy.MayGive(v.actor, class, v.to) }

// Sees says whether the caller sees fields of a class.
func (v Visibility) Sees(class policy.Class) bool { return policy.Sees(v.actor, class, v.to) }

// Classes lists the field classes that the caller sees; never nil.
func (v Visibility) Classes() []policy.Class {
	out := []policy.Class{}
	for _, class := range policy.Classes() {
		if v.Sees(class) {
			out = append(out, class)
		}
	}
	return out
}

// SeesOwn says whether something is the caller's own desk's: what a desk did or is asked, it sees.
// A desk from which everything was taken back sees that it was asked, and nothing that was written to it.
func (v Visibility) SeesOwn(class policy.Class, desk casework.DeskID) bool {
	return desk != "" && desk == v.actor.Desk && (class == policy.Operational || !v.over())
}

// over says whether the caller's desk had a part in the case, or a grant, and has neither now.
func (v Visibility) over() bool {
	had := v.to.Has(policy.OwesDeletion) || v.to.Has(policy.ExpiredGrant)
	return had && !v.to.Has(policy.OwnDesk) && !v.to.Has(policy.Involved) && !v.to.Has(policy.Granted)
}

// SeesPart says whether the caller sees a part of a case that a desk did or is asked: what is their
// own desk's, what a field class opens, and, if they see the whole case, everything operational.
func (v Visibility) SeesPart(class policy.Class, desk casework.DeskID) bool {
	return v.SeesOwn(class, desk) || v.seesWide(class)
}

func (v Visibility) seesWide(class policy.Class) bool {
	return v.Sees(class) && (v.whole || class != policy.Operational)
}

// SeesAny says whether the caller sees a class, or has something of it as one of these desks' own.
func (v Visibility) SeesAny(class policy.Class, desks ...casework.DeskID) bool {
	for _, desk := range desks {
		if v.SeesOwn(class, desk) {
			return true
		}
	}
	return v.Sees(class)
}

// SeesCause says whether the caller sees why a clock stands still, which a desk has said.
func (v Visibility) SeesCause(cause casework.Cause, by casework.DeskID) bool {
	return v.whole || v.SeesAny(policy.CauseClass(cause), by)
}

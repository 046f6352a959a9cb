package request

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Visibility is what the caller sees of one thing. The methods of this file have no side effect; to
// show something, call the methods of reveal.go. The zero Visibility shows nothing.
type Visibility struct {
	actor policy.Actor
	of    policy.Subject
	to    policy.Relations
	whole bool
	noted *shown
}

// OfCase returns what the caller sees of a case.
func (r *Request) OfCase(ref casework.Ref, subject policy.Subject) Visibility {
	return r.Of(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, subject)
}

// Of returns what the caller sees of a thing that has a subject.
func (r *Request) Of(thing audit.Subject, subject policy.Subject) Visibility {
	to := subject.RelationsOf(r.Actor)
	return Visibility{actor: r.Actor, of: subject, to: to, whole: policy.May(r.Actor, policy.SeeWholeCase, to), noted: r.trail.at(thing)}
}

// Nothing returns the visibility of a thing about which nothing is known to policy.
func (r *Request) Nothing() Visibility { return Visibility{actor: r.Actor} }

// Actor is the caller.
func (v Visibility) Actor() policy.Actor { return v.actor }

// Subject is the subject that policy was asked about.
func (v Visibility) Subject() policy.Subject { return v.of }

// Whole reports whether the caller sees every desk's part of a case, not only the part of their own desk.
func (v Visibility) Whole() bool { return v.whole }

// May reports whether the caller may do something to the subject.
func (v Visibility) May(action policy.Action) bool { return policy.May(v.actor, action, v.to) }

// MayGive reports whether the caller may give a field class of the case to another agency.
func (v Visibility) MayGive(class policy.Class) bool { return policy.MayGive(v.actor, class, v.to) }

// Sees reports whether the caller sees fields of a class.
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

// SeesOwn reports whether something belongs to the caller's own desk: a desk sees what it did and
// what it is asked. A desk that has no part in the case any longer sees that it was asked, and not
// what was written to it.
func (v Visibility) SeesOwn(class policy.Class, desk casework.DeskID) bool {
	return desk != "" && desk == v.actor.Desk && (class == policy.Operational || !v.over())
}

// over reports whether the caller's desk once had a part in the case or a grant, and has neither now.
func (v Visibility) over() bool {
	had := v.to.Has(policy.OwesDeletion) || v.to.Has(policy.ExpiredGrant)
	return had && !v.to.Has(policy.OwnDesk) && !v.to.Has(policy.Involved) && !v.to.Has(policy.Granted)
}

// SeesPart reports whether the caller sees a part of a case that a desk did or is asked: it is their
// own desk's, or they see its field class, or it is operational and they see the whole case.
func (v Visibility) SeesPart(class policy.Class, desk casework.DeskID) bool {
	return v.SeesOwn(class, desk) || v.seesWide(class)
}

func (v Visibility) seesWide(class policy.Class) bool {
	return v.Sees(class) && (v.whole || class != policy.Operational)
}

// SeesAny reports whether the caller sees a class, or belongs to one of these desks and sees it as the desk's own.
func (v Visibility) SeesAny(class policy.Class, desks ...casework.DeskID) bool {
	for _, desk := range desks {
		if v.SeesOwn(class, desk) {
			return true
		}
	}
	return v.Sees(class)
}

// SeesCause reports whether the caller sees why a clock is paused, as a desk has given the cause.
func (v Visibility) SeesCause(cause casework.Cause, by casework.DeskID) bool {
	return v.whole || v.SeesAny(policy.CauseClass(cause), by)
}

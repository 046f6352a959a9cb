package request

import (
	"slices"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Visibility is what the caller sees of one thing, such as a case. The methods of this file write no
// audit entry. For a value that goes into the answer, call the Reveal methods of reveal.go instead. The
// zero Visibility shows nothing.
type Visibility struct {
	actor policy.Actor
	of    policy.Subject
	to    policy.Relations // of the actor to the subject
	whole bool
	// outside and owing are of a case: see Outside and Owing.
	outside, owing bool
	noted          *shown // where the Reveal methods note what they show
}

// OfCase is Of for a case.
func (r *Request) OfCase(ref casework.Ref, subject policy.Subject) Visibility {
	v := r.Of(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, subject)
	v.outside = !v.whole && !v.to.Has(policy.OnTeam)
	v.owing = v.to.Has(policy.OwesDeletion) &&
		(subject.Fears(r.Actor.Country) || !policy.May(r.Actor, policy.ShowCase, v.to.Without(policy.OwesDeletion)))
	return v
}

// Of returns what the caller sees of a thing. The thing is what the audit log names; the subject is
// what policy decides on. Of itself notes nothing for the audit log.
func (r *Request) Of(thing audit.Subject, subject policy.Subject) Visibility {
	to := subject.RelationsOf(r.Actor)
	return Visibility{actor: r.Actor, of: subject, to: to, whole: policy.May(r.Actor, policy.SeeWholeCase, to), noted: r.trail.at(thing)}
}

// Nothing returns a Visibility that shows nothing, for use before a subject is loaded.
func (r *Request) Nothing() Visibility { return Visibility{actor: r.Actor, outside: true} }

// Actor is the caller.
func (v Visibility) Actor() policy.Actor { return v.actor }

// Subject is the subject that policy was asked about.
func (v Visibility) Subject() policy.Subject { return v.of }

// Whole reports whether the caller sees the parts of all desks in a case, and not only the part of
// their own desk.
func (v Visibility) Whole() bool { return v.whole }

// Outside reports whether the caller is outside the survivor's team and sees the part of their own desk in a
// case only. Such a caller sees where the case stands, and nothing that stands around what is withheld from
// them: no reason, number or instant of another desk's part.
func (v Visibility) Outside() bool { return v.outside }

// Owing reports whether the caller's desk has no part in a case any more and only owes an attestation that it
// deleted what it had received. It sees which case it is, and its own requests.
func (v Visibility) Owing() bool { return v.owing }

// Change returns the number of a change of a case as the caller sees it. The number of all changes counts those that
// are hidden from a caller outside the case, so for them it is the instant of the change in microseconds since 1970.
func (v Visibility) Change(seq int64, at time.Time) int64 {
	if !v.outside {
		return seq
	}
	return at.UnixMicro()
}

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

// SeesOwn reports whether the caller sees a field of a class because desk, which did or was asked
// something, is their own desk. If the desk's access has ended (see over), only Operational fields are
// visible: the desk sees that it had a request, and neither the content nor its own answer.
func (v Visibility) SeesOwn(class policy.Class, desk casework.DeskID) bool {
	return desk != "" && desk == v.actor.Desk && (class == policy.Operational || !v.over())
}

// over reports whether the access of the caller's desk has ended: its data were taken back or its
// agency's grant expired, and since then it has no request and no running grant. Data stay taken back
// after the desk has attested the deletion, so the attestation does not make them visible again.
func (v Visibility) over() bool {
	ended := v.to.Has(policy.OwesDeletion) || v.to.Has(policy.ExpiredGrant) || slices.Contains(v.of.TakenBack, v.actor.Desk)
	return ended && !v.to.Has(policy.OwnDesk) && !v.to.Has(policy.Involved) && !v.to.Has(policy.Granted)
}

// SeesPart reports whether the caller sees a part of a case that a desk did or is asked. There are
// three ways: the desk is their own (see SeesOwn); the class is not Operational and they see it; or
// it is Operational, and they see that class and the whole case.
func (v Visibility) SeesPart(class policy.Class, desk casework.DeskID) bool {
	return v.SeesOwn(class, desk) || v.seesWide(class)
}

// seesWide reports whether the caller sees the fields of a class in the parts of other desks.
func (v Visibility) seesWide(class policy.Class) bool {
	return v.Sees(class) && (v.whole || class != policy.Operational)
}

// SeesAny reports whether the caller sees a class in the whole subject, or sees it for one of these
// desks because the desk is their own (see SeesOwn).
func (v Visibility) SeesAny(class policy.Class, desks ...casework.DeskID) bool {
	for _, desk := range desks {
		if v.SeesOwn(class, desk) {
			return true
		}
	}
	return v.Sees(class)
}

// SeesCause reports whether the caller sees the cause that the desk by gave for pausing a clock.
func (v Visibility) SeesCause(cause casework.Cause, by casework.DeskID) bool {
	return v.whole || v.SeesAny(policy.CauseClass(cause), by)
}

package request

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Reveal is Sees, and notes a positive answer for the audit log. Call it only for a value that exists
// and goes into the answer.
func (v Visibility) Reveal(class policy.Class) bool {
	if !v.Sees(class) {
		return false
	}
	v.noted.add(v.of.PurposeOfAccess(v.actor, class), class)
	return true
}

// RevealOwn is SeesOwn, noted.
func (v Visibility) RevealOwn(class policy.Class, desk casework.DeskID) bool {
	if !v.SeesOwn(class, desk) {
		return false
	}
	v.noted.add("", class)
	return true
}

// RevealPart is SeesPart, noted.
func (v Visibility) RevealPart(class policy.Class, desk casework.DeskID) bool {
	return v.RevealOwn(class, desk) || v.seesWide(class) && v.Reveal(class)
}

// RevealAny is SeesAny, noted.
func (v Visibility) RevealAny(class policy.Class, desks ...casework.DeskID) bool {
	for _, desk := range desks {
		if v.RevealOwn(class, desk) {
			return true
		}
	}
	return v.Reveal(class)
}

// RevealCause is SeesCause, noted.
func (v Visibility) RevealCause(cause casework.Cause, by casework.DeskID) bool {
	class := policy.CauseClass(cause)
	if v.RevealAny(class, by) {
		return true
	}
	if v.whole {
		v.noted.add("", class)
	}
	return v.whole
}

// RevealLedger notes that the survivor's consents, or the terms of a grant that depends on one, are
// shown. It does not check a class, because a caller who may read them may not be allowed to see her
// identity otherwise.
func (v Visibility) RevealLedger() {
	v.noted.add(v.of.PurposeOfAccess(v.actor, policy.Identity), policy.Identity)
}

// Note notes classes that are shown for another reason than a field class.
func (v Visibility) Note(classes ...policy.Class) { v.noted.add("", classes...) }

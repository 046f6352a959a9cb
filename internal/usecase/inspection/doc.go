// Package inspection finds cases that an earlier release has left in a wrong state: what is wrong by which rule, and
// whether the newer edition of the rules repairs it or a person must look, and at which desk.
//
// Its rules are pure functions of a case. It never changes a case, and a finding names nothing of her but the
// reference of the case.
package inspection

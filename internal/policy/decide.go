package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Reason says why the answer is what it is. It is a code: it goes to logs and tests, never to a client.
type Reason string

// The reasons.
const (
	Allowed         Reason = "allowed"
	RoleNotAllowed  Reason = "role_may_not"   // no desk of this role may ever do it
	NotRelated      Reason = "not_theirs"     // the role may, but not to this
	OfficerExcluded Reason = "shut_out"       // the survivor wants this officer kept out
	DeskNotAllowed  Reason = "not_from_there" // the role may, but nobody at such a desk
	ClassNotVisible Reason = "not_of_class"   // the deed is theirs, and fields of this class are not
	NoSuchAction    Reason = "no_such_action" // nobody has said who may
)

// Decision is the answer to one question.
type Decision struct {
	Allow  bool
	Reason Reason
}

// Grant is one sentence of the table of rights: these roles may do these things to what they
// stand in one of these relations to.
type Grant struct {
	Actions   []Action
	Roles     []casework.Role
	Relations []Relation
}

// Question is all that a right depends on: role and desk, deed, relation, consent, field class.
type Question struct {
	Actor     Actor // of whom the role and the kind of the desk count
	Action    Action
	Class     Class     // of a field; "" asks about the deed alone
	Relations Relations // relations, what grants give, and her consents
}

// Decide answers a question. It is total: an unknown role, desk, action, relation or class is refused.
func Decide(q Question) Decision {
	if q.Action == Public && q.Class == "" {
		return Decision{Allow: true, Reason: Allowed}
	}
	in, ever := matrix[roleAction{q.Actor.Role, q.Action}]
	if overseesOutsideCare(q.Actor, q.Relations) && (q.Action == ShowTask || q.Action == ReassignTask) {
		in &^= relationBit(Involved) // what their own desks are asked, and nobody else's
	}
	switch {
	case !ever && !slices.Contains(allActions, q.Action):
		return Decision{Reason: NoSuchAction}
	case !ever:
		return Decision{Reason: RoleNotAllowed}
	case q.Relations.Has(Excluded):
		return Decision{Reason: OfficerExcluded}
	case in&q.Relations.relations == 0:
		return Decision{Reason: NotRelated}
	case (q.Action == SeeWholeCase || q.Action == BreakTheGlass) && outsideCare(q.Actor.Kind), overseesOtherDesk(q.Actor) && settlesWork(q.Action),
		overseesOutsideCare(q.Actor, q.Relations) && forCounsellors(q.Action):
		return Decision{Reason: DeskNotAllowed}
	case q.Class != "" && !Sees(q.Actor, q.Class, q.Relations):
		return Decision{Reason: ClassNotVisible}
	default:
		return Decision{Allow: true, Reason: Allowed}
	}
}

// May says whether an actor may do something to what it stands so to.
func May(a Actor, action Action, to Relations) bool {
	return Decide(Question{Actor: a, Action: action, Relations: to}).Allow
}

// Ever says whether a role may do something to anything at all.
func EverAllowed(a Actor, action Action) bool {
	_, ever := matrix[roleAction{a.Role, action}]
	return ever || action == Public
}

// Roles lists the roles that may ever do something, in the order of all roles.
func Roles(action Action) []casework.Role {
	var out []casework.Role
	for _, role := range casework.Roles() {
		if _, ever := matrix[roleAction{role, action}]; ever {
			out = append(out, role)
		}
	}
	return out
}

// Check is nil when the actor may. When not, it is fault.Denied if the actor may at least
// look at the subject (by the action look), and otherwise fault.NotFound, in the words used
// of what never was.
func Check(a Actor, action, look Action, to Relations) error {
	if May(a, action, to) {
		return nil
	}
	if May(a, look, to) {
		return Refusal()
	}
	return Missing()
}

// Refusal is what an actor hears of a deed that is not theirs.
func Refusal() error { return fault.New(fault.Denied, "this is not for your role at your desk to do") }

// Missing is what an actor hears of what is not there, and of what is not theirs to see.
func Missing() error { return fault.New(fault.NotFound, "there is nothing here that you may see") }

// deed is who does what.
type roleAction struct {
	role   casework.Role
	action Action
}

//nolint:gochecknoglobals // tables that nobody writes to; built once because every request reads them
var (
	matrix     = build()
	allActions = Actions()
)

func build() map[roleAction]relationSet {
	out := map[roleAction]relationSet{}
	for _, g := range Grants() {
		for _, action := range g.Actions {
			for _, role := range g.Roles {
				out[roleAction{role, action}] |= setOfRelations(g.Relations)
			}
		}
	}
	return out
}

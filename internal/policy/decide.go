package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Reason is a code that explains a decision. It goes to logs and tests, never to a client.
type Reason string

// The reasons.
const (
	Allowed         Reason = "allowed"
	RoleNotAllowed  Reason = "role_may_not"   // no desk with this role may ever do it
	NotRelated      Reason = "not_theirs"     // the role may do it, but not to this subject
	OfficerExcluded Reason = "shut_out"       // the survivor has excluded this officer
	DeskNotAllowed  Reason = "not_from_there" // the role may do it, but not at a desk of this kind
	ClassNotVisible Reason = "not_of_class"   // the action is allowed, but fields of this class are not visible
	NoSuchAction    Reason = "no_such_action" // the action is in no rule
)

// Decision is the answer to one question.
type Decision struct {
	Allow  bool
	Reason Reason
}

// Grant is one rule of the table of rights: these roles may perform these actions on a subject to which
// they have one of these relations.
type Grant struct {
	Actions   []Action
	Roles     []casework.Role
	Relations []Relation
}

// Question holds everything that a right depends on: role and kind of desk, action, relations,
// consents, and field class.
type Question struct {
	Actor     Actor // only the role and the kind of the desk are used
	Action    Action
	Class     Class     // of a field; "" asks about the action alone
	Relations Relations // the relations, the classes from grants, and the survivor's consents
}

// Decide answers a question. It is total: an unknown role, desk, action, relation or class is refused.
func Decide(q Question) Decision {
	if q.Action == Public && q.Class == "" {
		return Decision{Allow: true, Reason: Allowed}
	}
	in, ever := matrix[roleAction{q.Actor.Role, q.Action}]
	q.Relations = q.Relations.at(q.Actor.Kind)
	switch {
	case !ever && !slices.Contains(allActions, q.Action):
		return Decision{Reason: NoSuchAction}
	case !ever:
		return Decision{Reason: RoleNotAllowed}
	case q.Relations.Has(Excluded):
		return Decision{Reason: OfficerExcluded}
	case in&q.Relations.relations == 0:
		return Decision{Reason: NotRelated}
	case overseesOtherDesk(q.Actor) && (settlesWork(q.Action) || standsOverCase(q.Action)):
		return Decision{Reason: DeskNotAllowed}
	case beyondAMission(q.Actor, q.Action):
		return Decision{Reason: DeskNotAllowed}
	case q.Class != "" && !Sees(q.Actor, q.Class, q.Relations):
		return Decision{Reason: ClassNotVisible}
	default:
		return Decision{Allow: true, Reason: Allowed}
	}
}

// May reports whether an actor may perform an action on a subject to which they have these relations.
func May(a Actor, action Action, to Relations) bool {
	return Decide(Question{Actor: a, Action: action, Relations: to}).Allow
}

// EverAllowed reports whether the actor's role may perform an action on any subject at all.
func EverAllowed(a Actor, action Action) bool {
	_, ever := matrix[roleAction{a.Role, action}]
	return ever || action == Public
}

// Roles lists the roles that may ever perform an action, in the order of casework.Roles.
func Roles(action Action) []casework.Role {
	var out []casework.Role
	for _, role := range casework.Roles() {
		if _, ever := matrix[roleAction{role, action}]; ever {
			out = append(out, role)
		}
	}
	return out
}

// Check returns nil if the actor may look at the subject (may perform the action look) and may perform
// the action. It returns fault.Denied if they may only look, and otherwise fault.NotFound with the
// message of a subject that does not exist, so that the answer does not reveal whether it exists. An
// actor who may perform an action and may not look is refused like a stranger: a write needs sight of
// what it changes. Break-glass access is the exception, because sight is what it asks for.
func Check(a Actor, action, look Action, to Relations) error {
	switch {
	case action == BreakTheGlass && May(a, action, to):
		return nil
	case !May(a, look, to):
		return Missing()
	case !May(a, action, to):
		return Refusal()
	default:
		return nil
	}
}

// Refusal returns the fault.Denied error for an action that the actor may not perform on a subject that
// they may see.
func Refusal() error { return fault.New(fault.Denied, "your role at your desk may not do this") }

// Missing returns the fault.NotFound error for a subject that does not exist or that the actor may not
// see. The message is the same for both.
func Missing() error { return fault.New(fault.NotFound, "there is nothing here that you may see") }

// roleAction is the key of the table of rights.
type roleAction struct {
	role   casework.Role
	action Action
}

//nolint:gochecknoglobals // read-only tables; built once because every request reads them
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

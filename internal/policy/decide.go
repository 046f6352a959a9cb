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
	Allowed      Reason = "allowed"
	RoleMayNot   Reason = "role_may_not"   // no desk of this role may ever do it
	NotTheirs    Reason = "not_theirs"     // the role may, but not to this
	NoSuchAction Reason = "no_such_action" // nobody has said who may
)

// Decision is the answer to one question.
type Decision struct {
	Allow  bool
	Reason Reason
}

// Grant is one sentence of the table: these roles may do these things to what they stand in
// one of these relations to.
type Grant struct {
	Actions   []Action
	Roles     []casework.Role
	Relations []Relation
}

// Decide says whether an actor may do something to what it stands in these relations to.
// It is total: an unknown action, role or relation is refused.
func Decide(a Actor, action Action, relations ...Relation) Decision {
	if action == Public {
		return Decision{Allow: true, Reason: Allowed}
	}
	to, ever := matrix[key{a.Role, action}]
	switch {
	case !ever && !slices.Contains(Actions(), action):
		return Decision{Reason: NoSuchAction}
	case !ever:
		return Decision{Reason: RoleMayNot}
	}
	for _, r := range relations {
		if slices.Contains(to, r) {
			return Decision{Allow: true, Reason: Allowed}
		}
	}
	return Decision{Reason: NotTheirs}
}

// Ever says whether a role may do something to anything at all.
func Ever(a Actor, action Action) bool {
	_, ever := matrix[key{a.Role, action}]
	return ever || action == Public
}

// Check is nil when the actor may. When not, it is fault.Denied if the actor may at least
// look at the subject (by the action look), and otherwise fault.NotFound, in the words used
// of what never was.
func Check(a Actor, action, look Action, relations ...Relation) error {
	if Decide(a, action, relations...).Allow {
		return nil
	}
	if Decide(a, look, relations...).Allow {
		return Refusal()
	}
	return Missing()
}

// Refusal is what an actor hears of a deed that is not theirs.
func Refusal() error { return fault.New(fault.Denied, "this is not for your role at your desk to do") }

// Missing is what an actor hears of what is not there, and of what is not theirs to see.
func Missing() error { return fault.New(fault.NotFound, "there is nothing here that you may see") }

type key struct {
	role   casework.Role
	action Action
}

//nolint:gochecknoglobals // a table that nobody writes to; built once because every request reads it
var matrix = build()

func build() map[key][]Relation {
	out := map[key][]Relation{}
	for _, g := range Grants() {
		for _, action := range g.Actions {
			for _, role := range g.Roles {
				k := key{role, action}
				for _, r := range g.Relations {
					if !slices.Contains(out[k], r) {
						out[k] = append(out[k], r)
					}
				}
			}
		}
	}
	return out
}

package casework

import (
	"strconv"
	"strings"
)

// Ref is the reference of a case, an operation or a movement. It is random, so that it reveals nothing
// about a person.
type Ref string

// Key is the idempotency key of a command. A command that is sent twice with one key is carried out
// once.
type Key string

// DeskID is the code of a desk in the desk directory, such as "tha-immigration-tak".
type DeskID string

// AgencyID is the code of an agency in the desk directory.
type AgencyID string

// AccountID is the opaque identifier of an account. It is never a name.
type AccountID string

// TaskID identifies a request to a desk within a case by step and attempt, as "screening#1".
type TaskID string

// Country is an ISO 3166-1 alpha-3 code, or an ICAO 9303 special code such as XXA (stateless).
type Country string

// Actor is the author of a command. It holds codes only, never a name.
type Actor struct {
	Account AccountID `json:"account"`
	Desk    DeskID    `json:"desk"`
	Agency  AgencyID  `json:"agency"`
	Role    Role      `json:"role"`
}

// System returns the actor of changes that only the passing of time causes.
func System() Actor { return Actor{Account: "system", Role: RoleSystem} }

// StepOf returns the step of which a task is an attempt.
func StepOf(id TaskID) Step {
	step, _, _ := strings.Cut(string(id), "#")
	return Step(step)
}

// TaskIDOf returns the ID of an attempt at a step.
func TaskIDOf(s Step, attempt int) TaskID { return TaskID(string(s) + "#" + strconv.Itoa(attempt)) }

package casework

// Ref names a case, an operation or a movement to the outside. It is random:
// nothing about a person can be read from it.
type Ref string

// Key identifies one command for ever. Sent twice, it is carried out once.
type Key string

// DeskID is the code of a desk in the desk directory, such as "tha-immigration-tak".
type DeskID string

// AgencyID is the code of an agency in the desk directory.
type AgencyID string

// AccountID is the opaque identifier of somebody who acts. It is never a name.
type AccountID string

// TaskID names one request to a desk within a case: the step and the attempt, as "screening#1".
type TaskID string

// Country is an ISO 3166-1 alpha-3 code, or an ICAO 9303 special code such as XXA (stateless).
type Country string

// Actor is who stands behind a command. All of it is codes; none of it is a name.
type Actor struct {
	Account AccountID `json:"account"`
	Desk    DeskID    `json:"desk"`
	Agency  AgencyID  `json:"agency"`
	Role    Role      `json:"role"`
}

// System is the actor of what happens because time has passed.
func System() Actor { return Actor{Account: "system", Role: RoleSystem} }

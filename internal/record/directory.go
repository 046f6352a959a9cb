package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Agency is an authority or an organisation that has desks.
type Agency struct {
	ID         casework.AgencyID
	Name       string
	Country    casework.Country // "*" for one that belongs to no state
	FocalPoint casework.DeskID  // notified at 150 % of a task's time; "" if there is none
}

// Desk is where work is addressed to. It is never a person.
type Desk struct {
	ID      casework.DeskID
	Agency  casework.AgencyID
	Kind    casework.DeskKind
	Name    string
	Country casework.Country
	Seat    casework.Country // where it sits: for a mission another country than its own
	Zone    string           // an IANA time zone
}

// Account is an opaque identifier with roles at a desk. It has no name.
type Account struct {
	ID     casework.AccountID
	Desk   casework.DeskID
	Agency casework.AgencyID // the desk's, or the one that sent a member of a panel
	Roles  []casework.Role
	Active bool
}

// Directory is all agencies, desks and accounts.
type Directory struct {
	Agencies []Agency
	Desks    []Desk
	Accounts []Account
}

// Corridor is one version of a corridor file, as it was when it came into force.
type Corridor struct {
	ID       string
	Version  int
	Hash     string // SHA-256 of Body, in hexadecimal
	Body     []byte
	StoredAt time.Time
}

package postgres

import "example.org/homeward/internal/casework"

// actor is the four columns that say who did something.
type actor struct {
	Account casework.AccountID `db:"account" json:"account"`
	Desk    casework.DeskID    `db:"desk" json:"desk"`
	Agency  casework.AgencyID  `db:"agency" json:"agency"`
	Role    casework.Role      `db:"role" json:"role"`
}

func actorOf(a casework.Actor) actor {
	return actor{Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role}
}

func (a actor) casework() casework.Actor {
	return casework.Actor{Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role}
}

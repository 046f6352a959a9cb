package persona

import (
	"example.org/homeward/internal/casework"
)

// Program is an invented program of an agency, bound to one desk.
type Program struct {
	ID   string
	Desk casework.DeskID
	Role casework.Role
}

// Programs lists the programs of development: the case register of an agency, and the system of a
// clinic.
func Programs() []Program {
	return []Program{
		{ID: "case-register", Desk: "tha-registrar-maesot", Role: casework.RoleRegistrar},
		{ID: "clinic", Desk: "tha-medical-maesot", Role: casework.RoleMedical},
	}
}

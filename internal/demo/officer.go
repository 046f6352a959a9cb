package demo

import (
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// The desks of the host state that every corridor of the sample has in common.
const (
	deskRegistrar  casework.DeskID = "tha-registrar-maesot"
	deskCaseworker casework.DeskID = "tha-caseworker-maesot"
	deskSupervisor casework.DeskID = "tha-supervisor-maesot"
	deskTransport  casework.DeskID = "tha-transport-maesot"
	deskMovement   casework.DeskID = "tha-movement"
	deskEscort     casework.DeskID = "tha-escort-maesot"
)

// officer returns the officer who acts for a desk. It is not one of the personas: rules that
// require two people must not keep a persona from acting.
func officer(desk casework.DeskID, kind casework.DeskKind) client.Persona {
	return client.Persona{Desk: desk, Role: roles()[kind], Account: "demo-" + string(desk)}
}

// filesEach is how many people one caseworker looks at. One account may not open many files that the work of its
// desk does not explain.
const filesEach = 6

// reader returns the caseworker who looks at what a person waits for.
func reader(who person) client.Persona {
	one := officer(deskCaseworker, casework.DeskCaseworker)
	one.Account += fmt.Sprintf("-%d", who.row/filesEach)
	return one
}

// roles returns the role of those who answer at each kind of desk.
func roles() map[casework.DeskKind]casework.Role {
	return map[casework.DeskKind]casework.Role{
		casework.DeskRegistrar: casework.RoleRegistrar, casework.DeskMedical: casework.RoleMedical,
		casework.DeskShelter: casework.RoleShelter, casework.DeskCaseworker: casework.RoleCaseworker,
		casework.DeskScreener: casework.RoleScreener, casework.DeskPanel: casework.RolePanelMember,
		casework.DeskReview: casework.RoleReviewer, casework.DeskChildPanel: casework.RoleChildPanel,
		casework.DeskConsulate: casework.RoleConsul, casework.DeskImmigration: casework.RoleImmigration,
		casework.DeskProsecutor: casework.RoleProsecutor, casework.DeskBorder: casework.RoleBorder,
		casework.DeskReceiving: casework.RoleReceiver, casework.DeskTransport: casework.RoleTransport,
		casework.DeskMovement: casework.RoleMovementApprover, casework.DeskEscort: casework.RoleEscort,
		casework.DeskReintegration: casework.RoleReintegration, casework.DeskSupervisor: casework.RoleSupervisor, casework.DeskProtection: casework.RoleProtection,
		casework.DeskSurvivor: casework.RoleCaseworker, // her caseworker records it
	}
}

// claimant returns the persona of a desk, who works on the request.
func claimant(t wire.WaitingTask) client.Persona {
	who := officer(casework.DeskID(t.Desk), t.Kind)
	if t.Kind == casework.DeskCaseworker {
		who.Account = "caseworker"
	}
	if t.Kind == casework.DeskConsulate {
		who.Account = "consul-china"
	}
	return who
}

// panel returns the members of the panel in the order of their votes, the chair last.
func panel(desk casework.DeskID) []client.Persona {
	return []client.Persona{
		{Desk: desk, Role: casework.RolePanelMember, Account: "demo-panel-police", Agency: "tha-police"},
		{Desk: desk, Role: casework.RolePanelMember, Account: "demo-panel-labour", Agency: "tha-labour"},
		{Desk: desk, Role: casework.RolePanelChair, Account: "demo-panel-chair", Agency: "tha-social"},
	}
}

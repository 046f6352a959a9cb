package persona

import (
	"net/url"
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Persona is an invented officer.
type Persona struct {
	// Account identifies the person; it becomes the token's subject.
	Account string
	Desk    casework.DeskID
	// Agency is the agency that has sent a member to a panel; "" is the desk's own agency.
	Agency casework.AgencyID
	// Group is the kind of work, as the page has it: a code.
	Group string
	// Roles are the person's roles; the first is active after signing in.
	Roles []casework.Role
}

// Personas lists the personas of the page, in its order: those with the fullest day first, by the work
// that they do.
func Personas() []Persona {
	return slices.Concat(
		group("casework",
			Persona{Account: "caseworker", Desk: "tha-caseworker-maesot", Roles: []casework.Role{casework.RoleCaseworker}},
			Persona{Account: "registrar", Desk: "tha-registrar-maesot", Roles: []casework.Role{casework.RoleRegistrar}},
			Persona{Account: "shelter", Desk: "tha-shelter-maesot", Roles: []casework.Role{casework.RoleShelter}},
			Persona{Account: "supervisor", Desk: "tha-supervisor-maesot", Roles: []casework.Role{casework.RoleSupervisor}},
		),
		group("states",
			Persona{Account: "consul-china", Desk: "chn-mission-bangkok", Roles: []casework.Role{casework.RoleConsul}},
			Persona{Account: "consul-ethiopia", Desk: "eth-mission-newdelhi", Roles: []casework.Role{casework.RoleConsul, casework.RoleMissionHead}},
			Persona{Account: "consul-kenya", Desk: "ken-mission-bangkok", Roles: []casework.Role{casework.RoleConsul}},
			Persona{Account: "immigration", Desk: "tha-immigration-maesot", Roles: []casework.Role{casework.RoleImmigration}},
			Persona{Account: "border", Desk: "tha-border-maesot", Roles: []casework.Role{casework.RoleBorder}},
		),
		group("return",
			Persona{Account: "receiving-ngo", Desk: "ken-reintegration-desk", Roles: []casework.Role{casework.RoleReintegration}},
			Persona{Account: "receiver", Desk: "ken-receiving", Roles: []casework.Role{casework.RoleReceiver}},
			Persona{Account: "receiver-china", Desk: "chn-receiving", Roles: []casework.Role{casework.RoleReceiver}},
		),
		group("travel",
			Persona{Account: "transport", Desk: "tha-transport-maesot", Roles: []casework.Role{casework.RoleTransport}},
			Persona{Account: "movement-approver", Desk: "tha-movement", Roles: []casework.Role{casework.RoleMovementApprover}},
			Persona{Account: "escort", Desk: "tha-escort-maesot", Roles: []casework.Role{casework.RoleEscort}},
		),
		group("identification",
			Persona{Account: "medical", Desk: "tha-medical-maesot", Roles: []casework.Role{casework.RoleMedical}},
			Persona{Account: "screener", Desk: "tha-screener-maesot", Roles: []casework.Role{casework.RoleScreener}},
			Persona{Account: "panel-police", Desk: "tha-panel-maesot", Agency: "tha-police", Roles: []casework.Role{casework.RolePanelMember}},
			Persona{Account: "panel-labour", Desk: "tha-panel-maesot", Agency: "tha-labour", Roles: []casework.Role{casework.RolePanelMember}},
			Persona{
				Account: "panel-chair", Desk: "tha-panel-maesot", Agency: "tha-social",
				Roles: []casework.Role{casework.RolePanelChair, casework.RolePanelMember},
			},
		),
		group("oversight",
			Persona{
				Account: "coordinator", Desk: "tha-coordination",
				Roles: []casework.Role{casework.RoleCoordinator, casework.RoleOperationLead},
			},
			Persona{Account: "data-protection", Desk: "tha-coordination", Roles: []casework.Role{casework.RoleDPO}},
			Persona{Account: stranger, Desk: "tls-caseworker-dili", Roles: []casework.Role{casework.RoleCaseworker}},
		),
	)
}

func group(name string, of ...Persona) []Persona {
	for i := range of {
		of[i].Group = name
	}
	return of
}

// chosen returns the chosen officer: a persona of the page by its account, or an officer with the desk,
// roles and account that the user has entered.
func (p *Provider) chosen(form url.Values) (Persona, bool) {
	if name := form.Get("persona"); name != "" {
		cast := Personas()
		i := slices.IndexFunc(cast, func(c Persona) bool { return c.Account == name })
		if i < 0 {
			return Persona{}, false
		}
		return cast[i], true
	}
	typed := Persona{
		Account: strings.TrimSpace(form.Get("account")), Desk: casework.DeskID(strings.TrimSpace(form.Get("desk"))),
		Agency: casework.AgencyID(strings.TrimSpace(form.Get("agency"))),
	}
	for _, role := range strings.FieldsFunc(form.Get("roles"), func(r rune) bool { return r == ',' || r == ' ' }) {
		typed.Roles = append(typed.Roles, casework.Role(role))
	}
	return typed, p.possible(typed)
}

// possible reports whether such an officer can exist: the desk is in the directory and has the roles,
// and the agency sends members to it.
func (p *Provider) possible(who Persona) bool {
	desk, known := p.Directory.Desk(who.Desk)
	if !known || !isCode(who.Account) || len(who.Roles) == 0 || len(who.Roles) > 10 {
		return false
	}
	for _, role := range who.Roles {
		if !policy.RoleFitsDesk(role, desk.Kind) || policy.IncompatibleRoles(role, who.Roles) {
			return false
		}
	}
	return who.Agency == "" || who.Agency == desk.Agency || slices.Contains(desk.Members, who.Agency)
}

// agencyOf returns the agency of an officer.
func (p *Provider) agencyOf(who Persona) casework.AgencyID {
	if who.Agency != "" {
		return who.Agency
	}
	desk, _ := p.Directory.Desk(who.Desk)
	return desk.Agency
}

// isCode reports whether a text can be the code of an account.
func isCode(text string) bool {
	return text != "" && len(text) <= 64 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""
}

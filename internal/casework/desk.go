package casework

// DeskKind is the function of a desk. A corridor assigns a desk to each kind.
type DeskKind string

// The kinds of desks to which steps are addressed.
const (
	DeskRegistrar     DeskKind = "registrar"
	DeskMedical       DeskKind = "medical"
	DeskShelter       DeskKind = "shelter"
	DeskCaseworker    DeskKind = "caseworker"
	DeskScreener      DeskKind = "screener"
	DeskPanel         DeskKind = "panel"
	DeskReview        DeskKind = "review_body"
	DeskChildPanel    DeskKind = "child_panel"
	DeskConsulate     DeskKind = "consulate"
	DeskImmigration   DeskKind = "immigration"
	DeskProsecutor    DeskKind = "prosecutor"
	DeskBorder        DeskKind = "border"
	DeskReceiving     DeskKind = "receiving"
	DeskTransport     DeskKind = "transport"
	DeskMovement      DeskKind = "movement_approver"
	DeskEscort        DeskKind = "escort"
	DeskReintegration DeskKind = "reintegration"
	DeskSupervisor    DeskKind = "supervisor"
	DeskProtection    DeskKind = "protection_authority" // decides claims of asylum in the host state
	DeskSurvivor      DeskKind = "survivor"             // no staff: a right or a choice of the survivor, recorded by the caseworker
)

// DeskKinds lists every kind, in the order of the procedure.
func DeskKinds() []DeskKind {
	return []DeskKind{
		DeskRegistrar, DeskMedical, DeskShelter, DeskCaseworker, DeskScreener, DeskPanel, DeskReview, DeskChildPanel,
		DeskConsulate, DeskImmigration, DeskProsecutor, DeskBorder, DeskReceiving, DeskTransport, DeskMovement,
		DeskEscort, DeskReintegration, DeskSupervisor, DeskProtection, DeskSurvivor,
	}
}

// Role is a role of an account. Package policy decides what a role may do; the rules here use roles
// only for waivers and for the separation of duties.
type Role string

// The roles. They follow section 11 of the field reference.
const (
	RoleRegistrar        Role = "registrar"
	RoleCaseworker       Role = "caseworker"
	RoleSupervisor       Role = "supervisor"
	RoleScreener         Role = "screener"
	RolePanelMember      Role = "panel_member"
	RolePanelChair       Role = "panel_chair"
	RoleReviewer         Role = "reviewer"
	RoleChildPanel       Role = "child_panel_member"
	RoleShelter          Role = "shelter_officer"
	RoleMedical          Role = "medical_officer"
	RoleConsul           Role = "consular_officer"
	RoleMissionHead      Role = "mission_head"
	RoleImmigration      Role = "immigration_officer"
	RoleBorder           Role = "border_officer"
	RoleProsecutor       Role = "prosecutor"
	RoleLegal            Role = "legal_officer"
	RoleTransport        Role = "transport_coordinator"
	RoleMovementApprover Role = "movement_approver"
	RoleBudgetHolder     Role = "budget_holder"
	RoleEscort           Role = "escort"
	RoleReceiver         Role = "receiving_officer"
	RoleReintegration    Role = "reintegration_officer"
	RoleProtection       Role = "protection_officer"
	RoleCoordinator      Role = "national_coordinator"
	RoleOperationLead    Role = "operation_lead"
	RoleDPO              Role = "data_protection_officer"
	RoleAuditor          Role = "auditor"
	RoleSurvivor         Role = "survivor"
	RoleSystem           Role = "system"
)

// Roles lists every role that an account can have, which excludes RoleSystem.
func Roles() []Role {
	return []Role{
		RoleRegistrar, RoleCaseworker, RoleSupervisor, RoleScreener, RolePanelMember, RolePanelChair, RoleReviewer,
		RoleChildPanel, RoleShelter, RoleMedical, RoleConsul, RoleMissionHead, RoleImmigration, RoleBorder,
		RoleProsecutor, RoleLegal, RoleTransport, RoleMovementApprover, RoleBudgetHolder, RoleEscort, RoleReceiver,
		RoleReintegration, RoleProtection, RoleCoordinator, RoleOperationLead, RoleDPO, RoleAuditor, RoleSurvivor,
	}
}

// CareDesks lists the kinds of desks that care for a survivor in the host state. The supervisor's is first,
// then those that are nearest to her.
func CareDesks() []DeskKind {
	return []DeskKind{DeskSupervisor, DeskCaseworker, DeskRegistrar, DeskShelter, DeskMedical, DeskScreener, DeskChildPanel, DeskPanel, DeskReview}
}

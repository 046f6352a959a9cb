package view

// Desk is the page of the user's own desk: colleagues, invitations and recovery codes.
type Desk struct {
	Frame

	DeskName   string
	Codes      []Code
	Colleagues []Colleague // the user included
	Roles      []string    // roles to invite to; none for a user who may not invite
	Zone       string
	// Token is a code that was just made, shown once; "" for none. Address is where it is used.
	Token, Address string
	Expires        Moment
}

func (Desk) name() string { return "desk" }

// Code is an invitation or a recovery code that has not been used.
type Code struct {
	ID, Kind, DeskName, By  string // Kind is a key
	Roles                   []string
	Ready                   bool // confirmed by a second colleague, or in no need of it
	Until                   Moment
	MayConfirm, MayWithdraw bool
}

// Colleague is one account of the desk.
type Colleague struct {
	Account                              string
	Roles                                []string
	This, Disabled, MayVouch, MayDisable bool
}

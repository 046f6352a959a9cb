package view

// Account is the page that says who is signed in.
type Account struct {
	Frame

	Account, Role, DeskName, AgencyName string
	Country                             string // ISO 3166-1 alpha-3, or "*"
	Method                              string // key of how the user signed in
	Proven                              Moment
	MayProve                            bool
	Roles                               []string // all roles that the account may act in
	Can                                 []string // keys of what the role may do
	Zone                                string   // of the instants
}

func (Account) name() string { return "account" }

// Sessions is the page that lists the user's sessions.
type Sessions struct {
	Frame

	Sessions []Session
	Zone     string
}

func (Sessions) name() string { return "sessions" }

// Session is one of the user's sessions.
type Session struct {
	ID                 string
	Device             string // key
	This               bool   // the page was asked for in this one
	Since, Seen, Until Moment
}

// Passkeys is the page that lists the user's passkeys.
type Passkeys struct {
	Frame

	Passkeys []Passkey
	ByAgency bool     // the user signed in at an agency
	Labels   []string // names for a new passkey to choose from
	Zone     string
}

func (Passkeys) name() string { return "passkeys" }

// Passkey is one of the user's passkeys.
type Passkey struct {
	ID          string
	Label       string // key
	Added, Used Moment
}

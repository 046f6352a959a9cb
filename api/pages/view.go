package pages

// View is what one page shows.
type View interface {
	name() string
	frame() Frame
}

// Frame is what every page has around it.
type Frame struct {
	Language Language
	// Path is the page's own address, for the links to it in other languages.
	Path string
	// SignedIn shows the way to one's own account, of which Tab is the part that is shown.
	SignedIn bool
	Tab      string
	// Notice is the key of a text that says what has just happened; "" says nothing.
	Notice string
}

func (f Frame) frame() Frame { return f }

// Languages lists the languages for the switch.
func (Frame) Languages() []Language { return Languages() }

// Tabs lists the parts of one's own account.
func (Frame) Tabs() []Tab {
	return []Tab{{"/account", "me"}, {"/account/sessions", "sessions"}, {"/account/passkeys", "passkeys"}, {"/account/desk", "people"}}
}

// Tab is one part of one's own account.
type Tab struct{ Path, Key string }

// Provider is an agency's own sign-in.
type Provider struct{ Name, Path string }

// SignIn is the page to sign in on.
type SignIn struct {
	Frame

	Providers []Provider
	Passkeys  bool
	To        string // where to go on
}

// Me is the page that says who one is.
type Me struct {
	Frame

	Account, Role, DeskName, AgencyName, Country string
	Method                                       string // key
	Proven                                       Instant
	MayProve                                     bool
	Roles                                        []string // all that one may act in
	Can                                          []string // keys
	Zone                                         string
}

// Instant is a moment, for people and for machines.
type Instant struct{ Shown, Machine string }

// Session is one of somebody's sessions.
type Session struct {
	ID                 string
	Device             string // key
	This               bool
	Since, Seen, Until Instant
}

// Sessions is the page of one's sessions.
type Sessions struct {
	Frame

	Sessions []Session
	Zone     string
}

// Passkey is one of somebody's passkeys.
type Passkey struct {
	ID          string
	Label       string // key
	Added, Used Instant
}

// Passkeys is the page of one's passkeys.
type Passkeys struct {
	Frame

	Passkeys []Passkey
	ByAgency bool     // the agency signs them in
	Labels   []string // what a new one can be called
	Zone     string
}

// Prove is the page to prove afresh that it is oneself.
type Prove struct {
	Frame

	Passkeys bool
	Provider Provider // with no name: none can be asked
	To       string
}

// Code is the page to enter a code on.
type Code struct {
	Frame

	Unknown bool
}

// Welcome is the page of a code that is good.
type Welcome struct {
	Frame

	Token    string
	DeskName string
	Roles    []string
	Labels   []string // what the passkey can be called
	Again    bool     // it lets somebody in again
	// Recovery asks for the recovery code; Unconfirmed says that the code opens nothing yet.
	Recovery, Unconfirmed bool
}

// GivenCode is a code that was given to somebody and not used yet.
type GivenCode struct {
	ID, Kind, DeskName, By  string // Kind is a key
	Roles                   []string
	Ready                   bool
	Until                   Instant
	MayConfirm, MayWithdraw bool
}

// Colleague is an account of one's desk.
type Colleague struct {
	Account                              string
	Roles                                []string
	This, Disabled, MayVouch, MayDisable bool
}

// People is the page on which one invites colleagues, and vouches for them.
type People struct {
	Frame

	DeskName string
	Codes    []GivenCode
	// Colleagues are the accounts of the desk, oneself among them.
	Colleagues []Colleague
	Roles      []string // that one can give; none when one may not invite
	Zone       string
	// Token is a code that was just made; "" when none was. Address is where it is used.
	Token, Address string
	Expires        Instant
}

// Handover is the page on which a command line is let in.
type Handover struct {
	Frame

	Role, DeskName                    string
	Redirect, Challenge, Method, Mark string
}

// Trouble is the page of what did not work.
type Trouble struct {
	Frame

	Key     string // of the text
	Seconds string // how long to wait
	Request string // the request's name, for whoever is asked
}

// Persona is somebody invented who can be signed in as, in development.
type Persona struct{ Account, Role, DeskName, Note string }

// Personas is the sign-in page of development.
type Personas struct {
	Frame

	Again  bool
	Cast   []Persona
	Desks  []Named
	Hidden []Named // what the client has asked, to be sent along
	Action string
}

// Named is a value with a name.
type Named struct{ Name, Value string }

func (SignIn) name() string   { return "signin" }
func (Me) name() string       { return "me" }
func (Sessions) name() string { return "sessions" }
func (Passkeys) name() string { return "passkeys" }
func (Prove) name() string    { return "prove" }
func (Code) name() string     { return "code" }
func (Welcome) name() string  { return "welcome" }
func (People) name() string   { return "people" }
func (Handover) name() string { return "handover" }
func (Trouble) name() string  { return "trouble" }
func (Personas) name() string { return "personas" }

package view

// SignIn is the page to sign in on.
type SignIn struct {
	Frame

	Providers []Provider
	Passkeys  bool
	To        string // the path to go to afterwards
}

func (SignIn) name() string { return "signin" }

// Provider is an agency's own sign-in. A provider without a name cannot be used.
type Provider struct{ Name, Path string }

// Prove is the page to prove again who one is, before something that needs a fresh proof.
type Prove struct {
	Frame

	Passkeys bool
	Provider Provider
	To       string // the path to go to afterwards
}

func (Prove) name() string { return "prove" }

// Handover is the page on which a signed-in user lets the command line act for them.
type Handover struct {
	Frame

	Role, DeskName              string
	Redirect, Challenge, Method string
	State                       string // the command line's own, sent back unchanged
}

func (Handover) name() string { return "handover" }

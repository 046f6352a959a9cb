package view

// Invitation is the page on which a code is entered.
type Invitation struct {
	Frame

	Unknown bool // the code that was entered is not valid
}

func (Invitation) name() string { return "invitation" }

// Welcome is the page of a valid code.
type Welcome struct {
	Frame

	Token    string // the code
	DeskName string
	Roles    []string
	Labels   []string // names for the passkey to choose from
	// Again is true for a code that lets a colleague back in who has lost every passkey.
	Again bool
	// Recovery asks for the recovery code too.
	Recovery bool
	// Unconfirmed is true when a second colleague must confirm the code first.
	Unconfirmed bool
}

func (Welcome) name() string { return "welcome" }

package view

// Personas is the sign-in page of the identity provider for development.
type Personas struct {
	Frame

	Again  bool // a fresh proof was asked for
	Groups []PersonaGroup
	Desks  []Option
	Hidden []Field // the client's request, sent along with the form
	Action string  // the path that the form is sent to
}

func (Personas) name() string { return "personas" }

// PersonaGroup is the personas who do one kind of work. Title is the code of its name.
type PersonaGroup struct {
	Title string
	Cast  []Persona
}

// Persona is an invented officer to sign in as.
type Persona struct{ Account, Role, DeskName, Note string }

// Option is one choice of a list.
type Option struct{ Label, Value string }

// Field is a hidden field of a form.
type Field struct{ Name, Value string }

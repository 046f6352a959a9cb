package view

// Help says to an officer on the first day what the desk does here, and what the pages show.
type Help struct {
	Frame

	Kind   Text // of the desk
	Steps  []HelpStep
	Can    []string // keys of what the role may do
	Pages  []HelpPage
	Clocks []HelpClock
	Ladder []HelpRung
}

func (Help) name() string { return "help" }

// HelpStep is a step that the desk is asked for.
type HelpStep struct{ Name, Task Text }

// HelpPage is a section of the pages, with what it is for.
type HelpPage struct {
	Path       string
	Name, What Text
}

// HelpClock is a clock with what it means.
type HelpClock struct {
	Clock Clock
	What  Text
}

// HelpRung is who acts when a part of the time has passed.
type HelpRung struct {
	Percent int
	Text    Text
}

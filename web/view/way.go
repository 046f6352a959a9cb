package view

// WayStage is one stage of the way home with its steps.
type WayStage struct {
	Text  Text
	State string // as that of a Stage
	Steps []WayStep
}

// WayStep is one step of the way home.
type WayStep struct {
	Text  Text
	State WayState
	Path  string // of its open task; "" for none
	Hints []Text
}

// WayState says how far a step is.
type WayState string

// The states of a step.
const (
	WayDone    WayState = "done"
	WayActive  WayState = "active"  // a desk has the request
	WayBlocked WayState = "blocked" // it cannot be asked yet
	WayExpired WayState = "expired" // it was done, and the answer does not hold any more
	WaySkipped WayState = "skipped" // the case went past it without asking
	WayMaybe   WayState = "maybe"   // it is asked in some cases only
	WayAhead   WayState = "ahead"
)

// WayStates lists them.
func WayStates() []WayState {
	return []WayState{WayDone, WayActive, WayBlocked, WayExpired, WaySkipped, WayMaybe, WayAhead}
}

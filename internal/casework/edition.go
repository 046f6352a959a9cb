package casework

// The editions of the rules. A release that decides otherwise than the release before it begins a new one.
// A case is judged by the edition with which its run began, so that its history replays, and adopts a newer
// edition when it continues in a new run, which `homeward rollover` asks for after a deploy.
const (
	// EditionFirst is every release before the editions were counted.
	EditionFirst = 0
	// EditionProtection takes back what a correction showed, asks a second person for what cannot be undone,
	// and keeps an owner and a clock for every open case.
	EditionProtection = 1
	// CurrentEdition is the edition of new cases.
	CurrentEdition = EditionProtection
)

// Protects reports whether the rules of EditionProtection apply to the case.
func (c *Case) Protects() bool { return c.Edition >= EditionProtection }

package view

// The parts that pages are made of. Each has a template of the same name in templates/components, and
// stands on the page of components in each of its states.

// Tone says how a badge or a banner is meant. Its words say it too.
type Tone string

// The tones. The zero Tone is that of something settled or good.
const (
	Waits Tone = "waits"
	Bad   Tone = "bad"
	Quiet Tone = "quiet"
)

// Badge is a short word about the state of a thing.
type Badge struct {
	Text Text
	Tone Tone
}

// ClockState says how a clock stands.
type ClockState string

// The states of a clock.
const (
	ClockGreen ClockState = "green" // time is left
	ClockAmber ClockState = "amber" // most of the time is used
	ClockRed   ClockState = "red"   // overdue
	ClockStill ClockState = "still" // standing still, with its cause
	ClockNone  ClockState = "none"  // no deadline
)

// ClockStates lists them, the most urgent first.
func ClockStates() []ClockState {
	return []ClockState{ClockRed, ClockAmber, ClockGreen, ClockStill, ClockNone}
}

// Clock is how late something is, in words.
type Clock struct {
	State ClockState
	Text  Text
}

// Person is whom a row or a page is about, as far as the reader may know.
type Person struct {
	Ref    string // of the case
	Path   string // of the page that it leads to; "" for no link
	Name   string // "" where the reader does not see it
	Origin string // a country; "" where it is not told
	Badges []Badge
}

// Empty is what stands where a list has no rows, with the one way on.
type Empty struct {
	Why      EmptyKind
	Text     Text
	Next     Text
	NextPath string // "" for none
}

// EmptyKind tells the five kinds of empty apart.
type EmptyKind string

// The kinds of empty.
const (
	NothingYet     EmptyKind = "yet"     // there has never been anything
	NothingLeft    EmptyKind = "left"    // all is done
	NothingMatches EmptyKind = "filter"  // none under these filters
	NotYours       EmptyKind = "refused" // it is not the reader's to see
	NotLoaded      EmptyKind = "failed"  // it could not be read
)

// Banner is a message at the top of a page: what has been done, or what hinders.
type Banner struct {
	Kind  string // done, note or alert
	Title Text
	Texts []Text
	Path  string // of the one way on; "" for none
	Label Text
}

// Problem is one line of the summary of what is wrong with a form. To is the ID of the field.
type Problem struct {
	// Label names the field, for a text that does not; empty for a problem of the form as a whole.
	Label Text
	Text  Text
	To    string
}

// Fact is one line of a list of definitions. A fact without a value says why it has none.
type Fact struct {
	Name  Text
	Value Text
	Plain string // a value that is not one of our texts; Lang is its language, "" if unknown
	Lang  string
	At    Moment
	None  NoValue
}

// NoValue says why a fact has no value.
type NoValue string

// The three kinds of no value.
const (
	NotAsked NoValue = "not_asked" // the question has not been asked
	NotKnown NoValue = "not_known" // asked, and not known
	Withheld NoValue = "withheld"  // not the reader's to see
)

// Stage is one part of the stage bar: past, now or next.
type Stage struct {
	Text  Text
	State string
	Hint  Text
}

// Event is one line of a history, newest first.
type Event struct {
	At     Moment
	Text   Text
	Plain  string // in place of Text: a sentence in the language of the page
	By     Text
	Detail Text
	Quote  string // what a person wrote with it; "" for nothing
	Path   string // "" for no link
	ID     string // of the element, to link to; "" for none
}

// Tile is a number that leads to what it counts.
type Tile struct {
	Number int
	More   bool // there are more than that
	Text   Text
	Path   string
	Red    bool
}

// Chip is one filter or one queue to choose.
type Chip struct {
	Text   Text
	Path   string
	Now    bool
	Number string // of what it leads to, as "12" or "50+"; "" for none
}

// Paging is where one is in a list.
type Paging struct {
	Shown Text // as "25 cases shown"
	First string
	Next  string // the path of the next page; "" on the last
}

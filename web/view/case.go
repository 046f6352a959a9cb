package view

// CaseHead is what stands at the top of each page of a case, so that it is always clear which case it is.
type CaseHead struct {
	Person Person
	Badges []Badge
	Pages  []Chip // the pages of the case that the reader may open
}

// Case is the page of one case: whom it waits for comes first.
type Case struct {
	Frame

	Head      CaseHead
	Place     *QueuePlace // in the list from which it was opened; nil for none
	Banner    *Banner     // what has just been done; nil for nothing
	Problems  []Problem
	Stages    []Stage
	Still     Text      // that the whole case stands still, and why; nothing if it does not
	Proposals []ActLine // acts that wait for a second person
	Erasure   *ActLine  // a request that her data be destroyed; nil for none
	Waits     []Wait
	Blocks    []Block
	Acts      []Act // what the reader can do next, at most three
	Others    []Act // what else belongs to the reader's desk, and why it cannot be done now
	Way       []WayStage
	Signs     []WayState // those that the way has, to explain them
	Partly    bool       // the reader sees their own desk's part of the way only
	Trip      []Fact
	Legs      []Leg
	// MovementPath is the page of the movement; "" where the reader does not work with movements.
	MovementPath string
	ActsPath     string // of everything that can be done in the case
	About        []Fact
	Gaps         []Fact // fields of the person without a value, by the reason
	CorrectPath  string // of the form that corrects who the person is; "" for a reader who cannot
	Former       []Version
	Stated       []Stated
	State        *SmallForm  // to record facts; nil for a reader who cannot
	Again        []SmallForm // to put a request again that was called back
	Team         []TeamLine  // none for a reader who does not see the whole case
	Papers       []Fact
	Holds        []Event
	Given        []Event // waivers of gates
	Undo         []Fact
	TakenBack    []TakenBack // what desks were asked to delete; none for a reader who does not see the whole case
	Events       []Event
	More         string // the path of the whole history; "" where the reader does not see it
}

func (Case) name() string { return "case" }

// Version is who the person was on record before a correction.
type Version struct {
	Text    Text // whose correction replaced it
	At      Moment
	Facts   []Fact // the replaced values; none that the reader may not see
	Reasons string
}

// TeamLine is one desk of her team.
type TeamLine struct {
	Desk string
	Kind Text
	Mine bool // it is the reader's own desk
}

// TakenBack is what one desk was asked to delete.
type TakenBack struct {
	Desk  string
	What  []Text // the kinds of data
	Since Moment
	State Badge // whether the desk has attested it
}

// Wait is one desk that the case waits for.
type Wait struct {
	Text  Text   // what it waits for
	Path  string // of the task; "" where the reader cannot open it
	Desk  string
	Since Moment
	Age   Text
	Clock Clock
	Next  Text // who acts next if the desk does not, and when
	Mine  bool // it is the reader's own desk
	Notes []Text
}

// Block is a step that cannot be asked yet, with what is missing.
type Block struct {
	Steps   []Text // what cannot be asked; nothing for an act that was refused
	Late    Text   // until when its owner may wait, or that the owner is late; nothing if another request has the clock
	Gate    Text
	Missing []Missing
	Never   bool // it cannot be waived
	ID      string
}

// Missing is one condition that is not met: whose it is, and since when.
type Missing struct {
	Text  Text
	Owner Text   // the kind of desk that can meet it
	Desk  string // "" if it is not known which one
	Since Moment
	Age   Text
}

// Act is something that can be done, or that cannot be done now and why.
type Act struct {
	Text Text
	Path string // "" for one that cannot be done
	Note Text   // how late it is, or why it cannot be done
	Who  Text   // who can change that; nothing if it is the reader
}

// Stated is a fact with its author and its earlier versions, as far as the reader sees them.
type Stated struct {
	Name    Text
	Value   Text
	By      string
	At      Moment
	Earlier []Stated
}

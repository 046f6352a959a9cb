package view

// TaskPage is the page of one task: the request on one side, the answer on the other.
type TaskPage struct {
	Frame

	Head     CaseHead
	Step     Text
	Do       Text // what the desk is asked to do
	Banners  []Banner
	Compare  *Compare // of a form that came too late; nil for none
	Blocks   []Block  // what a refusal by gates says is missing
	Next     *NextTask
	Place    *QueuePlace // nil if it was not opened from a queue
	Desk     string
	Since    Moment
	Age      Text
	Clock    Clock
	Then     Text    // who acts next if the desk does not
	Talk     []Event // what was asked and answered at the task
	Notes    []Text  // who has claimed it, whose answer it waits for, why it stands still
	About    []Fact
	Gaps     []Fact // fields of the person without a value, by the reason
	Papers   []Fact
	Stated   []Stated
	Votes    []Event
	Quorum   Text // how many have to vote; nothing for a step of one desk
	Lacks    Text // what a panel lacks to decide
	Unseen   Text // why no vote is shown
	Settled  []Fact
	Problems []Problem
	Form     *DecisionForm // nil where the reader cannot answer
	WhyNot   Text          // why not; nothing if there is a form
	Answer   string        // the path of the page on which it is answered; "" for this page
	Acts     []SmallForm
	Sheet    string // of the sheet from which the task was opened; "" for none
	Contact  string // the path of the page that says how she is contacted safely; "" where it is not needed or not the reader's
}

func (TaskPage) name() string { return "task" }

// TaskGone is the page after an answer whose task is not for the reader to see any more.
type TaskGone struct {
	Frame

	Banner Banner
	Next   *NextTask
}

func (TaskGone) name() string { return "gone" }

// QueuePlace is where in a queue the task is, as "4 of 31", with the paths of its neighbours: "" for none.
type QueuePlace struct {
	Text                 Text // nothing for what is not in the queue any more
	Previous, Next, Back string
	Cases                bool // it is the list of cases, not a queue of requests
}

// NextTask is the next item of the reader's inbox.
type NextTask struct {
	Ref, Path string // "" when nothing is left
	Step, Age Text
	Inbox     string // the inbox, with what was just answered still in it; "" for the inbox as it is
}

// DecisionForm is the form of an answer, made from the step's own description.
type DecisionForm struct {
	Action, Key string
	Version     int64
	Hidden      []Field
	Outcomes    OutcomeChoice
	Questions   []Question // what goes with the answer
	Document    []Question // the document that is issued
	Facts       []Question // the facts that the desk can state with it
	Submit      Text
	Draft       Draft
	Opened      bool // the facts are shown at once
}

// OutcomeChoice is the choice of an outcome. None is chosen before the reader chooses.
type OutcomeChoice struct {
	Wrong   Text
	Answers []Outcome
}

// Outcome is one outcome that can be chosen.
type Outcome struct {
	Value  string
	Text   Text
	Hints  []Text // what it needs and what follows
	Blocks []Block
	Chosen bool
}

// SmallForm is one act beside the answer, such as to ask another desk.
type SmallForm struct {
	ID, Action, Key string
	Version         int64
	Title, Hint     Text
	Questions       []Question
	Hidden          []Field
	Submit          Text
	Danger          bool
	Files           bool // the form sends a file
	Draft           Draft
	Open            bool // it is shown at once, because something in it has to be corrected
}

package view

// Tasks is a list of open tasks: the same rows on My day and in the inbox.
type Tasks struct {
	Order Text // how the rows are ordered, in words
	Desks bool // the rows are of several desks: each names its own
	Rows  []Task
	Ticks bool // the rows have boxes, in a form
}

// Task is one open task as a row.
type Task struct {
	Person Person
	Step   Text
	Badges []Badge
	Note   Text   // what is special about it, such as whose answer it waits for
	Desk   string // that the clock belongs to
	Since  Moment
	Age    Text
	Clock  Clock
	Next   Text // who acts next if the desk does not, and when
	Act    Text
	Path   string // of the task; "" where the reader cannot open it
	Tick   string // how a form names it; "" where it cannot be chosen
	First  bool   // the page's primary action
	Past   bool   // it has been acted on
}

package view

// Error is the page of a request that failed.
type Error struct {
	Frame

	Happened Text
	Do       Text // what the user can do; the zero Text for nothing but to begin again
	Next     Text // of a page on which to do it; the zero Text for none
	NextPath string
	Request  string // the request's ID, to quote to support
}

func (Error) name() string { return "error" }

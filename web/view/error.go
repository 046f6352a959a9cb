package view

// Error is the page of a request that failed.
type Error struct {
	Frame

	Key     string // of the text
	Seconds string // how long to wait; "" for no limit
	Request string // the request's ID, to quote to support
}

func (Error) name() string { return "error" }

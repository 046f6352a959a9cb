package view

// Roll is the page of the passenger list of a movement, with what the reader's desk can do with it now.
type Roll struct {
	Frame

	Ref, Back string
	State     Badge
	Banner    *Banner
	Answers   []Text // what became of each passenger of the form that was just sent
	Problems  []Problem
	Waits     Text
	Withheld  bool
	Legs      []Leg
	Lines     []RollLine
	Acts      []SmallForm
}

func (Roll) name() string { return "roll" }

// RollLine is one seat. Person is zero if who has it is not for the reader.
type RollLine struct {
	Seat   Text
	Person Person
	Name   string // as her document has it; "" if it is not for the reader
	Number string // of her document; "" if there is none, or it is not for the reader
	State  Badge
}

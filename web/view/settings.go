package view

// Settings is the page on which an officer chooses how the pages work, and who stands in.
type Settings struct {
	Frame

	Keys      bool // single keys work
	Key       string
	DeskName  string
	Away      Text // from when until when, and who stands in; nothing for not at all
	MayLeave  bool // there is a colleague who could stand in
	Questions []Question
	Problems  []Problem
}

func (Settings) name() string { return "settings" }

package view

import "example.org/homeward/web/words"

// Wordings is a list of texts of the pages, for each of which a reader can propose better words.
type Wordings struct {
	Frame

	Action   string // where a search is sent
	Search   Question
	Problems []Problem
	Lead     Text // which texts they are
	Rows     []WordingLine
	More     bool // there are more than are shown
	Empty    *Empty
}

func (Wordings) name() string { return "wordings" }

// WordingLine is one text in the reader's language and in English.
type WordingLine struct {
	Present, English string
	Path             string
}

// Wording is one text with the form for a better one.
type Wording struct {
	Frame

	Draft            Draft
	Action, Back     string
	Key              string // under which the proposal is kept once
	Compared         string // a fingerprint of Present and English
	Present, English string
	Of               words.Language // of Present
	Numbers          Text           // for which numbers a plural form is
	Places           Text           // which places for values the text has
	Questions        []Question
	Problems         []Problem
	Mine             []ProposedWording
}

func (Wording) name() string { return "wording" }

// ProposedWording is what the reader has proposed before.
type ProposedWording struct {
	Text  string
	State Text
	At    Moment
}

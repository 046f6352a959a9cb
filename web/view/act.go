package view

// ActList is the page of everything that can be done in a case.
type ActList struct {
	Frame

	Head   CaseHead
	Title  Text
	Lead   Text
	May    []ActLine
	MayNot []ActLine
}

func (ActList) name() string { return "acts" }

// ActLine is one act: where it is done, or why not and who can do it.
type ActLine struct {
	Text Text
	Hint Text
	Path string // "" for one that the reader cannot do now
	Why  Text
	Who  Text
}

// ActPage is the page of one act: what it is about, what follows from it, and the form that does it. It
// also asks a second time where an act cannot be taken back, and a second officer where one is needed.
type ActPage struct {
	Frame

	Head     *CaseHead // nil for an act that is about no case
	Title    Text
	Lead     Text
	Banner   *Banner
	Compare  *Compare // of a form that came too late; nil for none
	Problems []Problem
	Look     Text // the heading that interrupts; nothing before the last step
	Details  []Fact
	Entered  []Fact
	About    Text     // the heading of Entered; nothing for what the reader entered
	Changes  []Change // values on record that the act replaces
	Effects  []Effect
	Blocks   []Block
	WhyNot   *Empty // in place of the form
	Prove    string // where the reader proves who they are first; "" for no need
	Form     *SmallForm
	Refuse   *SmallForm // the second form of an approval
	Links    []ActLine
	Back     string
	BackText Text
}

func (ActPage) name() string { return "act" }

// Effect is one group of what follows from an act.
type Effect struct {
	Title Text
	Lines []Text
}

// Change is one field with the value on record and the one that would replace it.
type Change struct {
	Name          Text
	Before, After Fact
}

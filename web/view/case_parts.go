package view

// CaseHistory is the page of all that has happened in a case.
type CaseHistory struct {
	Frame

	Head   CaseHead
	Events []Event
	Paging Paging
}

func (CaseHistory) name() string { return "history" }

// CaseAccess is the page that says who may see a case and who has looked.
type CaseAccess struct {
	Frame

	Head        CaseHead
	MayAccess   bool // the reader sees the grants
	Grants      []AccessLine
	Emergencies []AccessLine
	Excluded    []AccessLine
	Give        string // where access is given; "" for a reader who may not
	Exclude     string
	MayReaders  bool // the reader sees who has looked
	Readers     []Event
	Paging      Paging
}

func (CaseAccess) name() string { return "access" }

// AccessLine is one agency or officer who may see a case, or may not.
type AccessLine struct {
	Who     string // the name of an agency or a desk; "" if there is none
	Role    string
	Account string // "" where the reader need not know it
	Texts   []Text
	State   Badge
	Path    string // of the task that is about it
	Act     ActLine
}

// CaseConsents is the page of the consents of a survivor.
type CaseConsents struct {
	Frame

	Head        CaseHead
	Banner      *Banner
	Consents    []ConsentLine
	MayWithdraw bool
	MayPreview  bool
	Problems    []Problem
	Preview     *Withdrawal // what a withdrawal would do; nil before one is chosen
	Action      string      // where the form that previews is sent
	Give        *SmallForm  // to record consents that were given; nil for a reader who cannot
}

func (CaseConsents) name() string { return "consents" }

// ConsentLine is where one consent stands.
type ConsentLine struct {
	Code    string
	Text    Text
	State   Badge
	Texts   []Text
	Chosen  bool
	Active  bool
	Earlier []Text
}

// Withdrawal is what a withdrawal of consents would do, with the form that does it.
type Withdrawal struct {
	Consents []ConsentLine
	Recalls  []Text
	Undoes   []Text
	Cannot   []Text
	Asks     []Text
	Ends     []Text
	More     bool // there is more, which other desks know
	Form     SmallForm
}

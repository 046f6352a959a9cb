package view

// Movements is the page that lists movements.
type Movements struct {
	Frame

	Chips  []Chip
	Rows   []MovementRow
	Paging Paging
	Empty  *Empty
}

func (Movements) name() string { return "movements" }

// MovementRow is one movement in the list.
type MovementRow struct {
	Ref, Path string
	State     Badge
	Departs   Moment
	Seats     []Text
	Desk      string
	Receiver  string
}

// Movement is the page of one movement: its way, its seats, who has one and who could get one.
type Movement struct {
	Frame

	Ref        string
	List       string // the path of its passenger list
	ListTurn   bool   // the reader's desk has something to do there now
	State      Badge
	Banner     *Banner
	Answers    []Text // what became of each passenger of the form that was just sent
	Problems   []Problem
	Facts      []Fact
	Waits      Text // who is waited for; nothing when no desk is
	Legs       []Leg
	Seats      []Text
	Withheld   bool
	Funnel     []FunnelStage
	Blocks     []PassengerBlock
	Candidates *CandidateList // nil for a reader who gives no seats
	Release    *SmallForm
	WhyNot     Text
}

func (Movement) name() string { return "movement" }

// Leg is one part of the way.
type Leg struct {
	Text  Text
	Times []Text
}

// FunnelStage is how many passengers have come so far.
type FunnelStage struct {
	Text   Text
	Number int
}

// PassengerBlock is people who travel together or not at all.
type PassengerBlock struct {
	Title  Text
	People []PassengerLine
}

// PassengerLine is one passenger.
type PassengerLine struct {
	Person Person
	State  Badge
	Notes  []Text
}

// CandidateList is who could get a seat, with the form that holds seats.
type CandidateList struct {
	Action, Key string
	Draft       Draft
	Rows        []CandidateLine
	More        bool
	Empty       *Empty
	Together    Question
	Wrong       Text
}

// CandidateLine is one person who could get a seat.
type CandidateLine struct {
	Person Person
	Asked  Badge
	Lacks  Text
	Chosen bool
}

// Chosen are the references of the people who are ticked; in forms the box of each is named "case".
func (c CandidateList) Chosen() []string {
	var out []string
	for _, row := range c.Rows {
		if row.Chosen {
			out = append(out, row.Person.Ref)
		}
	}
	return out
}

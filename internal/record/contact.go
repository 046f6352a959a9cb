package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Way is a way to reach a survivor after her return.
type Way string

// The ways.
const (
	ByPhone   Way = "phone"
	ByMessage Way = "message"
	ByVisit   Way = "visit"
	ByPerson  Way = "person" // through a person whom she trusts
)

// Ways lists them.
func Ways() []Way { return []Way{ByPhone, ByMessage, ByVisit, ByPerson} }

// Daytime is a part of the week.
type Daytime string

// The parts of the week.
const (
	Morning   Daytime = "morning"
	Afternoon Daytime = "afternoon"
	Evening   Daytime = "evening"
	Weekend   Daytime = "weekend"
)

// Daytimes lists them.
func Daytimes() []Daytime { return []Daytime{Morning, Afternoon, Evening, Weekend} }

// Contact is what a survivor has agreed about how she is reached. It is class F and sealed.
type Contact struct {
	Callers []casework.DeskKind `json:"callers,omitempty"` // whose officers may contact her; none: she calls
	Woman   bool                `json:"woman,omitempty"`   // only a woman calls
	Ways    []Way               `json:"ways,omitempty"`
	Times   []Daytime           `json:"times,omitempty"`   // none: any time
	AskFor  string              `json:"ask_for,omitempty"` // the name by which she is asked for
	SayAs   string              `json:"say_as,omitempty"`  // as whom the caller introduces themself
	Phone   string              `json:"phone,omitempty"`   // "" for the number in her file
}

// ContactRow is an agreement about contact on record.
type ContactRow struct {
	Contact
	Seq int64
	At  time.Time
	By  casework.Actor
}

// ContactTry is how an officer tried to reach a survivor for a visit, and what was agreed for the next
// time. It is class J and sealed.
type ContactTry struct {
	Tried   []Way  `json:"tried,omitempty"`
	Reached Way    `json:"reached,omitempty"` // "" if she was not reached
	Next    string `json:"next,omitempty"`    // 2006-01-02
	NextWay Way    `json:"next_way,omitempty"`
}

// TryRow is an attempt on record.
type TryRow struct {
	ContactTry
	Seq     int64
	Step    casework.Step // the visit, as "follow_up/3m"
	Attempt int
	Outcome casework.Outcome
	At      time.Time
	By      casework.Actor
}

// Agreed is what the record knows of how a survivor is reached.
type Agreed struct {
	Rows  []ContactRow // newest first
	Phone string       // the number in her file; "" if there is none
}

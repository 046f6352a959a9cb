package view

// Visits is the list of visits of a desk: those that are overdue, due this week, or all open ones.
type Visits struct {
	Frame

	DeskName string
	Chips    []Chip
	Order    Text
	Rows     []VisitRow
	Empty    *Empty
	Paging   Paging
}

func (Visits) name() string { return "visits" }

// VisitRow is one open visit, with how she may be reached before the button.
type VisitRow struct {
	Task

	Contact ContactShort
}

// ContactShort is how she may be reached, in a few words and without a name or a number.
type ContactShort struct {
	Texts []Text // none if there is only Note
	Note  Text   // that she was not asked yet, or that the reader may not see it
	Path  string // of the page with the agreement; "" where the reader cannot open it
}

// Return is the page of the time after the return of one person.
type Return struct {
	Frame

	Head    CaseHead
	Banner  *Banner
	Contact ContactShort
	Next    *VisitRow // the open visit or call; nil for none
	Empty   *Empty    // in place of everything below, before the return
	Plan    PlanPart
	Ladder  []VisitState
	Lost    Text // after how many missed contacts the contact counts as lost; nothing if it is not known
	Scores  ScorePart
}

func (Return) name() string { return "return" }

// PlanPart is the plan with its earlier versions.
type PlanPart struct {
	Plans []Plan // newest first
	Note  Text   // that there is none, or that it is not the reader's to see
	Path  string // of the form, where the reader is asked for it; "" for none
}

// Plan is one version of a plan.
type Plan struct {
	At         Moment
	Desk       string
	Replaced   bool
	Withheld   bool // only that there is a plan
	Dimensions []Text
	Text       string
	Items      []PlanItem
}

// PlanItem is one thing to be done under a plan.
type PlanItem struct {
	Kind Text
	Text string
	By   Text // until when; nothing for no day
}

// VisitState is how one visit of the schedule stands, with every attempt.
type VisitState struct {
	Step     Text
	State    Badge
	Window   Text // from when until when
	Attempts []Attempt
	Acts     Text   // who acts next and when; nothing if nothing is open
	Path     string // of the open form; "" where the reader cannot answer
	Lost     bool
}

// Attempt is one answer about a visit.
type Attempt struct {
	Outcome Text
	At      Moment
	Desk    string
	Tried   Text // what was tried; nothing if it is not known
	Next    Text // what was agreed for the next time
}

// ScorePart is the scores over time: the table first, then the same as pictures.
type ScorePart struct {
	Rows   []ScoreLine
	Charts []Chart
	Note   Text // why there is nothing to show
	Gaps   []Text
	Title  Text // of the questionnaire
}

// ScoreLine is one visit in the table. A visit without a score has Why.
type ScoreLine struct {
	Visit    Text
	At       Moment
	Marks    []string // the whole, then each dimension, from 0 to 100; "–" for none
	Answered Text
	Why      Text
}

// PlanForm is the page with the form of the plan.
type PlanForm struct {
	Frame

	Head     CaseHead
	Back     string
	Do       Text
	Problems []Problem
	Form     *AnswerForm
	WhyNot   Text
	Compare  *Compare // of an answer that came too late; nil for none
}

func (PlanForm) name() string { return "planform" }

// VisitForm is the page with the form of a visit.
type VisitForm struct {
	Frame

	Head     CaseHead
	Back     string
	Step     Text
	Do       Text
	Clock    Clock
	Then     Text
	Contact  ContactShort
	Earlier  []Attempt // of this visit, newest first
	Problems []Problem
	Form     *AnswerForm
	WhyNot   Text     // why there is no form
	Compare  *Compare // of an answer that came too late; nil for none
	TaskPath string
}

func (VisitForm) name() string { return "visitform" }

// AnswerForm is a form in parts.
type AnswerForm struct {
	Action, Key string
	Version     int64
	Draft       Draft
	Hidden      []Field
	Parts       []FormPart
	Submit      Text
}

// FormPart is one part of a form. A folded part is shown when it is opened.
type FormPart struct {
	Title, Hint Text
	Questions   []Question
	Folded      bool
	Open        bool
	Named       string // the title where it is not one of our texts
}

// SafeContact is the page with what a survivor has agreed about contact. It has the number only as the
// answer to the form that asks for it.
type SafeContact struct {
	Frame

	Head     CaseHead
	Banner   *Banner
	Problems []Problem
	Agreed   []Agreement // newest first
	Note     Text        // that she was not asked yet, or that it is not the reader's to see
	Number   string      // only after it was asked for
	NoNumber bool        // it was asked for, and there is none
	Reveal   *SmallForm  // nil where the reader cannot
	WhyNot   Text        // why they cannot
	Agree    *SmallForm
	Compare  *Compare // of an agreement that came too late; nil for none
}

func (SafeContact) name() string { return "contact" }

// Agreement is what she agreed, as lines of a list of definitions.
type Agreement struct {
	Facts []Fact
	At    Moment
	Desk  string
}

package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reintegration"
)

// Plan is what a survivor and those who help have agreed for the time after the return.
// Its text is class D and sealed.
type Plan struct {
	Ref        string   `json:"ref,omitempty"`
	Dimensions []string `json:"dimensions,omitempty"` // codes: economic, social, psychosocial
	Text       string   `json:"text,omitempty"`
	Items      []Item   `json:"items,omitempty"`
}

// Item is one thing that is to be done under a plan.
type Item struct {
	Kind string `json:"kind"` // a code: identity_papers, debt, shelter, health, counselling, work, training, legal, safety
	Text string `json:"text,omitempty"`
	By   string `json:"by,omitempty"` // 2006-01-02
}

// PlanRow is a plan on record.
type PlanRow struct {
	Plan
	Case     casework.Ref
	Seq      int64
	Step     casework.Step
	At       time.Time
	By       casework.Actor
	Replaced bool // by a newer one
}

// Score is one filled-in questionnaire with its marks. The answers, by question, are class
// D and sealed.
type Score struct {
	Ref     string              `json:"ref,omitempty"`
	Answers map[string]string   `json:"answers,omitempty"`
	Marks   reintegration.Score `json:"marks"`
}

// ScoreRow is a score on record.
type ScoreRow struct {
	Score
	Case casework.Ref
	Seq  int64
	Step casework.Step // the visit, as "follow_up/3m"
	At   time.Time
	By   casework.Actor
}

// FollowUp is how one visit of the schedule stands.
type FollowUp struct {
	Step     casework.Step
	Task     casework.TaskID
	Status   TaskState
	Outcome  casework.Outcome
	OpensAt  time.Time // when the window opens
	Due      *time.Time
	Attempts int
	ScoreRef string // "" when none was taken
}

// Reintegration is what the record knows of the time after the return.
type Reintegration struct {
	Case      casework.Ref
	Plans     []PlanRow // newest first
	FollowUps []FollowUp
	Scores    []ScoreRow // oldest first
	Tries     []TryRow   // newest first
}

package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Sheet is a sheet on which an officer answers many alike requests at once: references and codes, class B.
// It belongs to one account. Once it is confirmed, only the results of its requests change, and those are
// the commands that it sent.
type Sheet struct {
	Ref      casework.Ref
	By       casework.Actor // whose sheet it is
	Step     casework.Step
	Kind     casework.DeskKind
	Corridor string
	Version  int // of the corridor
	OpenedAt time.Time
	Again    casework.Ref // the sheet whose refused requests this one takes again; "" for none
	More     int          // how many alike requests there were beside those of the sheet
	// Outcome and Until are the answer that was chosen last; "" and nil while there is none.
	Outcome casework.Outcome
	Until   *time.Time
	// Edits counts how often the sheet was changed before it was confirmed.
	Edits int
	// Digest is what was confirmed, ConfirmedAt when; nil until then.
	Digest      string
	ConfirmedAt *time.Time
	Items       []SheetItem // in the order of the sheet
}

// SheetItem is one request of a sheet.
type SheetItem struct {
	Case     casework.Ref
	Task     casework.TaskID
	Version  int64      // of the task, as the officer saw it
	SeenAt   time.Time  // when it was seen in that version
	LookedAt *time.Time // when the officer opened it from the sheet; nil if it was not opened
	Ticked   bool
	// Rule is why a ticked request was not sent when the sheet was confirmed; "" if it was sent.
	Rule string
}

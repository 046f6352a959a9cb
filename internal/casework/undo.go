package casework

import (
	"slices"
	"time"
)

// UndoKind is a kind of act that may have to be undone (field reference 5).
type UndoKind string

// The acts that the undo stack remembers.
const (
	UndoSeat            UndoKind = "seat"
	UndoTicket          UndoKind = "ticket"
	UndoManifest        UndoKind = "manifest"
	UndoVerification    UndoKind = "verification"     // identity data sent to a consulate
	UndoDocumentRequest UndoKind = "document_request" // with the document that may have resulted
	UndoCommitment      UndoKind = "embassy_commitment"
	UndoExitPermit      UndoKind = "exit_permit"
	UndoFineWaiver      UndoKind = "fine_waiver"
	UndoReception       UndoKind = "reception"
	UndoHandover        UndoKind = "handover_package"
	UndoFamilyContact   UndoKind = "family_contact"
	UndoPoliceStatement UndoKind = "police_statement"
	UndoScreeningShare  UndoKind = "screening_share" // the interview, shared with the panel
	UndoGrant           UndoKind = "grant"           // a grant to an agency
)

// UndoMethod is how an act is undone.
type UndoMethod string

// The methods.
const (
	UndoByMovement    UndoMethod = "movement" // the movement workflow is notified and confirms
	UndoByNotice      UndoMethod = "notice"   // a notice to the desk is all that can be done, and is enough
	UndoByAttestation UndoMethod = "attest"   // the desk must delete the data it received, and attest that in writing
	CannotUndo        UndoMethod = "cannot"   // recorded as not undone
)

// UndoSpec says how an act is undone, and what remains.
type UndoSpec struct {
	Kind     UndoKind
	Method   UndoMethod
	Leftover string // a code, shown in the preview and on the timeline; "" if nothing remains
}

// UndoSpecs is the table of compensations.
func UndoSpecs() []UndoSpec {
	return []UndoSpec{
		{UndoSeat, UndoByMovement, ""},
		{UndoTicket, UndoByMovement, "ticket_cost_lost"},
		{UndoManifest, UndoByMovement, "corrected_manifest_sent"},
		{UndoVerification, UndoByAttestation, "disclosure_cannot_be_unmade"},
		{UndoDocumentRequest, UndoByAttestation, "document_stays_with_survivor"},
		{UndoCommitment, UndoByNotice, ""},
		{UndoExitPermit, UndoByNotice, "permit_lapses"},
		{UndoFineWaiver, CannotUndo, "waiver_lapses"},
		{UndoReception, UndoByAttestation, ""},
		{UndoHandover, UndoByAttestation, "disclosure_cannot_be_unmade"},
		{UndoFamilyContact, CannotUndo, "family_knows"},
		{UndoPoliceStatement, UndoByAttestation, "lawful_hold_items_stay"},
		{UndoScreeningShare, UndoByAttestation, ""},
		{UndoGrant, UndoByAttestation, "disclosure_cannot_be_unmade"},
	}
}

// UndoSpecOf returns the compensation of a kind. An unknown kind has the method CannotUndo.
func UndoSpecOf(kind UndoKind) UndoSpec {
	for _, spec := range UndoSpecs() {
		if spec.Kind == kind {
			return spec
		}
	}
	return UndoSpec{Kind: kind, Method: CannotUndo}
}

// UndoState is the progress of undoing an act.
type UndoState string

// The states of an undo entry. Each is reached at most once.
const (
	UndoArmed      UndoState = "armed"   // done, and can be undone
	UndoOrdered    UndoState = "ordered" // to be undone, in reverse order of the acts
	UndoDone       UndoState = "done"
	UndoImpossible UndoState = "left"  // cannot be undone; recorded as such
	UndoObsolete   UndoState = "spent" // too late or not needed: departed, expired, replaced
)

// UndoEntry is one act on the undo stack. It is data and not a closure, so that it survives
// continue-as-new.
type UndoEntry struct {
	ID       int       `json:"id"` // counts from 1 within the case
	Kind     UndoKind  `json:"kind"`
	State    UndoState `json:"state"`
	Step     Step      `json:"step"`
	Desk     DeskID    `json:"desk,omitempty"`     // the desk that has to undo it, or that received data
	Movement Ref       `json:"movement,omitempty"` // of seat, ticket, manifest
	Grant    int       `json:"grant,omitempty"`    // the number of the grant
	At       time.Time `json:"at"`
	Ordered  time.Time `json:"ordered,omitzero"`
	Done     time.Time `json:"done,omitzero"`
	// ByHand reports whether the automatic undo failed and a desk was asked to do it.
	ByHand bool `json:"by_hand,omitempty"`
}

// NextUndo returns the act that the workflow has to undo next: the last of those that only a movement
// can undo.
func (c *Case) NextUndo() (UndoEntry, bool) {
	for _, v := range slices.Backward(c.Undo) {
		if v.State == UndoOrdered && UndoSpecOf(v.Kind).Method == UndoByMovement && !v.ByHand {
			return v, true
		}
	}
	return UndoEntry{}, false
}

package casework

import "time"

// UndoKind is an act that was done and may have to be taken back (field reference 5).
type UndoKind string

// The acts that the undo stack remembers.
const (
	UndoSeat            UndoKind = "seat"
	UndoTicket          UndoKind = "ticket"
	UndoManifest        UndoKind = "manifest"
	UndoVerification    UndoKind = "verification"     // identity data given to a consulate
	UndoDocumentRequest UndoKind = "document_request" // and the document that may have come of it
	UndoCommitment      UndoKind = "embassy_commitment"
	UndoExitPermit      UndoKind = "exit_permit"
	UndoFineWaiver      UndoKind = "fine_waiver"
	UndoReception       UndoKind = "reception"
	UndoHandover        UndoKind = "handover_package"
	UndoFamilyContact   UndoKind = "family_contact"
	UndoPoliceStatement UndoKind = "police_statement"
	UndoScreeningShare  UndoKind = "screening_share" // the interview given to the panel
	UndoGrant           UndoKind = "grant"           // what an agency was given of the case
)

// Way is how an act is taken back.
type UndoMethod string

// The ways.
const (
	UndoByMovement    UndoMethod = "movement" // the movement workflow is told; the activity waits for its word
	UndoByNotice      UndoMethod = "notice"   // a notice to the desk is all that can be done, and enough
	UndoByAttestation UndoMethod = "attest"   // the desk must delete what it was given, and say so in writing
	CannotUndo        UndoMethod = "cannot"   // it is named, not hidden
)

// UndoSpec says how an act is taken back and what is left over.
type UndoSpec struct {
	Kind     UndoKind
	Method   UndoMethod
	Leftover string // a code, shown in the preview and on the timeline; "" when nothing is left
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

// UndoSpecOf finds the compensation of a kind.
func UndoSpecOf(kind UndoKind) UndoSpec {
	for _, spec := range UndoSpecs() {
		if spec.Kind == kind {
			return spec
		}
	}
	return UndoSpec{Kind: kind, Method: CannotUndo}
}

// UndoState is how far the taking back of an act has come.
type UndoState string

// The states of an undo entry. Each is reached at most once.
const (
	UndoArmed      UndoState = "armed"   // done, and can be taken back
	UndoOrdered    UndoState = "ordered" // to be taken back; in reverse order of the acts
	UndoDone       UndoState = "done"
	UndoImpossible UndoState = "left"  // cannot be taken back; named
	UndoObsolete   UndoState = "spent" // past the point: departed, expired, replaced
)

// UndoEntry is one act on the stack. It is data, not a closure, so that it survives everything.
type UndoEntry struct {
	ID       int       `json:"id"` // counts from 1 within the case
	Kind     UndoKind  `json:"kind"`
	State    UndoState `json:"state"`
	Step     Step      `json:"step"`
	Desk     DeskID    `json:"desk,omitempty"`     // who has to do it, or was given something
	Movement Ref       `json:"movement,omitempty"` // of seat, ticket, manifest
	Grant    int       `json:"grant,omitempty"`    // of a grant: its number
	At       time.Time `json:"at"`
	Ordered  time.Time `json:"ordered,omitzero"`
	Done     time.Time `json:"done,omitzero"`
	// ByHand says that the machine could not do it and a desk has been asked to.
	ByHand bool `json:"by_hand,omitempty"`
}

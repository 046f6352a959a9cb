package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Kind is the kind of the subject of an event.
type Kind string

// The kinds.
const (
	OfCase         Kind = "case"
	OfOperation    Kind = "operation"
	OfMovement     Kind = "movement"
	OfList         Kind = "list"
	OfAccount      Kind = "account" // an account: a sign-in, an invitation, a recovery
	OfDesk         Kind = "desk"
	OfAgency       Kind = "agency"
	OfSearch       Kind = "search" // a search; only the fact that there was one is recorded
	OfLog          Kind = "log"    // the audit log itself
	OfInstallation Kind = "house"  // keys, settings, the installation as a whole
)

// Subject is the subject of an event. Ref is a random reference or a code; "" if there is none.
type Subject struct {
	Kind Kind
	Ref  string
}

// Outcome is whether the request was allowed.
type Outcome string

// The outcomes.
const (
	Allowed Outcome = "allowed"
	Denied  Outcome = "denied"
)

// The actions that are not actions of the API. Those have the names of package policy.
const (
	// WroteCase, WroteOperation, WroteMovement and WroteList are changes of the record. Code is the
	// kind of the change.
	WroteCase      Action = "record.case"
	WroteOperation Action = "record.operation"
	WroteMovement  Action = "record.movement"
	WroteList      Action = "record.list"
	// TookWording and DeclinedWording are what the operator did with better words that a reader of the
	// pages proposed. The subject is the installation, with the reference of the proposal.
	TookWording     Action = "wording.taken"
	DeclinedWording Action = "wording.declined"
	// Erased is a step of an erasure: requested, approved, refused, done.
	Erased Action = "record.erasure"
)

// Action is what was done or requested: a policy.Action, one of the constants above, or another code of
// the package that records it. It MUST NOT contain anything that a client sent.
type Action string

// Event is one line of the log. All its texts are codes (see Check). It MUST NOT contain text that a
// person wrote or sent, not even a part of it.
type Event struct {
	// At is when it was recorded, in UTC with microseconds.
	At      time.Time
	Account casework.AccountID // "" if it is not known yet
	Desk    casework.DeskID
	Agency  casework.AgencyID
	Role    casework.Role
	Session string // the public reference of the session; "" for a machine and for the workflow
	Action  Action
	Subject Subject
	Seq     int64          // of the change; 0 if there is none
	Classes []policy.Class // of the data that were shown, for a read
	Purpose policy.Purpose // of a read; "" otherwise
	Outcome Outcome
	Code    string // a kind of change, or a fault's code; "" if there is nothing to add
	// Key is the SHA-256 of the key of the command that caused it, in hexadecimal; see KeyHash.
	Key string
	// Commitment commits to the decisions without revealing them; see Commit. "" if there are none.
	Commitment string
}

// By returns the event with an actor.
func (e Event) By(a casework.Actor) Event {
	e.Account, e.Desk, e.Agency, e.Role = a.Account, a.Desk, a.Agency, a.Role
	return e
}

// KeyHash returns the form of a command key in events. The key itself is chosen by a client, and could
// contain anything.
func KeyHash(key casework.Key) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// ErrNotCodes means that an event contains something other than codes, or lacks a required part. It
// does not say what, because that may be what must not be revealed.
var ErrNotCodes = errors.New("an audit event must hold codes and references, and nothing else")

// maxCode is the length of the longest code.
const maxCode = 128

// Check returns ErrNotCodes unless the event may be written: it must be well formed, with known classes
// and a known purpose. If it fails, neither the event nor the change that it belongs to may be written.
func (e Event) Check() error {
	known := func(c policy.Class) bool { return slices.Contains(policy.Classes(), c) }
	if !e.wellFormed() || e.Purpose != "" && !policy.PurposeKnown(e.Purpose) || !every(e.Classes, known) {
		return ErrNotCodes
	}
	return nil
}

// wellFormed reports whether every text of the event is a code: printable ASCII without spaces, quotes
// and backslashes, at most 128 bytes. It does not depend on the codes that exist now, so that an event
// stays valid when a code is no longer used.
func (e Event) wellFormed() bool {
	for _, text := range []string{
		string(e.Account), string(e.Desk), string(e.Agency), string(e.Role), e.Session, string(e.Action),
		string(e.Subject.Kind), e.Subject.Ref, string(e.Purpose), e.Code,
	} {
		if !isCode(text) {
			return false
		}
	}
	code := func(c policy.Class) bool { return c != "" && isCode(string(c)) }
	return !e.At.IsZero() && e.Action != "" && e.Subject.Kind != "" && e.Seq >= 0 && (e.Outcome == Allowed || e.Outcome == Denied) &&
		isHash(e.Key) && isHash(e.Commitment) && every(e.Classes, code)
}

func every(classes []policy.Class, ok func(policy.Class) bool) bool {
	return !slices.ContainsFunc(classes, func(c policy.Class) bool { return !ok(c) })
}

func isCode(text string) bool {
	if len(text) > maxCode {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// isHash reports whether a text is empty or the hexadecimal form of 32 bytes.
func isHash(text string) bool {
	if text == "" {
		return true
	}
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) == sha256.Size && text == hex.EncodeToString(raw)
}

// AskedHash returns the form, in events, of a reference that was requested and not found: a hash,
// because a client may have sent anything. The database computes the same hash of existing references
// (app.asked_hash).
func AskedHash(asked string) string {
	sum := sha256.Sum256([]byte(asked))
	return "asked-" + hex.EncodeToString(sum[:16])
}

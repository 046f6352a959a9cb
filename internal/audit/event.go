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

// Kind is what sort of thing an event is about.
type Kind string

// The kinds.
const (
	OfCase         Kind = "case"
	OfOperation    Kind = "operation"
	OfMovement     Kind = "movement"
	OfList         Kind = "list"
	OfAccount      Kind = "account" // somebody who acts: signing in, an invitation, a recovery
	OfDesk         Kind = "desk"
	OfAgency       Kind = "agency"
	OfSearch       Kind = "search" // what was asked for is never kept, only that somebody searched
	OfLog          Kind = "log"    // the audit log itself
	OfInstallation Kind = "house"  // keys, settings, the whole of it
)

// Subject names what an event is about. Ref is a random reference or a code; "" when there
// is nothing to name.
type Subject struct {
	Kind Kind
	Ref  string
}

// Outcome is whether somebody got what they asked for.
type Outcome string

// The outcomes.
const (
	Allowed Outcome = "allowed"
	Denied  Outcome = "denied"
)

// Actions that are not the API's. Those are spelled as package policy spells them.
const (
	// WroteCase and the two after it are changes of the record. Code is the kind of the change.
	WroteCase      Action = "record.case"
	WroteOperation Action = "record.operation"
	WroteMovement  Action = "record.movement"
	WroteList      Action = "record.list"
	// Erased is that a request for erasure went on: asked for, approved, refused, done.
	Erased Action = "record.erasure"
)

// Action is what was done or asked for: a policy.Action, or one of the constants above, or
// another code of the package that records it. It MUST NOT be made of what a client sent.
type Action string

// Event is one line of the log. Every text in it is a code (see Check); a text that was
// written or sent by a person MUST NOT be in it, not even in part.
type Event struct {
	// At is when it was recorded. It is kept in UTC and to the microsecond.
	At      time.Time
	Account casework.AccountID // "" when nobody is known yet
	Desk    casework.DeskID
	Agency  casework.AgencyID
	Role    casework.Role
	Session string // the public reference of the session; "" for a machine and for the workflow
	Action  Action
	Subject Subject
	Seq     int64          // of the change, 0 when it is none
	Classes []policy.Class // of what was shown, for a read
	Purpose policy.Purpose // of a read; "" otherwise
	Outcome Outcome
	Code    string // a kind of change, or a fault's code; "" when there is nothing to add
	// Key is the SHA-256 of the key of the command that it came from, in hexadecimal; see KeyHash.
	Key string
	// Commitment binds what was decided without telling it; see Commit. "" when nothing was.
	Commitment string
}

// By puts an actor into an event.
func (e Event) By(a casework.Actor) Event {
	e.Account, e.Desk, e.Agency, e.Role = a.Account, a.Desk, a.Agency, a.Role
	return e
}

// KeyHash is the key of a command as it stands in an event. A key is chosen by a client, who
// may have put anything into it.
func KeyHash(key casework.Key) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// ErrNotCodes says that an event holds something else than codes, or lacks what every event
// has. It does not say what: that may be just what must not be told.
var ErrNotCodes = errors.New("an audit event must hold codes and references, and nothing else")

// longest is how long a code may be.
const longest = 128

// Check says whether an event may be written: whether it is well formed, and its classes and its
// purpose are ones that there are. One that is not is ErrNotCodes, and it is not to be written,
// nor what it belongs to.
func (e Event) Check() error {
	known := func(c policy.Class) bool { return slices.Contains(policy.Classes(), c) }
	if !e.wellFormed() || e.Purpose != "" && !policy.PurposeKnown(e.Purpose) || !every(e.Classes, known) {
		return ErrNotCodes
	}
	return nil
}

// wellFormed says whether every text of an event is a code: printable ASCII without spaces,
// quotes and backslashes, at most 128 long. It does not depend on what codes there are now, so
// that an event stays one when a code is no more in use.
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
	if len(text) > longest {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// isHash says whether a text is empty or the hexadecimal of 32 bytes.
func isHash(text string) bool {
	if text == "" {
		return true
	}
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) == sha256.Size && text == hex.EncodeToString(raw)
}

// AskedHash is a reference as it stands in an event when it was asked for in vain: a hash,
// because a client may have put anything in its place. The database makes the same of the
// references that there are (app.asked_hash).
func AskedHash(asked string) string {
	sum := sha256.Sum256([]byte(asked))
	return "asked-" + hex.EncodeToString(sum[:16])
}

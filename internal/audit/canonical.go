package audit

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// heading is the first line of every event. The number is the version of the format below; an event is
// always read in the format in which it was written.
const heading = "homeward audit event 1\n"

// timeLayout is the format of times: in UTC, with the microseconds that the database stores.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Canonical returns the event as bytes. Equal events have equal bytes: a heading, then one line for
// each part that is set, with its name, a space and its value, in a fixed order. People can read it,
// and it can be parsed in one way only, because no value contains a space or a line break. The classes
// have one line each, sorted, without duplicates. The event MUST be well formed; see Check.
func (e Event) Canonical() []byte {
	b := bytes.NewBuffer(make([]byte, 0, 256))
	b.WriteString(heading)
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name)
			b.WriteByte(' ')
			b.WriteString(value)
			b.WriteByte('\n')
		}
	}
	line("at", StoredTime(e.At).Format(timeLayout))
	line("account", string(e.Account))
	line("desk", string(e.Desk))
	line("agency", string(e.Agency))
	line("role", string(e.Role))
	line("session", e.Session)
	line("action", string(e.Action))
	line("kind", string(e.Subject.Kind))
	line("ref", e.Subject.Ref)
	if e.Seq != 0 {
		line("seq", strconv.FormatInt(e.Seq, 10))
	}
	for _, class := range sorted(e.Classes) {
		line("class", string(class))
	}
	line("purpose", string(e.Purpose))
	line("outcome", string(e.Outcome))
	line("code", e.Code)
	line("key", e.Key)
	line("commitment", e.Commitment)
	return b.Bytes()
}

// Leaf returns the hash of the event as a leaf of the tree (RFC 6962: SHA-256 of a zero byte and the
// canonical bytes).
func (e Event) Leaf() tlog.Hash { return tlog.RecordHash(e.Canonical()) }

// StoredTime returns a time with the precision and zone of an event.
func StoredTime(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }

func sorted(classes []policy.Class) []policy.Class {
	if len(classes) < 2 {
		return classes
	}
	out := slices.Clone(classes)
	slices.Sort(out)
	return slices.Compact(out)
}

// ErrForm means that bytes are not an event in canonical form. The error does not quote them.
var ErrForm = errors.New("not an audit event in canonical form")

// Parse parses the output of Canonical, and accepts nothing else: encoding the result again gives the
// same bytes. It returns ErrForm for other input.
func Parse(raw []byte) (Event, error) {
	rest, ok := strings.CutPrefix(string(raw), heading)
	if !ok || !strings.HasSuffix(rest, "\n") {
		return Event{}, ErrForm
	}
	var e Event
	for text := range strings.Lines(rest) {
		name, value, ok := strings.Cut(strings.TrimSuffix(text, "\n"), " ")
		if !ok || !readLine(&e, name, value) {
			return Event{}, ErrForm
		}
	}
	if !e.wellFormed() || !bytes.Equal(e.Canonical(), raw) {
		return Event{}, ErrForm
	}
	return e, nil
}

// readLine reads one line. Duplicates and a wrong order are detected by encoding the event again.
func readLine(e *Event, name, value string) (ok bool) {
	var err error
	switch name {
	case "at":
		e.At, err = time.Parse(timeLayout, value)
	case "account":
		e.Account = casework.AccountID(value)
	case "desk":
		e.Desk = casework.DeskID(value)
	case "agency":
		e.Agency = casework.AgencyID(value)
	case "role":
		e.Role = casework.Role(value)
	case "session":
		e.Session = value
	case "action":
		e.Action = Action(value)
	case "kind":
		e.Subject.Kind = Kind(value)
	case "ref":
		e.Subject.Ref = value
	case "seq":
		e.Seq, err = strconv.ParseInt(value, 10, 64)
	case "class":
		e.Classes = append(e.Classes, policy.Class(value))
	case "purpose":
		e.Purpose = policy.Purpose(value)
	case "outcome":
		e.Outcome = Outcome(value)
	case "code":
		e.Code = value
	case "key":
		e.Key = value
	case "commitment":
		e.Commitment = value
	default:
		return false
	}
	return err == nil
}

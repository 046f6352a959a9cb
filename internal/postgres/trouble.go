package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/lib/pq"

	"example.org/homeward/internal/fault"
)

// trouble is all that may be known of a database error outside: its SQLSTATE and the
// name of the constraint. The server's text and the driver's quote values.
type trouble struct {
	State      string
	Constraint string
}

func (t *trouble) Error() string {
	if t.Constraint == "" {
		return "sqlstate " + t.State
	}
	return "sqlstate " + t.State + ", constraint " + t.Constraint
}

// The SQLSTATEs that are told apart (PostgreSQL manual, appendix A); two characters are a class.
const (
	stateUnique        = "23505"
	stateForeignKey    = "23503"
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
	stateNoLock        = "55P03"
	stateCanceled      = "57014"
	classIntegrity     = "23"
	classData          = "22"
	classConnection    = "08"
	classResources     = "53"
	classIntervention  = "57"
)

// lost says whether the transaction lost against another one and can simply be tried again.
func lost(err error) bool {
	t, ok := errors.AsType[*trouble](err)
	return ok && (t.State == stateSerialization || t.State == stateDeadlock)
}

// translate turns what the driver says into what may be told, with a code that says
// whether trying again can help. sql.ErrNoRows stays: the caller knows what is missing.
func translate(err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, done := errors.AsType[*fault.Error](err); done {
		return err
	}
	if _, done := errors.AsType[*trouble](err); done {
		return err
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return ofServer(&trouble{State: string(e.Code), Constraint: e.Constraint})
	}
	switch {
	case errors.Is(err, context.Canceled):
		return fault.Wrap(context.Canceled, fault.Busy, "nobody waited for the answer")
	case errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(context.DeadlineExceeded, fault.Unavailable, "the record did not answer in time")
	case ofConnection(err):
		return fault.Wrap(fmt.Errorf("connection to the record: %T", err), fault.Unavailable, unreachable)
	default:
		// A value that could not be converted is quoted in the driver's text.
		return fmt.Errorf("the record answered what cannot be read: %T", err)
	}
}

const unreachable = "the record cannot be reached; it is safe to try again with the same key"

func ofConnection(err error) bool {
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, one := range []error{driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}

func ofServer(t *trouble) error {
	switch {
	case t.State == stateUnique:
		return ofUnique(t)
	case t.State == stateForeignKey && (strings.HasPrefix(t.Constraint, "passengers_") || strings.HasPrefix(t.Constraint, "separations_")):
		return fault.Wrap(t, fault.NotFound, "there is no such case")
	case t.State == stateForeignKey:
		return fault.Wrap(t, fault.Invalid, "it speaks of something that is not on record")
	case t.State == stateSerialization, t.State == stateDeadlock, t.State == stateNoLock:
		return fault.Wrap(t, fault.Busy, "somebody else is writing the same; try again with the same key")
	case t.State == stateCanceled:
		return fault.Wrap(t, fault.Busy, "the record took too long; try again with the same key")
	case inClass(t, classIntegrity), inClass(t, classData):
		return fault.Wrap(t, fault.Invalid, "the record does not take this")
	case inClass(t, classConnection), inClass(t, classResources), inClass(t, classIntervention):
		return fault.Wrap(t, fault.Unavailable, unreachable)
	default:
		return t
	}
}

func inClass(t *trouble, class string) bool { return strings.HasPrefix(t.State, class) }

// ofUnique says what it means that a row was there already.
func ofUnique(t *trouble) error {
	switch t.Constraint {
	case "decisions_final":
		return fault.Wrap(t, fault.Decided, "somebody else has answered this task already")
	case "decisions_vote":
		return fault.Wrap(t, fault.Conflict, "this member has voted on this task already")
	case "lists_same_file":
		return fault.Wrap(t, fault.Conflict, "the same file is a list of this operation already")
	default:
		return fault.Wrap(t, fault.Conflict, "it is on record already")
	}
}

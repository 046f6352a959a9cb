package db

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

// serverError has the parts of a database error that other packages may see: its SQLSTATE and the name of
// the constraint. The texts of the server and the driver quote values.
type serverError struct {
	State      string
	Constraint string
}

func (e *serverError) Error() string {
	if e.Constraint == "" {
		return "sqlstate " + e.State
	}
	return "sqlstate " + e.State + ", constraint " + e.Constraint
}

// The SQLSTATEs that are treated differently (PostgreSQL manual, appendix A); two characters are a class.
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

// lost reports whether the transaction lost against another one and can be tried again.
func lost(err error) bool {
	e, ok := errors.AsType[*serverError](err)
	return ok && (e.State == stateSerialization || e.State == stateDeadlock)
}

// Translate returns an error that quotes no value, for one of the driver: with a code of package
// fault that says whether a retry can help, where there is one. sql.ErrNoRows and errors of
// package fault stay as they are.
func Translate(err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, done := errors.AsType[*fault.Error](err); done {
		return err
	}
	if _, done := errors.AsType[*serverError](err); done {
		return err
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return fromServer(&serverError{State: string(e.Code), Constraint: e.Constraint})
	}
	switch {
	case errors.Is(err, context.Canceled):
		return fault.Wrap(context.Canceled, fault.Busy, "the request was canceled")
	case errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(context.DeadlineExceeded, fault.Unavailable, "the record did not answer in time")
	case isConnectionError(err):
		return fault.Wrap(fmt.Errorf("connection to the record: %T", err), fault.Unavailable, unreachable)
	default:
		// The driver's text quotes a value that it could not convert.
		return fmt.Errorf("the answer of the record cannot be read: %T", err)
	}
}

const unreachable = "the record cannot be reached; it is safe to try again with the same key"

func isConnectionError(err error) bool {
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

func fromServer(e *serverError) error {
	switch {
	case e.State == stateUnique:
		return fromUnique(e)
	case e.State == stateForeignKey && (strings.HasPrefix(e.Constraint, "passengers_") || strings.HasPrefix(e.Constraint, "separations_")):
		return fault.Wrap(e, fault.NotFound, "there is no such case")
	case e.State == stateForeignKey:
		return fault.Wrap(e, fault.Invalid, "the request refers to something that is not in the record")
	case e.State == stateSerialization, e.State == stateDeadlock, e.State == stateNoLock:
		return fault.Wrap(e, fault.Busy, "another request is writing the same; try again with the same key")
	case e.State == stateCanceled:
		return fault.Wrap(e, fault.Busy, "the record took too long; try again with the same key")
	case inClass(e, classIntegrity), inClass(e, classData):
		return fault.Wrap(e, fault.Invalid, "the record cannot store this")
	case inClass(e, classConnection), inClass(e, classResources), inClass(e, classIntervention):
		return fault.Wrap(e, fault.Unavailable, unreachable)
	default:
		return e
	}
}

func inClass(e *serverError, class string) bool { return strings.HasPrefix(e.State, class) }

// fromUnique returns the fault for a row that already exists.
func fromUnique(e *serverError) error {
	switch e.Constraint {
	case "decisions_final":
		return fault.Wrap(e, fault.Decided, "this task has been answered already")
	case "decisions_vote":
		return fault.Wrap(e, fault.Conflict, "this member has voted on this task already")
	case "lists_same_file":
		return fault.Wrap(e, fault.Conflict, "this file is a list of this operation already")
	default:
		return fault.Wrap(e, fault.Conflict, "it is in the record already")
	}
}

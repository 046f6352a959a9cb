package act

import (
	"encoding/json"
	"errors"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/visible"
)

// RefusedError is an error with those of its reasons that the caller may know.
type RefusedError struct {
	error

	// Gates are the closed gates, for fault.GateClosed.
	Gates []visible.Gate
	// Decided is the decision that came first, for fault.Decided; nil otherwise.
	Decided *casework.AlreadyDecided
}

// Unwrap returns the error itself.
func (r *RefusedError) Unwrap() error { return r.error }

// Explain adds those reasons of an error that the caller may see. Details of other kinds than the two
// below are left out. An error that was already explained is not changed.
func Explain(err error, seen request.Visibility, now time.Time) error {
	if _, done := errors.AsType[*RefusedError](err); done || err == nil {
		return err
	}
	switch details := fault.DetailsOf(err).(type) {
	case []gate.Status:
		return &RefusedError{error: err, Gates: visible.GatesOf(details, seen, now)}
	case casework.AlreadyDecided:
		return &RefusedError{error: err, Decided: &details}
	case json.RawMessage:
		return explainStored(err, details, seen, now)
	default:
		return err
	}
}

// explainStored reads the details of a refused command as the record keeps them.
func explainStored(err error, raw json.RawMessage, seen request.Visibility, now time.Time) error {
	switch fault.CodeOf(err) {
	case fault.GateClosed:
		var closed []gate.Status
		if json.Unmarshal(raw, &closed) == nil {
			return &RefusedError{error: err, Gates: visible.GatesOf(closed, seen, now)}
		}
	case fault.Decided:
		var decided casework.AlreadyDecided
		if json.Unmarshal(raw, &decided) == nil {
			return &RefusedError{error: err, Decided: &decided}
		}
	default:
	}
	return err
}

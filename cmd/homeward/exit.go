package main

import (
	"errors"
	"fmt"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/fault"
)

// The exit codes. Scripts may rely on them.
const (
	exitDone     = 0
	exitTrouble  = 1   // nobody planned for it
	exitMisuse   = 2   // the request can never be right
	exitDenied   = 3   // not yours to do
	exitMissing  = 4   // not there, or not yours to see
	exitConflict = 5   // right once, wrong now
	exitGate     = 6   // a gate is closed
	exitAgain    = 7   // try again later, with the same key
	exitPending  = 8   // on record and not settled yet; it settles by itself
	exitTampered = 9   // the audit log is not what was signed
	exitStopped  = 130 // broken off by a signal
)

// exitOf gives the exit code of a problem's code.
func exitOf(code fault.Code) int {
	switch code {
	case "":
		return exitDone
	case fault.Malformed, fault.Invalid, fault.TooLarge, fault.NoVersion, fault.NoKey, fault.KeyReused, "method_not_allowed", "unsupported_media_type":
		return exitMisuse
	case fault.Unsigned, fault.StepUp, fault.Denied:
		return exitDenied
	case fault.NotFound:
		return exitMissing
	case fault.Conflict, fault.Decided, fault.Stale:
		return exitConflict
	case fault.GateClosed:
		return exitGate
	case fault.TooMany, fault.Busy, fault.Unavailable, fault.RollingOver:
		return exitAgain
	default:
		return exitTrouble
	}
}

// pendingError says that a write is on record and not settled yet.
type pendingError struct{ key string }

func (e *pendingError) Error() string {
	return "It is on record and not settled yet; it settles by itself. Look again with: homeward command " + e.key
}

// misuse tells that the arguments are wrong.
func (w world) misuse(err error) int {
	w.say("homeward: %s\n", err.Error())
	w.say("Try: homeward --help\n")
	return exitMisuse
}

// fail tells what went wrong and gives the exit code; exitDone for nil.
func (w world) fail(err error) int {
	var problem *client.ProblemError
	var pending *pendingError
	var mistakes config.MistakeErrors
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &problem):
		w.problem(problem)
		return exitOf(problem.Code)
	case errors.As(err, &pending):
		w.say("%s\n", pending.Error())
		return exitPending
	case tampered(err):
		w.say("%s\n", err.Error())
		return exitTampered
	case errors.As(err, &mistakes):
		w.say("homeward: the configuration is not right.\n")
		for _, mistake := range mistakes {
			w.say("  - %s\n", mistake.Error())
		}
		return exitMisuse
	}
	if code := fault.CodeOf(err); code != fault.Unknown {
		w.say("homeward: %s\n", fault.MessageOf(err))
		return exitOf(code)
	}
	w.say("homeward: %s\n", err.Error())
	return exitTrouble
}

// problem shows a refusal as the server has put it, with the closed gates as a table.
func (w world) problem(p *client.ProblemError) {
	w.say("%s (%s)\n", p.Title, p.Code)
	if p.Detail != "" {
		w.say("%s\n", p.Detail)
	}
	for _, e := range p.Errors {
		w.say("  - %s: %s\n", strings.TrimSpace(e.Pointer+" "+e.Parameter), e.Code)
	}
	if p.Decided.Outcome != "" {
		w.say("It was decided: %s, by %s, at %s.\n", p.Decided.Outcome, p.Decided.Desk, instant(p.Decided.At))
	}
	if len(p.Gates) > 0 {
		t := newTable(w.err, "GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
		for _, g := range p.Gates {
			gateRows(t, g)
		}
		t.flush()
	}
}

// say writes to where errors go.
func (w world) say(format string, args ...any) { _, _ = fmt.Fprintf(w.err, format, args...) }

// print writes to where answers go.
func (w world) print(format string, args ...any) { _, _ = fmt.Fprintf(w.out, format, args...) }

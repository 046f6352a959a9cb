package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/wire"
)

// The exit codes. Scripts may rely on them.
const (
	ExitDone     = 0
	ExitFailure  = 1   // an unexpected error
	ExitMisuse   = 2   // the request can never be right
	ExitDenied   = 3   // the caller may not do this
	ExitNotFound = 4   // not there, or not visible to the caller
	ExitConflict = 5   // right once, wrong now
	ExitGate     = 6   // a gate is closed
	ExitRetry    = 7   // try again later, with the same key
	ExitPending  = 8   // on record and not settled yet; it settles by itself
	ExitTampered = 9   // the audit log is not what was signed
	ExitNothing  = 10  // it was settled, and nothing of the batch was done
	ExitPartly   = 11  // it was settled, and a part of the batch was refused
	ExitWrong    = 12  // a case is in a wrong state
	ExitStopped  = 130 // interrupted by a signal
)

// ExitError is an error with an exit code of its own. Its text is printed as it is.
type ExitError struct {
	Code int
	Text string
}

// Error returns the text.
func (e *ExitError) Error() string { return e.Text }

// exitOf returns the exit code of a problem's code.
func exitOf(code fault.Code) int {
	switch code {
	case "":
		return ExitDone
	case fault.Malformed, fault.Invalid, fault.TooLarge, fault.NoVersion, fault.NoKey, fault.KeyReused, "method_not_allowed", "unsupported_media_type":
		return ExitMisuse
	case fault.Unsigned, fault.StepUp, fault.Denied:
		return ExitDenied
	case fault.NotFound:
		return ExitNotFound
	case fault.Conflict, fault.Decided, fault.Stale:
		return ExitConflict
	case fault.GateClosed:
		return ExitGate
	case fault.TooMany, fault.Busy, fault.Unavailable, fault.RollingOver:
		return ExitRetry
	default:
		return ExitFailure
	}
}

// pending returns the error of a write that is on record and not settled yet.
func pending(key string) error {
	return &ExitError{ExitPending, "It is on record and not settled yet; it settles by itself. Look again with: homeward command " + key}
}

// undone returns the error of a settled write that did nothing of a batch, or only a part of it; nil if it did
// what was asked. A list that waits for a second person was proposed, which is what was asked.
func undone(r wire.Receipt) error {
	refused := 0
	for _, p := range r.Movement.Passengers {
		if p.Refused != "" {
			refused++
		}
	}
	confirmed := r.Command == string(operation.KindConfirmList) || r.Command == string(operation.KindApproveList)
	switch {
	case confirmed && r.Operation.Cases == 0 && !r.Operation.Waits:
		return &ExitError{ExitNothing, "Nothing was done: the list opens no case. See homeward list rows, with --state unreadable."}
	case refused == 0:
		return nil
	case refused == len(r.Movement.Passengers):
		return &ExitError{ExitNothing, "Nothing was done: each of them was refused."}
	default:
		return &ExitError{ExitPartly, fmt.Sprintf("Only a part was done: %d of %d were refused.", refused, len(r.Movement.Passengers))}
	}
}

// misuse prints what is wrong with the arguments and returns the exit code. If an argument is missing, it prints the help of
// the command as well; otherwise how to get it.
func (env Env) misuse(err error) int {
	env.Statusf("homeward: %s\n", err.Error())
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context.Selected() == nil {
		env.Statusf("Try: homeward --help\n")
		return ExitMisuse
	}
	if strings.HasPrefix(err.Error(), "expected ") {
		parse.Context.Stdout = env.Err
		if parse.Context.PrintUsage(false) == nil {
			return ExitMisuse
		}
	}
	env.Statusf("Try: %s --help\n", commandOf(parse.Context.Selected()))
	return ExitMisuse
}

// commandOf returns the words that name a command, with those of the program, and without its arguments.
func commandOf(node *kong.Node) string {
	if node.Parent == nil {
		return node.Name
	}
	return commandOf(node.Parent) + " " + node.Name
}

// fail prints an error and returns the exit code; ExitDone for nil.
func (env Env) fail(err error) int {
	var problem *client.ProblemError
	var exit *ExitError
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &problem):
		env.problem(problem)
		return exitOf(problem.Code)
	case errors.As(err, &exit):
		env.Statusf("%s\n", exit.Text)
		return exit.Code
	}
	if code := fault.CodeOf(err); code != fault.Unknown {
		env.Statusf("homeward: %s\n", fault.MessageOf(err))
		return exitOf(code)
	}
	env.Statusf("homeward: %s\n", err.Error())
	return ExitFailure
}

// problem prints a refusal as the server has put it, with the closed gates as a table.
func (env Env) problem(p *client.ProblemError) {
	env.Statusf("%s (%s)\n", p.Title, p.Code)
	if p.Detail != "" {
		env.Statusf("%s\n", p.Detail)
	}
	for _, e := range p.Errors {
		env.Statusf("  - %s: %s\n", strings.TrimSpace(e.Pointer+" "+e.Parameter), e.Code)
		if len(e.Allowed) > 0 {
			env.Statusf("    allowed: %s\n", strings.Join(e.Allowed, ", "))
		}
	}
	if len(p.Alike) > 0 {
		t := NewTable(env.Err, "OPEN CASE", "MATCHES BY")
		for _, one := range p.Alike {
			by := make([]string, len(one.By))
			for i, field := range one.By {
				by[i] = string(field)
			}
			t.Row(one.Case, strings.Join(by, ", "))
		}
		t.Flush()
	}
	if p.Decided.Outcome != "" {
		env.Statusf("It was decided: %s, by %s, at %s.\n", p.Decided.Outcome, p.Decided.Desk, Instant(p.Decided.At))
	}
	if len(p.Gates) > 0 {
		t := NewTable(env.Err, "GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
		for _, g := range p.Gates {
			gateRows(t, g)
		}
		t.Flush()
	}
}

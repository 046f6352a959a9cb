// Package usecase is what API and pages call: one exported method of Service for each thing that a
// caller can do. A read loads, asks policy, chooses what the caller sees, and writes the audit row
// before it returns; a write loads, asks policy, sends a command, and returns a Receipt.
//
// Results hold what the caller may see and nothing else: what they may not see is absent, so that an
// encoder or a template can show everything that it is given. Errors are faults with messages that
// are safe to show; errors.As finds a *RefusedError in them where there are reasons to show.
//
// Every exported method of Service is made by run, which asks whether the role may ever do it, makes
// an answer without a question to policy an error, and writes the audit rows and refusals. The
// caller is the request in the context (package request); without one nothing is allowed.
//
// The package knows no HTTP, no pages, no SQL and no workflow engine.
package usecase

// Package usecase has the use-cases that the API and the pages call: one exported method of Service for
// each thing that a caller can do. A read loads, asks policy, chooses the fields that the caller sees,
// and writes the audit row before it returns; a write loads, asks policy, sends a command, and returns a
// receipt.
//
// Results hold only data that the caller may see, so that an encoder or a template can show everything
// that it is given. Errors are faults with messages that are safe to show; errors.As finds an
// *act.RefusedError in them if there are reasons to show.
//
// The use-cases are in one package for each kind of thing: cases, tasks, movements, rescues, access,
// erasures, auditlog, office and aftercare. Service embeds them; here are only those that need several of
// them. They share packages act and visible, and do not import each other.
//
// Every exported method is one call of act.Run, which checks whether the role may ever do it, returns an
// error if policy was not asked, and writes the audit rows and refusals. The caller is in the request of
// the context (package request); without a request nothing is allowed.
//
// The packages know no HTTP, no pages, no SQL and no workflow engine.
package usecase

// Package visible says how much of a case a caller sees: its settled steps, facts, holds, tasks and gates, the
// person, and who did something. Each function takes a request.Visibility and notes for the audit log what it
// shows.
//
// It loads nothing and asks policy nothing: a use-case has done that before.
package visible

// Package aftercare has the use-cases about the time after the return: the plan, the visits and their scores,
// and what a survivor has agreed about contact.
//
// It shows her number only through RevealNumber, for a reason that is written to the audit log.
package aftercare

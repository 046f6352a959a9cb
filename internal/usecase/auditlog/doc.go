// Package auditlog has the use-cases of those who check the system: the events of the audit log, its signed
// heads and proofs, the signatures of witnesses, and payloads of workflows.
//
// It never writes an event of another use-case: act.Run does. Of a payload it shows operational fields only.
package auditlog

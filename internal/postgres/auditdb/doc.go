// Package auditdb keeps the audit log: events are appended in the transaction of what they
// record, and are given places in the hash tree later, by one sequencer at a time. It signs
// nothing itself (the caller's audit.Notary does), and it never changes or removes an event.
package auditdb

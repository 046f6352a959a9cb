// Package auditlog answers the operations of the API on the audit log: each handler decodes, calls one
// use-case, and encodes its result. It decides nothing and never asks policy.
package auditlog

// Package access has the use-cases about who may see a case: access that agencies are given, break-glass
// access, officers whom a survivor keeps out, and who has read a case.
//
// It decides nothing about rights: package policy does. The whole audit log is in package auditlog.
package access

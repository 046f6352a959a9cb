// Package postgres keeps the record of cases, operations, movements, lists, commands and erasures in
// PostgreSQL: it writes each change once and in one transaction, and reads what lists, inboxes and
// pages show. It has no rules of its own: packages casework and policy have decided before. No
// personal field is written or read except through a seal.Box, and no text of the database or its
// driver leaves the package, because it quotes values. Accounts, the audit log and keys are in
// packages of their own; see docs/decisions/0013-the-parts-of-the-store.md.
package postgres

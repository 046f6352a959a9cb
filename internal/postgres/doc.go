// Package postgres keeps the record of cases in PostgreSQL: it writes each change of a case once and in
// one transaction, and reads what lists, inboxes and pages show. It has no rules of its own: packages
// casework and policy have decided before. No personal field is written or read except through a
// seal.Box, and no text of the database or its driver leaves the package, because it quotes values.
// Everything beside the cases is in packages of its own, which Store embeds; see
// docs/decisions/0013-the-parts-of-the-store.md.
package postgres

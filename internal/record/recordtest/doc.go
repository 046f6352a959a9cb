// Package recordtest has a record in memory for tests, and the conformance suite that the record
// in PostgreSQL and the one in memory both pass: what a test relies on in memory is then true of
// the database too. Production code never imports it.
//
// Memory has no commands, no seals of its own and no row-level security: every caller is the
// worker. Where a test needs a record that fails, it embeds Memory and overrides one method.
package recordtest

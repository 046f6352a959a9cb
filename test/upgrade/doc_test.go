// Package upgrade_test proves that an installation can be upgraded to this release. It restores an
// installation of an earlier release (its database with running workflows, its keys, its corridor files),
// runs the new migrations, starts the new processes, and continues everything that was open. It uses real
// PostgreSQL and the real Temporal server, and calls Homeward only by HTTP and by the command line, as a
// client of the earlier release does.
package upgrade_test

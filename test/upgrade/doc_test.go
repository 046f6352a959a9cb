// Package upgrade_test proves that an installation can move to this release. It restores what an
// earlier release left behind (its database with running workflows, its keys, its corridor files),
// runs the new migrations, starts the new processes, and goes on with everything that was open.
// It uses real PostgreSQL and the real Temporal server, and speaks to Homeward over HTTP and by the
// command line only, as a client of the earlier release would.
package upgrade_test

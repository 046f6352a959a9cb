// Package usecasetest has the real use-cases on a record in memory, for tests of what is above them:
// commands are stored as in production, and the rules carry them out at once in place of a workflow.
// Production code never imports it.
package usecasetest

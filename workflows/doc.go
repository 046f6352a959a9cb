// Package workflows has the procedures as deterministic workflows: Case is the case of one survivor,
// Rescue one operation from list to cases, Transport one movement, Erasure one request for erasure. A
// stage file reads like the procedure that it runs; the rules are in package casework. The package never
// does I/O: every side effect is an activity, and every instant and identifier is an input.
package workflows

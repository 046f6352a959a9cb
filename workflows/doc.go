// Package workflows is what Homeward promises: the procedures, deterministic. Case is
// one survivor's life-line, Rescue one operation from list to cases, Transport one
// movement. A stage file reads like the procedure it runs; the rules it asks stand in
// package casework. It does no I/O: every effect is an activity, every instant and
// every identifier comes in from outside.
package workflows

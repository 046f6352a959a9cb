// Package command makes every write a command: it is stored first, then sent to the
// workflow that it is for, and answered when it is settled, or put off with a place to
// look at. Sent twice under one key it is carried out once. It judges nothing: whether a
// command may be given was asked before, whether it can be carried out says the workflow.
package command

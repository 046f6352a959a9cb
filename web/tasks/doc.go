// Package tasks is the page of one task, the form of its answer and the acts beside it. It never loads
// from the store, and never decides what follows from an answer: the use-cases and the rules do.
package tasks

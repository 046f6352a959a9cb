// Package operation has the rules of one rescue, raid or release: which lists were confirmed for it, how
// many of their rows have become cases, and whether it runs, is paused or is closed. It is pure: it
// never reads a clock, never does I/O, never reads a list, and never holds a name, a number, a place or
// free text. The rules of one survivor's case are in package casework.
package operation

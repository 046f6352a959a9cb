// Package operation is what Homeward knows about one rescue, raid or release: which
// lists were confirmed for it, how far their rows have become cases, and whether it
// runs, stands still or is closed. It is pure: values in, values out. It never reads a
// clock, never does I/O, never looks into a list, and never holds a name, a number, a
// place or free text. One survivor's way home belongs to package casework.
package operation

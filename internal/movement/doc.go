// Package movement is what Homeward knows about one trip home: its legs and seats, who
// has a place, who waits for one, and what the trip becomes when a command is accepted.
// It is pure: values in, values out. It never reads a clock, never does I/O, and never
// judges a survivor's gates: her case does, and may refuse every message of a movement. It
// holds references and codes only, never a name or a place that is not a UN/LOCODE.
//
// The rules come from the field reference that the project began with (sections 3.15 to
// 3.17, 4, 5 and 13). No lawyer and no carrier has checked any of them yet.
package movement

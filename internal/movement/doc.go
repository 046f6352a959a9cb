// Package movement has the rules of one trip home: its legs and seats, its passengers, those who wait
// for a seat, and the change that each accepted command makes. It is pure: it never reads a clock and
// never does I/O. It never checks a survivor's gates: her case does, and may refuse every message of a
// movement. It holds references and codes only, never a name or a place that is not a UN/LOCODE.
//
// The rules come from the field reference that the project began with (sections 3.15 to
// 3.17, 4, 5 and 13). No lawyer and no carrier has checked any of them yet.
package movement

// Package ruling holds the rules of change: Accept judges a command to a case and returns the change with
// everything that the record needs, or a refusal. It opens, recalls and settles tasks, applies what follows
// from an outcome, orders what must be undone, and runs the procedure of the case. Package workflows has the
// procedures and keeps the case; this package knows neither Temporal nor the record.
//
// It is pure and deterministic, because workflows replay it: the same case and command give the same change.
// It never reads a clock and never does I/O. A rule that judges otherwise than an earlier release is guarded;
// see Stricter. No lawyer has checked the rules yet.
package ruling

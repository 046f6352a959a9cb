// Package orders has the use-cases about orders of authorities: proposing one, the list of them, and taking one back.
//
// It never decides what an order opens, and never shows one to a caller who does not see legal data of the case.
package orders

// Package movementdb keeps movements: their legs, passengers and timelines, and the order in which seats
// were given. It writes no case; that a passenger travels is written by the change of her case.
package movementdb

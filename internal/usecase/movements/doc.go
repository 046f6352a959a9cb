// Package movements has the use-cases about movements: planning and listing them, who could get a seat, seats,
// tickets, the manifest, and the trip.
//
// It never shows a passenger who wants the caller kept out, and changes no case: a movement does that.
package movements

// Package civil has Date, a day of the Gregorian calendar without a time of day and without a
// time zone: a holiday, a day of birth, the first day of a version. It never reads a clock and
// never guesses a zone: to turn an instant into a day, name the zone.
package civil

// Package twin compares two records of people and says what speaks for their being about one person: the number of a
// document, the name, the birth date, a telephone number.
//
// It never decides that they are one person and never merges anything; a person decides. Two people may share a name
// and a year of birth.
package twin

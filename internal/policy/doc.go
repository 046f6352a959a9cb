// Package policy says who may do what, and who may see what. One table says it role by action
// by relation, one role by field class by relation by consent, and one what no desk of a kind
// is ever shown, whoever sits at it; Decide puts the three together. It is pure and total:
// every question has an answer, and the answer to what nobody thought of is no. It never
// looks anything up, it never judges whether the time for a deed has come (package casework
// does), and it never puts words of its own into an answer.
//
// The tables follow sections 10.6 and 11 of the field reference. No lawyer has checked them
// yet; testdata/matrix.csv, testdata/fields.csv and testdata/desks.csv are written for one to
// read, and testdata/classes.csv says which class what a case knows is of.
package policy

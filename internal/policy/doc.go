// Package policy says who may do what, and who may see what: one table, role by action by
// relation, and one table, role by field class by relation. It is pure and total: every
// question has an answer, and the answer to what nobody thought of is no. It never looks
// anything up, it never judges whether the time for a deed has come (package casework
// does), and it never puts words of its own into an answer.
//
// The tables follow sections 10.6 and 11 of the field reference. No lawyer has checked
// them yet; testdata/matrix.csv and testdata/fields.csv are written for one to read.
package policy

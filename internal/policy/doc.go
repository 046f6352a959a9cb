// Package policy decides who may do what, and who may see what. It holds three tables: rights by role,
// action and relation; visibility by role, field class, relation and consent; and the field classes
// that are never shown at a kind of desk, in any role. Decide combines them.
//
// The package is pure and total: every question has an answer, and the default is refusal. It never
// looks anything up, it never decides whether an action is due or valid (package casework does), and
// its answers never contain text from a request.
//
// The tables follow sections 10.6 and 11 of the field reference. No lawyer has checked them yet.
// testdata/matrix.csv, testdata/fields.csv and testdata/desks.csv are written for one to read, and
// testdata/classes.csv lists the class of everything that a case holds.
package policy

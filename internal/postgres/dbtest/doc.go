// Package dbtest has the fixtures that the tests of the stores share: a record with a clock that the
// test sets, changes of a case, a movement and an operation, a seal that counts, and a value that marks
// every place where something personal can be. It is for tests only, and nothing in the program
// imports it.
package dbtest

// Package pagedb ends the pages of lists and orders timelines, for the stores beside it. It knows no
// table and runs no statement.
package pagedb

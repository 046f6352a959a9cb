// Package flaw holds the codes for what was not read or recognised in a row or a cell of a list. The API
// and the pages call them problems.
//
// It has no texts for people, and decides nothing.
package flaw

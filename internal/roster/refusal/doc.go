// Package refusal holds the error for a file that cannot be a list, with its codes.
//
// It never refuses a single row or cell: those have a code of package flaw. It never quotes a file.
package refusal

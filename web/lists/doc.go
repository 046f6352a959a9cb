// Package lists serves the page of a list before its cases are opened: what is at stake, the sheets that were read, and
// one row after the other about which something is in doubt, with a form that answers it.
//
// It decides nothing: package doubt knows the answers, and the use-cases who may give them.
package lists

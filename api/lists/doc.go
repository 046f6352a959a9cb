// Package lists answers the operations of the API on lists of people: each handler decodes, calls one
// use-case, and encodes its result. It decides nothing and never asks policy.
package lists

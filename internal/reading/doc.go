// Package reading holds the rules about how many case files one account reads that the work of its desk does not
// explain: what explains a file, how many others may be read, and what happens beyond that. Files are counted by
// the state of origin and by the operation of their cases, never by anything personal.
//
// It stores and sends nothing, and it never decides who may see a case: package policy does, before.
package reading

// Package person recognises what a list says about a person: name, sex, nationality and document. It makes
// the keys by which two records of one person can be found.
//
// It never divides a name into given and family names, never takes a nationality as a finding, never
// corrects a document number, and never says that two records are the same person.
package person

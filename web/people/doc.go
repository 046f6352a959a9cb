// Package people is the search for a person and the opening of a case by hand, which begins with a search.
// An address never contains the words of a search.
package people

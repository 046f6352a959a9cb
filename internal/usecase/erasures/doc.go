// Package erasures has the use-cases about destroying the data of a person: requests for erasure and their
// second person, requests to other desks to delete what they received, and the retention periods.
//
// It destroys nothing itself: the workflow of an erasure does.
package erasures

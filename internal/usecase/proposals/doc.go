// Package proposals has the use-cases about acts on one case that take a second person: the list of them, what one
// would do, the answer to it, and its withdrawal.
//
// It never decides what takes a second person, and never sends an agreement without the digest of what the second
// person has seen.
package proposals

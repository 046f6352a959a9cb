// Package audit defines the tamper-evident audit log: its events and their exact bytes, the hash tree
// over all events, the signed heads of that tree, and how someone who trusts none of it verifies all of
// it. An event says who did or saw which kind of thing, with which reference, when and why. It holds
// codes and random references only, and nothing about a survivor, so that it stays when a person is
// erased. The package never uses a database: package postgres stores the events, and verification does
// not trust it.
package audit

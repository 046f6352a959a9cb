// Package audit is the log that nobody can rewrite unseen: what an event of it is and how it
// is written down byte for byte, the tree of hashes over all events, the signed heads of that
// tree, and how somebody who trusts none of it checks all of it. An event says who did or saw
// what sort of thing, to which reference, when and why. It holds codes and random references
// only, never a word about a survivor, and so it stays when a person is erased. The package
// reads and writes no database: package postgres keeps the events, and is not believed.
package audit
